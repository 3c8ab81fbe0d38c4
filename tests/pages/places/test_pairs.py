"""A few miles up the road: choose two, read, share, show in a talk."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from lehc.places.shipped.loading import load_shipped_data
from tests.factories.places import (
    AreaFactory,
    AreaParentFactory,
    FigureFactory,
    NeighbourhoodFactory,
)

pytestmark = pytest.mark.django_db
WHITLEY_WOOD, CAVERSHAM_HEIGHTS, NORCOT = "E02003406", "E02003390", "E02003394"
PAIR = {"a": WHITLEY_WOOD, "b": CAVERSHAM_HEIGHTS}


@pytest.fixture
def shipped() -> None:
    load_shipped_data(everywhere=False)


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize(
    ("sex", "sentence", "interval"),
    [
        (
            "persons",
            "People in Whitley Wood live about 8.5 years less than people in "
            "Caversham Heights, 4.1 miles up the road.",
            "8.5 years (6.9 to 10.1)",
        ),
        (
            "male",
            "Men in Whitley Wood live about 9.2 years less than men in Caversham "
            "Heights, 4.1 miles up the road.",
            "9.2 years (6.9 to 11.5)",
        ),
        (
            "female",
            "Women in Whitley Wood live about 7.6 years less than women in Caversham "
            "Heights, 4.1 miles up the road.",
            "7.6 years (5.5 to 9.7)",
        ),
    ],
)
def test_whitley_wood_and_caversham_heights(
    client: Client, sex: str, sentence: str, interval: str
) -> None:
    page = text_of(client.get("/places/a-few-miles/", PAIR | {"sex": sex}))
    assert sentence in page
    assert f"The difference is {interval}" in page
    assert "Did you choose these two because they are far apart?" in page


@pytest.mark.usefixtures("shipped")
def test_the_other_way_round_says_the_same(client: Client) -> None:
    turned = {"a": CAVERSHAM_HEIGHTS, "b": WHITLEY_WOOD}
    page = text_of(client.get("/places/a-few-miles/", turned))
    assert "People in Whitley Wood live about 8.5 years less than" in page
    assert "Difference 8.5 6.9 to 10.1" in page


@pytest.mark.usefixtures("shipped")
def test_a_pair_of_extremes_says_what_chance_would_give(client: Client) -> None:
    pair = {"a": NORCOT, "b": CAVERSHAM_HEIGHTS, "sex": "persons"}
    page = text_of(client.get("/places/a-few-miles/", pair))
    assert (
        "These two are the lowest and the highest of Reading for everyone, so the "
        "difference is partly luck. Among 18 neighbourhoods that were all alike, "
        "chance alone would set the lowest and the highest about 2.8 years apart, and "
        "seldom more than 4.6." in page
    )


@pytest.mark.usefixtures("shipped")
def test_a_missing_figure_says_why_and_draws_no_road(client: Client) -> None:
    central = {"a": "E02003399", "b": WHITLEY_WOOD, "sex": "male"}
    answer = client.get("/places/a-few-miles/", central)
    page = text_of(answer)
    assert "We can&#x27;t compare these two" in page
    assert "The official rules leave out areas" in page
    query = "?a=E02003399&b=E02003406&sex=male"
    assert client.get(f"/places/a-few-miles/road.svg{query}").status_code == 404


@pytest.mark.usefixtures("shipped")
def test_choosing_without_script(client: Client) -> None:
    assert "First choose the town." in text_of(client.get("/places/a-few-miles/"))
    page = text_of(client.get("/places/a-few-miles/", {"town": "E06000038"}))
    assert "Choose two neighbourhoods in Reading" in page
    half = {"town": "E06000038", "a": WHITLEY_WOOD, "b": "", "sex": "persons"}
    assert "There is a problem" in text_of(client.get("/places/a-few-miles/", half))
    same = half | {"b": WHITLEY_WOOD}
    assert "the same neighbourhood twice" in text_of(
        client.get("/places/a-few-miles/", same)
    )


@pytest.mark.usefixtures("shipped")
def test_files_and_the_talk(client: Client) -> None:
    for name in ("road.svg", "where.svg"):
        answer = client.get(f"/places/a-few-miles/{name}", PAIR)
        assert answer.content.startswith(b"<svg")
    figures = client.get("/places/a-few-miles/figures.csv", PAIR)
    assert "Difference,8.5,6.9 to 10.1," in figures.content.decode("utf-8-sig")
    talk = text_of(client.get("/places/a-few-miles/talk/", PAIR))
    assert "8.5 years less" in talk
    assert "Deaths 2016 to 2020" in talk


@pytest.mark.parametrize("name", ["talk/", "figures.csv", "road.svg"])
def test_nothing_without_a_pair(client: Client, name: str) -> None:
    assert client.get(f"/places/a-few-miles/{name}", {"a": "x"}).status_code == 404
    assert client.post(f"/places/a-few-miles/{name}").status_code == 405


def test_two_without_boundaries_have_no_miles(client: Client) -> None:
    one, other = (
        FigureFactory(area=NeighbourhoodFactory(common_name=name), value=value).area
        for name, value in (("Here", 80.0), ("There", 80.5))
    )
    pair = {"a": one.code, "b": other.code}
    page = text_of(client.get("/places/a-few-miles/", pair))
    assert (
        "People in Here and in There live about as long: the difference is 0.5 years "
        "(−0.9 to 1.9), which chance alone might give." in page
    )
    assert "distance not known" in page
    assert client.get("/places/a-few-miles/where.svg", pair).status_code == 404


def test_two_without_outlines_say_why_there_are_no_miles(client: Client) -> None:
    town = AreaFactory(name="Longbridge")
    for n, name in enumerate(("Hill Hook", "Four Oaks")):
        area = NeighbourhoodFactory(code=f"E0200000{n}", common_name=name)
        AreaParentFactory(child=area, parent=town)
        FigureFactory(area=area, value=80.0 + 4 * n)
    pair = {"a": "E02000000", "b": "E02000001"}
    words = (
        "We hold no outline of Hill Hook and Four Oaks yet, so we don't know where "
        "the middle is, and can't say how many miles apart they are."
    )
    for address in ("", "talk/"):
        answer = client.get(f"/places/a-few-miles/{address}", pair)
        page = text_of(answer).replace("&#x27;", "'")
        assert words in page
        assert "The road is as long as the miles" not in page
        assert "People in Hill Hook live about 4.0 years less" in page
        assert "distance not known" in page
    town_page = text_of(client.get(f"/places/{town.code}/")).replace("&#x27;", "'")
    assert (
        "We hold no outlines of Longbridge's neighbourhoods yet, so there is no map of "
        "them, and no distance between them in miles." in town_page
    )
    assert "see how many years are between them" in town_page
    line = client.get("/places/line/", {"stop": [*pair.values(), "E02000000"]})
    assert "We hold no outline of Hill Hook, Four Oaks and Hill Hook yet" not in (
        text_of(line)
    )
    assert "We hold no outline of Hill Hook and Four Oaks yet" in text_of(line)
