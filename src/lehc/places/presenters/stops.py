"""A line of stops: an order kept in the address, a picture and an equal table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from lehc.places.enums import Sex
from lehc.places.pictures import stops
from lehc.places.pictures.stops import draw_stops
from lehc.places.pictures.svg import Picture
from lehc.places.presenters.words import (
    PEOPLE,
    count_of,
    say_estimate,
    say_limits,
    say_number,
)
from lehc.places.profiles import Neighbourhood, miles_apart

MOST_STOPS = 20
COLUMNS: list[dict[str, Any]] = [
    {"label": "Stop"},
    {"label": "Life expectancy, years", "numeric": True},
    {"label": "95% interval", "numeric": True},
    {"label": "Miles from the stop before", "numeric": True},
]


@dataclass(frozen=True)
class StopCard:
    """One stop with the addresses that move it or take it out."""

    name: str
    without: str
    earlier: str
    later: str


def write_query(codes: Sequence[str], sex: Sex, town: str = "") -> str:
    """The line in an address; what it says is all there is to share."""
    parts = [("stop", code) for code in codes] + [("sex", sex.value)]
    return urlencode(parts + ([("town", town)] if town else []))


def show_stops(rows: Sequence[Neighbourhood], sex: Sex, town: str) -> list[StopCard]:
    codes = [row.code for row in rows]
    return [
        StopCard(
            row.name,
            write_query(codes[:place] + codes[place + 1 :], sex, town),
            write_query(swap(codes, place - 1), sex, town) if place else "",
            write_query(swap(codes, place), sex, town)
            if place < len(codes) - 1
            else "",
        )
        for place, row in enumerate(rows)
    ]


def swap(codes: Sequence[str], place: int) -> list[str]:
    """The same with the one at `place` and the next changed over."""
    moved = list(codes)
    moved[place], moved[place + 1] = moved[place + 1], moved[place]
    return moved


def say_line(rows: Sequence[Neighbourhood], sex: Sex) -> str:
    """The line in one sentence: its ends, never a rank."""
    if len(rows) < 2:
        return ""
    first, last = rows[0], rows[-1]
    return (
        f"From {first.name} to {last.name}, {count_of(len(rows), 'stop', 'stops')}: "
        f"life expectancy for {PEOPLE[sex]} goes from "
        f"{say_estimate(first.estimate(sex))} to {say_estimate(last.estimate(sex))} "
        "years."
    )


def draw_line(rows: Sequence[Neighbourhood], sex: Sex) -> list[Picture]:
    """For wide screens and for phones."""
    if not rows:
        return []
    title = f"{sex.label}, stop by stop: {rows[0].name} to {rows[-1].name}"
    return [
        draw_stops(rows, sex.value, layout, title=title)
        for layout in (stops.WIDE, stops.NARROW)
    ]


def show_rows(rows: Sequence[Neighbourhood], sex: Sex) -> list[list[Any]]:
    shown: list[list[Any]] = []
    for place, row in enumerate(rows):
        estimate = row.estimate(sex)
        miles = miles_apart(rows[place - 1], row) if place else None
        shown.append(
            [
                f"{row.name}, {row.town}" if row.town else row.name,
                say_number(estimate.value)
                if estimate.is_known
                else say_estimate(estimate),
                say_limits(estimate) if estimate.is_known else None,
                None if miles is None else say_number(miles),
            ]
        )
    return shown
