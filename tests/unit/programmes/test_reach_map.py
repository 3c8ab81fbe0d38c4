from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

import lehc
from lehc.programmes.reach import PlaceReached
from lehc.programmes.reach_map import (
    HEIGHT,
    RADII,
    WIDTH,
    draw_reach,
    project,
    read_coast,
    read_towns,
)

AUTHORITIES = Path(lehc.__file__).parent / "places/data/local_authorities_2021.csv"
READING = PlaceReached("E06000038", "Reading", 18, 5)
LEEDS = PlaceReached("E08000035", "Leeds", 7, 3)
WIGAN = PlaceReached("E08000010", "Wigan", 1, 1)
ELSEWHERE = PlaceReached("X99999999", "Elsewhere", 5, 1)


def test_every_authority_of_england_has_its_dot_on_the_picture() -> None:
    with AUTHORITIES.open(encoding="utf-8", newline="") as file:
        codes = {row["code"] for row in csv.DictReader(file)}
    towns = read_towns()

    assert set(towns) == codes
    for town in towns.values():
        x, y = project(town.longitude, town.latitude)
        assert 0 < x < WIDTH, town
        assert 0 < y < HEIGHT, town


@pytest.mark.parametrize(
    ("code", "longitude", "latitude"),
    [  # well known, to a tenth of a degree
        ("E06000038", -0.97, 51.45),  # Reading
        ("E08000003", -2.24, 53.48),  # Manchester
        ("E06000052", -5.05, 50.26),  # Cornwall: Truro
        ("E06000057", -1.69, 55.17),  # Northumberland: Morpeth
        ("E07000166", -1.74, 54.40),  # Richmondshire: its own Richmond
        ("E06000046", -1.29, 50.70),  # Isle of Wight: its own Newport
    ],
)
def test_dots_stand_where_everybody_knows_the_place(
    code: str, longitude: float, latitude: float
) -> None:
    town = read_towns()[code]

    assert town.longitude == pytest.approx(longitude, abs=0.1)
    assert town.latitude == pytest.approx(latitude, abs=0.1)


def test_north_is_up_and_east_is_right() -> None:
    west, north = project(-2.0, 54.0)
    east, south = project(-1.0, 53.0)

    assert east > west
    assert south > north
    assert (south - north) > (east - west)  # a degree of longitude is narrower here


def test_the_coast_is_a_path_of_numbers_and_nothing_else() -> None:
    assert re.fullmatch(r"(M(-?\d+,-?\d+ ?)+z)+", read_coast())


def test_many_are_a_larger_dot_and_few_are_not_told_apart() -> None:
    drawn = draw_reach([WIGAN, READING, LEEDS])

    assert [(dot.size, dot.r) for dot in drawn.dots] == [
        ("many", str(RADII["many"])),
        ("some", str(RADII["some"])),
        ("few", str(RADII["few"])),
    ]
    assert drawn.rows == (
        ("Leeds", "7", 3),
        ("Reading", "18", 5),
        ("Wigan", "fewer than 5", 1),
    )
    assert drawn.summary == (
        "People have come from 3 places, most of them from Reading and Leeds."
    )


def test_a_place_that_the_map_does_not_know_is_named_and_in_the_table() -> None:
    drawn = draw_reach([ELSEWHERE, READING])

    assert len(drawn.dots) == 1
    assert drawn.missing == ("Elsewhere",)
    assert [row[0] for row in drawn.rows] == ["Elsewhere", "Reading"]


@pytest.mark.parametrize(
    ("places", "words"),
    [
        ([], ""),
        ([WIGAN], "People have come from 1 place."),
        ([READING], "People have come from 1 place, most of them from Reading."),
    ],
)
def test_the_map_in_a_sentence(places: list[PlaceReached], words: str) -> None:
    assert draw_reach(places).summary == words
