"""Finding a town, reading its page, taking its figures along."""

from __future__ import annotations

import csv
import io
import math
import re
from typing import Any

import pytest
from django.test import Client

from lehc.places.models import Area
from lehc.places.presence import Presence, register_presence
from lehc.places.shipped.loading import load_shipped_data
from tests.factories.accounts import PersonFactory
from tests.factories.places import (
    AreaFactory,
    AreaParentFactory,
    BoundaryFactory,
    ContextNoteFactory,
    FigureFactory,
    IndicatorFactory,
    NeighbourhoodFactory,
)

pytestmark = pytest.mark.django_db
READING = "/places/E06000038/"


@pytest.fixture
def shipped() -> None:
    load_shipped_data(everywhere=False)


def make_town(neighbourhoods: int, *, name: str = "Little Town") -> Area:
    """A town whose life expectancy rises by a year from one area to the next."""
    town = AreaFactory(name=name)
    imd = IndicatorFactory(key="imd-2019", name="Deprivation")
    for n in range(neighbourhoods):
        area = NeighbourhoodFactory(common_name=f"Part {n}")
        AreaParentFactory(child=area, parent=town)
        BoundaryFactory(area=area, n=n)
        for sex in ("female", "male", "persons"):
            FigureFactory(area=area, sex=sex, value=78.0 + n)
        FigureFactory(
            area=area,
            indicator=imd,
            period="2019",
            value=40 - n,
            lower95=None,
            upper95=None,
        )
        ContextNoteFactory(area=area, written_by=PersonFactory())
    return town


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.mark.usefixtures("shipped")
def test_readings_page_says_what_was_published(client: Client) -> None:
    page = text_of(client.get(READING)).replace("&#x27;", "'")
    assert (
        "Across Reading's neighbourhoods, from the most to the least deprived, life "
        "expectancy rises by 6.8 years (5.5 to 8.2) for women and 6.9 years (5.5 to "
        "8.4) for men." in page
    )
    assert (
        "For men, the lowest and the highest figure are 13.6 years (11.6 to 15.6) "
        "apart: Norcot North and Caversham Heights. Among 16 neighbourhoods that were "
        "all alike, chance alone would set the lowest and the highest about 3.1 years "
        "apart, and seldom more than 4.5." in page
    )
    assert "Deaths 2016 to 2020; neighbourhoods as drawn in 2011." in page
    assert "Open Government Licence v3.0" in page
    assert "None of the old Thames ward is in today's Thames ward." in page
    assert "13 of 16 names stayed" in page


@pytest.mark.usefixtures("shipped")
def test_the_table_is_equal_to_the_map(client: Client) -> None:
    """Every number on the two maps is in the table, and every hatched area too."""
    page = client.get(READING).content.decode()
    cells = re.findall(
        r'<th class="nhsuk-table__header" scope="row">[^<]*</th>'
        r"<td[^>]*>[^<]*</td><td[^>]*>([^<]*)</td><td[^>]*>([^<]*)</td>",
        page,
    )
    assert len(cells) == 18
    for place, sex in enumerate(("female", "male")):
        drawn = re.search(rf'aria-labelledby="map-{sex}-t.*?</svg>', page, re.DOTALL)
        assert drawn is not None
        on_map = re.findall(r"pic-onmap[^>]*>(\d+)<", drawn[0])
        shown = [row[place] for row in cells]
        in_table = [row.split(" ")[0] for row in shown if row[0].isdigit()]
        assert sorted(on_map) == sorted(
            str(math.floor(float(years) + 0.5)) for years in in_table
        )
        hatched = drawn[0].count('fill="url(#hatch')
        assert hatched == shown.count("not published") > 0


@pytest.mark.usefixtures("shipped")
def test_nothing_ranks_places_or_judges_them_by_colour(client: Client) -> None:
    page = text_of(client.get(READING)).lower()
    for word in ("rank", "worst", "best ", "league", "worse", "better"):
        assert word not in page


@pytest.mark.usefixtures("shipped")
def test_a_missing_figure_says_why(client: Client) -> None:
    page = text_of(client.get(READING))
    assert "“not published”: The official rules leave out areas with 5,000" in page


def test_the_queries_are_as_many_for_one_neighbourhood_as_for_many(
    client: Client, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    small, large = make_town(1), make_town(7, name="Large Town")
    with django_assert_max_num_queries(14) as few:
        client.get(f"/places/{small.code}/")
    with django_assert_num_queries(len(few.captured_queries)):
        client.get(f"/places/{large.code}/")


def test_too_few_neighbourhoods_draw_no_line(client: Client) -> None:
    page = text_of(client.get(f"/places/{make_town(3).code}/"))
    assert "Little Town has 3 neighbourhoods, too few with a published figure" in page


def test_a_town_without_figures_says_so(client: Client) -> None:
    town = AreaFactory(name="Empty Town")
    page = text_of(client.get(f"/places/{town.code}/")).replace("&#x27;", "'")
    assert "We hold no life expectancy for Empty Town's neighbourhoods yet." in page
    assert client.get(f"/places/{town.code}/figures.csv").status_code == 404


def test_notes_and_presence_stand_on_the_page(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lehc.places.presence._sources", [])
    register_presence(lambda area: [Presence("3", f"change projects in {area.name}")])
    page = text_of(client.get(f"/places/{make_town(5).code}/"))
    assert "Part 0: care homes. Two large care homes stand here." in page
    assert "change projects in Little Town" in page
    assert "Write a note" not in page


@pytest.mark.parametrize("code", ["E06999999", "nowhere", "E02003389"])
def test_no_such_town(client: Client, code: str) -> None:
    assert client.get(f"/places/{code}/").status_code == 404


@pytest.mark.parametrize("address", ["", "figures.csv", "map-female.svg"])
def test_only_reading(client: Client, address: str) -> None:
    assert client.post(READING + address).status_code == 405


def test_a_search_finds_towns_and_neighbourhoods(client: Client) -> None:
    make_town(5, name="Longbridge")
    page = text_of(client.get("/places/", {"q": " longB "}))
    assert "Found for “longB”" in page
    assert "Part 2 , Town" in text_of(client.get("/places/", {"q": "part 2"}))
    assert "We know no place by that name" in text_of(
        client.get("/places/", {"q": "Atlantis"})
    )


def test_the_index_lists_mapped_towns_with_one_query_each_way(
    client: Client, django_assert_num_queries: Any
) -> None:
    assert "No places yet" in text_of(client.get("/places/"))
    make_town(1)
    with django_assert_num_queries(3):
        client.get("/places/")
    make_town(2, name="B Town")
    make_town(2, name="C Town")
    with django_assert_num_queries(3):
        page = text_of(client.get("/places/"))
    assert "Little Town" in page
    assert "C Town" in page


@pytest.mark.usefixtures("shipped")
def test_figures_come_as_csv_with_all_that_belongs_to_them(client: Client) -> None:
    answer = client.get(READING + "figures.csv")
    assert answer["Content-Disposition"] == 'attachment; filename="E06000038.csv"'
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(rows) == 18 * 3
    [row] = [
        row
        for row in rows
        if (row["neighbourhood"], row["sex"]) == ("Whitley Wood", "persons")
    ]
    assert row | {"source": "", "licence": "", "person_years": ""} == {
        "code": "E02003406",
        "boundary_year": "2011",
        "neighbourhood": "Whitley Wood",
        "official_name": "Reading 018",
        "local_authority_code": "E06000038",
        "local_authority": "Reading",
        "deprivation_score": "29.6261",
        "sex": "persons",
        "period": "2016 to 2020",
        "life_expectancy": row["life_expectancy"],
        "lower95": row["lower95"],
        "upper95": row["upper95"],
        "deaths": row["deaths"],
        "person_years": "",
        "reason": "",
        "source": "",
        "licence": "",
    }
    assert row["licence"] == "Open Government Licence v3.0"


def test_pictures_come_as_files(client: Client) -> None:
    town = make_town(5)
    for key in ("map-female", "slope-male", "intervals"):
        answer = client.get(f"/places/{town.code}/{key}.svg")
        assert answer["Content-Type"] == "image/svg+xml"
        assert answer.content.startswith(b'<svg xmlns="http://www.w3.org/2000/svg"')
        assert b"Open Government Licence" in answer.content
    png = client.get(f"/places/{town.code}/map-female.png")
    assert png["Content-Type"] == "image/png"
    assert png.content.startswith(b"\x89PNG")
    for address in ("map-female.gif", "map-everyone.svg"):
        assert client.get(f"/places/{town.code}/{address}").status_code == 404
