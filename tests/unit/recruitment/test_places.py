from __future__ import annotations

import pytest

from lehc.places.models import Area
from lehc.recruitment.places import match_places, simplify

NAMES = [
    "Reading",
    "Brighton and Hove",
    "Newcastle upon Tyne",
    "Newcastle-under-Lyme",
    "Kingston upon Hull, City of",
    "Kingston upon Thames",
    "Bedford",
    "Central Bedfordshire",
    "St. Helens",
    "Windsor and Maidenhead",
]
AREAS = [
    Area(code=f"E0600000{n}", name=name, kind="local_authority", vintage=2021)
    for n, name in enumerate(NAMES)
]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Reading", "Reading"),
        ("reading", "Reading"),
        ("Reading Borough Council", "Reading"),
        ("Royal Borough of Windsor & Maidenhead", "Windsor and Maidenhead"),
        ("St Helens", "St. Helens"),
        ("Brighton & Hove City Council", "Brighton and Hove"),
        ("City of Kingston upon Hull", "Kingston upon Hull, City of"),
        ("Bedford", "Bedford"),
    ],
)
def test_a_place_is_found_as_people_write_it(typed: str, name: str) -> None:
    found, near = match_places(typed, AREAS)

    assert (found and found.name, near) == (name, [])


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("Newcastle", ["Newcastle upon Tyne", "Newcastle-under-Lyme"]),
        ("Redding", ["Reading"]),
        ("Brighton", ["Brighton and Hove"]),
        ("Timbuktu", []),
        ("!!", []),
    ],
)
def test_near_places_are_offered(typed: str, names: list[str]) -> None:
    found, near = match_places(typed, AREAS)

    assert (found, sorted(area.name for area in near)) == (None, names)


def test_the_newest_boundaries_of_a_code_count() -> None:
    old = Area(code="E06000001", name="Reading", vintage=2011)
    new = Area(code="E06000001", name="Reading", vintage=2021)

    assert match_places("reading", [new, old]) == (new, [])


def test_two_areas_of_one_name_are_both_offered() -> None:
    twins = [Area(code=f"E0700000{n}", name="Twin", vintage=2021) for n in (1, 2)]

    assert match_places("Twin", twins) == (None, twins)


def test_a_name_of_nothing_but_such_words_stays() -> None:
    assert simplify("City of London") == "city of london"
