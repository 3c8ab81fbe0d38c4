"""Pictures hold what they are given: read back the slow way."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from lehc.places.calculations.gaps import Span, find_slope
from lehc.places.pictures import intervals, road, stops
from lehc.places.pictures.files import write_csv
from lehc.places.pictures.intervals import draw_intervals
from lehc.places.pictures.road import End, draw_road
from lehc.places.pictures.scales import EDGES, find_colour, list_colours, years_range
from lehc.places.pictures.slope import draw_slope
from lehc.places.pictures.stops import draw_stops
from lehc.places.pictures.svg import Picture, split_lines
from lehc.places.pictures.town_map import draw_map, whole_years
from lehc.places.profiles import Estimate, Neighbourhood, Outline


def square(n: int) -> Outline:
    left = 47_000 + 100 * n
    path = f"M{left} 112500l100 0 0 100-100 0z"
    return Outline(path, left, 112_500, left + 100, 112_600, left + 50, 112_550, n, 51)


def neighbourhood(n: int, value: float = 80.0, *, half: float = 1.0) -> Neighbourhood:
    estimate = Estimate(value, value - half, value + half, 300, 40_000)
    return Neighbourhood(
        n, f"E0200000{n}", f"Part {n} & <more>", "", 2011, deprivation=40 - n,
        estimates={"female": estimate, "male": estimate}, outline=square(n),
    )  # fmt: skip


ROWS = [neighbourhood(n, 78 + n) for n in range(6)]


def parse(picture: Picture) -> etree._Element:
    """Well-formed by itself, whatever the names hold."""
    return etree.fromstring(picture.with_footnote("Source: x & y").standalone())


@pytest.mark.parametrize(
    "picture",
    [
        draw_map(ROWS, "female", title="Women"),
        draw_intervals(ROWS, intervals.WIDE, title="A & B"),
        draw_intervals(ROWS, intervals.NARROW, title="A"),
        draw_stops(ROWS, "male", stops.WIDE, title="A"),
        draw_stops(ROWS, "persons", stops.NARROW, title="None known"),
        draw_slope(ROWS, "male", find_slope(ROWS, "male"), title="Men"),
    ],
    ids=lambda picture: picture.key,
)
def test_every_picture_is_whole_and_says_what_it_is(picture: Picture) -> None:
    root = parse(picture)
    names = [etree.QName(child).localname for child in root][:3]
    assert names == ["title", "desc", "style"]
    assert "<more>" not in picture.body
    assert picture.inline().count('role="img"') == 1


def test_a_map_writes_each_figure_and_hatches_what_is_missing() -> None:
    silent = neighbourhood(9)
    silent.estimates["female"] = Estimate(reason="not_published")
    drawn = draw_map([*ROWS, silent], "female", title="Women")
    assert drawn is not None
    assert re.findall(r"pic-onmap[^>]*>(\d+)<", drawn.body) == [
        str(78 + n) for n in range(6)
    ]
    assert drawn.body.count('fill="url(#hatch-female)"') == 1
    assert "1 without a published figure is hatched." in drawn.description
    assert draw_map([], "female", title="Nothing") is None


@pytest.mark.parametrize(
    ("years", "shown"), [(89.49, 90), (89.44, 89), (88.5, 89), (80.04, 80)]
)
def test_whole_years_agree_with_the_table(years: float, shown: int) -> None:
    assert whole_years(years) == shown


@given(st.floats(60, 100))
def test_a_colour_is_where_the_edges_say(years: float) -> None:
    slow = 1 + sum(years >= edge for edge in EDGES)
    assert find_colour(years) == slow


def test_seven_colours_have_seven_meanings() -> None:
    assert list_colours() == [
        *("under 74", "74 to 77", "77 to 80", "80 to 83"),
        *("83 to 86", "86 to 89", "89 and over"),
    ]


def test_wide_intervals_are_fainter_and_never_cut() -> None:
    wide = neighbourhood(1, half=11.0)
    picture = draw_intervals([wide], intervals.WIDE, title="A")
    assert picture.body.count("pic-unsure") == 2
    low, high = years_range([wide], ["female"])
    assert low <= 69
    assert high >= 91


ENDS = End("Here", Estimate(80, 79, 81)), End("There", Estimate(86, 85, 87))
RISE = Span(6, 4.6, 7.4)


def draw(miles: float | None, layout: road.Layout = road.WIDE) -> str:
    return draw_road(*ENDS, RISE, miles, layout, title="A").body


def find_ends(body: str) -> tuple[float, float, float, float]:
    found = re.search(
        r'd="M([\d.]+) ([\d.]+)L([\d.]+) ([\d.]+)" class="pic-road"', body
    )
    assert found is not None
    return tuple(float(n) for n in found.groups())  # type: ignore[return-value]


@settings(max_examples=30)
@given(st.floats(0.4, 5.0), st.floats(0.4, 5.0))
def test_a_mile_is_as_long_in_one_picture_as_in_the_next(
    one: float, other: float
) -> None:
    lengths = []
    for miles in (one, other):
        near, _, far, _ = find_ends(draw(miles))
        lengths.append(far - near)
    assert lengths[0] * other == pytest.approx(lengths[1] * one, abs=1)


def test_a_year_is_as_high_as_the_ruler_beside_it() -> None:
    body = draw(2.0)
    _, start, _, end = find_ends(body)
    ruler = re.findall(r'y1="([\d.]+)"[^>]*class="pic-grid"/><text[^>]*>(\d+)<', body)
    heights = {int(year): float(y) for y, year in ruler}
    assert heights[80] == pytest.approx(start, abs=0.2)
    a_year = (heights[80] - heights[84]) / 4
    assert start - end == pytest.approx(6 * a_year, abs=0.2)


def test_far_apart_still_fits_and_no_distance_has_no_ruler() -> None:
    for layout in (road.WIDE, road.NARROW):
        assert find_ends(draw(180.0, layout))[2] <= layout.right
    body = draw(None)
    assert "distance not known" in body
    assert " miles<" not in body


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("Caversham Heights", ["Caversham", "Heights"]),
        ("Old Town", ["Old Town"]),
        ("Unbreakablelongname", ["Unbreakablelongname"]),
        ("", []),
    ],
)
def test_names_break_between_words(words: str, lines: list[str]) -> None:
    assert split_lines(words, 13) == lines


def test_csv_opens_in_excel_and_quotes_commas() -> None:
    data = write_csv(["a", "b"], [["x, y", 1.5], [None, ""]])
    assert data == b'\xef\xbb\xbfa,b\r\n"x, y",1.5\r\n,\r\n'
