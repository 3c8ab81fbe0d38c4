"""Where a programme's participants came from, as dots on a map and as a table.

The map is a picture of what the table says, and less exact: a dot stands for a place
at a town in it, and its size for one of three ranges. The table has every place.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians
from pathlib import Path
from typing import Any, ClassVar

from lehc.programmes.reach import PlaceReached

DATA = Path(__file__).parent / "data"
# The picture: degrees east and north of its top left corner, and units a degree.
WEST, NORTH, UNITS = -6.6, 56.0, 80
NARROWING = cos(radians(53))  # of a degree of longitude in the middle of England
WIDTH, HEIGHT = 409, 496
# Fewer people than this from one place are not told apart, in the table or the map.
FEW = 5
MANY = 15
RADII = {"few": 4, "some": 6, "many": 9}


@dataclass(frozen=True)
class Town:
    name: str
    longitude: float
    latitude: float


@dataclass(frozen=True)
class Dot:
    """Where it stands and how large it is; in words, since templates write numbers
    slowly."""

    x: str
    y: str
    r: str
    size: str


@dataclass(frozen=True)
class ReachMap:
    """What the picture and the table say. It never changes: it is drawn once."""

    coast: str
    dots: tuple[Dot, ...]
    missing: tuple[str, ...]
    summary: str
    rows: tuple[tuple[Any, ...], ...]
    width: ClassVar[int] = WIDTH
    height: ClassVar[int] = HEIGHT
    few: ClassVar[int] = FEW
    many: ClassVar[int] = MANY
    columns: ClassVar[tuple[str | Mapping[str, Any], ...]] = (
        "Place",
        "People",
        {"label": "Cohorts", "numeric": True},
    )


@lru_cache(maxsize=1)
def read_towns() -> dict[str, Town]:
    """The town at which each place's dot stands, by the place's code."""
    with (DATA / "places_on_the_map.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["code"]: Town(
                row["town"], float(row["longitude"]), float(row["latitude"])
            )
            for row in csv.DictReader(file)
        }


@lru_cache(maxsize=1)
def read_coast() -> str:
    return (DATA / "coast.txt").read_text(encoding="utf-8").strip()


def project(longitude: float, latitude: float) -> tuple[float, float]:
    """Where a point stands on the picture: plain degrees, narrowed to England's."""
    x = (longitude - WEST) * NARROWING * UNITS
    return round(x, 1), round((NORTH - latitude) * UNITS, 1)


def name_size(people: int) -> str:
    if people < FEW:
        return "few"
    return "some" if people < MANY else "many"


def say_people(people: int) -> str:
    """How many came from a place; a few are not counted out, who might be known."""
    return f"fewer than {FEW}" if people < FEW else str(people)


def draw_reach(places: Iterable[PlaceReached]) -> ReachMap:
    """The dots, largest first so that small ones stay visible, and the table's rows."""
    found = sorted(places, key=lambda place: (-place.people, place.name))
    towns = read_towns()
    return ReachMap(
        coast=read_coast(),
        dots=tuple(
            draw_dot(town, place.people)
            for place in found
            if (town := towns.get(place.code))
        ),
        missing=tuple(place.name for place in found if place.code not in towns),
        summary=summarise(found),
        rows=tuple(
            (place.name, say_people(place.people), place.cohorts)
            for place in sorted(found, key=lambda place: place.name)
        ),
    )


def draw_dot(town: Town, people: int) -> Dot:
    x, y = project(town.longitude, town.latitude)
    size = name_size(people)
    return Dot(str(x), str(y), str(RADII[size]), size)


def summarise(places: list[PlaceReached]) -> str:
    """The map in a sentence: how many places, and from where most people came."""
    if not places:
        return ""
    most = [place.name for place in places[:3] if place.people >= FEW]
    number = "1 place" if len(places) == 1 else f"{len(places)} places"
    if not most:
        return f"People have come from {number}."
    return f"People have come from {number}, most of them from {join_names(most)}."


def join_names(names: list[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last
