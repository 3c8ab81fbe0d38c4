"""A line of stops, kept in the address."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from tests.factories.places import (
    AreaFactory,
    AreaParentFactory,
    BoundaryFactory,
    FigureFactory,
    NeighbourhoodFactory,
)

pytestmark = pytest.mark.django_db
CODES = ["E02000001", "E02000002", "E02000003"]


@pytest.fixture(autouse=True)
def _places() -> None:
    town = AreaFactory(name="Longbridge", code="E06000001")
    for n, code in enumerate(CODES):
        area = NeighbourhoodFactory(code=code, common_name=f"Stop {n}")
        AreaParentFactory(child=area, parent=town)
        BoundaryFactory(area=area, n=n)
        FigureFactory(area=area, value=80.0 + n)


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def read(client: Client, codes: list[str], **more: str) -> Any:
    return client.get("/places/line/", {"stop": codes, **more})


def test_the_line_keeps_its_order(client: Client) -> None:
    page = text_of(read(client, [CODES[2], CODES[0], CODES[1]]))
    assert (
        "From Stop 2 to Stop 1, 3 stops: life expectancy for people goes from 82.0 "
        "(81.0 to 83.0) to 81.0 (80.0 to 82.0) years." in page
    )
    assert "Stop 0, Longbridge 80.0 79.0 to 81.0 1.2" in page


def test_a_stop_is_added_at_the_end(client: Client) -> None:
    answer = read(client, CODES[:1], add=CODES[1], town="E06000001")
    assert answer.status_code == 302
    assert answer.url == (
        "/places/line/?stop=E02000001&stop=E02000002&sex=persons&town=E06000001"
    )


def test_stops_move_and_leave_by_links(client: Client) -> None:
    page = read(client, CODES).content.decode()
    changed = "stop=E02000002&amp;stop=E02000001&amp;stop=E02000003&amp;sex=persons"
    gone = "stop=E02000001&amp;stop=E02000003&amp;sex=persons"
    assert changed in page
    assert gone in page


def test_an_empty_line_asks_for_a_town_and_then_a_stop(client: Client) -> None:
    assert "Which town, city or district?" in text_of(read(client, []))
    assert "Add a stop" in text_of(read(client, [], town="E06000001"))
    assert read(client, [], town="E06999999").status_code == 404


def test_unknown_stops_are_left_out_and_twenty_are_enough(client: Client) -> None:
    assert "2 stops" in text_of(read(client, [CODES[0], "nowhere", CODES[1]]))
    many = text_of(read(client, CODES * 10))
    assert "A line holds twenty stops." in many
    assert "20 stops" in many


def test_the_queries_are_as_many_for_one_stop_as_for_three(
    client: Client, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(20) as few:
        read(client, CODES[:1])
    with django_assert_num_queries(len(few.captured_queries)):
        read(client, CODES)


def test_the_line_comes_as_files(client: Client) -> None:
    answer = client.get("/places/line/picture.svg", {"stop": CODES})
    assert answer.content.startswith(b"<svg")
    figures = client.get("/places/line/figures.csv", {"stop": CODES, "sex": "male"})
    assert '"Stop 0, Longbridge",no figure' in figures.content.decode("utf-8-sig")
    for name in ("picture.svg", "figures.csv"):
        assert client.get(f"/places/line/{name}").status_code == 404
        assert client.post(f"/places/line/{name}").status_code == 405
