"""A few miles up the road: two neighbourhoods, in a sentence, a picture and a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from lehc.places.calculations.gaps import (
    Extremes,
    Span,
    find_difference,
    find_extremes,
)
from lehc.places.enums import Sex
from lehc.places.pictures import road
from lehc.places.pictures.pair_map import draw_pair_map
from lehc.places.pictures.road import End, draw_road
from lehc.places.pictures.svg import Picture
from lehc.places.presenters.words import (
    PEOPLE,
    REASONS,
    say_estimate,
    say_limits,
    say_miles,
    say_number,
    say_origin,
    say_span,
    turn,
)
from lehc.places.profiles import Neighbourhood, Profile, miles_apart

COLUMNS: list[dict[str, Any]] = [
    {"label": "Neighbourhood"},
    {"label": "Life expectancy, years", "numeric": True},
    {"label": "95% interval", "numeric": True},
]


@dataclass(frozen=True)
class Pair:
    """Two neighbourhoods and a sex; `second minus first` is the difference."""

    first: Neighbourhood
    second: Neighbourhood
    sex: Sex
    difference: Span | None
    miles: float | None

    @property
    def query(self) -> str:
        parts = {"a": self.first.code, "b": self.second.code, "sex": self.sex.value}
        return urlencode(parts)


def make_pair(first: Neighbourhood, second: Neighbourhood, sex: Sex) -> Pair:
    difference = find_difference(second.estimate(sex), first.estimate(sex))
    return Pair(first, second, sex, difference, miles_apart(first, second))


def say_pair(pair: Pair) -> str:
    """The page in one sentence."""
    who = PEOPLE[pair.sex]
    if pair.difference is None:
        return "We can't compare these two: one of them has no published figure."
    low, high, span = order_pair(pair)
    away = "" if pair.miles is None else f", {say_miles(pair.miles)} up the road"
    if not pair.difference.is_sure:
        return (
            f"{who.capitalize()} in {low.name} and in {high.name}{away} live about as "
            f"long: the difference is {say_span(span)}, which chance alone might give."
        )
    return (
        f"{who.capitalize()} in {low.name} live about {say_number(span.value)} years "
        f"less than {who} in {high.name}{away}."
    )


def say_interval(pair: Pair) -> str:
    if pair.difference is None:
        return ""
    _, _, span = order_pair(pair)
    return f"The difference is {say_span(span)}: it lies in that range 95 times in 100."


def order_pair(pair: Pair) -> tuple[Neighbourhood, Neighbourhood, Span]:
    """The lower, the higher, and the difference the right way up."""
    assert pair.difference is not None
    if pair.difference.value < 0:
        return pair.second, pair.first, turn(pair.difference)
    return pair.first, pair.second, pair.difference


def say_missing(pair: Pair) -> list[str]:
    """Why a figure is missing, of the two."""
    return [
        f"{row.name}: {REASONS.get(row.estimate(pair.sex).reason, '')}"
        for row in (pair.first, pair.second)
        if not row.estimate(pair.sex).is_known
    ]


def say_chance(pair: Pair, town: Profile | None) -> tuple[bool, str]:
    """Whether the two are a town's extremes, and what chance alone would give there."""
    if town is None or pair.difference is None:
        return False, ""
    found = find_extremes(town.neighbourhoods, pair.sex)
    if found is None:
        return False, ""
    is_extreme = {pair.first.code, pair.second.code} == {
        found.highest.code,
        found.lowest.code,
    }
    return is_extreme, say_extremes(pair, found, is_extreme=is_extreme)


def say_extremes(pair: Pair, found: Extremes, *, is_extreme: bool) -> str:
    chance = (
        f"Among {found.areas} neighbourhoods that were all alike, chance alone would "
        f"set the lowest and the highest about {say_number(found.by_chance)} years "
        f"apart, and seldom more than {say_number(found.by_chance_seldom)}."
    )
    if is_extreme:
        return (
            f"These two are the lowest and the highest of {pair.first.town} for "
            f"{pair.sex.label.lower()}, so the difference is partly luck. {chance}"
        )
    return f"Did you choose these two because they are far apart? {chance}"


def draw_pair(pair: Pair, profile: Profile) -> list[Picture]:
    """The road, for wide screens and for phones; none where a figure is missing."""
    if pair.difference is None:
        return []
    first, second = (
        End(row.name, row.estimate(pair.sex)) for row in (pair.first, pair.second)
    )
    who = pair.sex.label
    return [
        draw_road(
            first,
            second,
            pair.difference,
            pair.miles,
            layout,
            title=f"{who}: {pair.first.name} and {pair.second.name}",
        )
        for layout in (road.WIDE, road.NARROW)
    ]


def draw_where(pair: Pair, around: Profile) -> Picture | None:
    """The map with the two and the line between them; None where one is not mapped."""
    if pair.miles is None:
        return None
    return draw_pair_map(
        around.neighbourhoods,
        pair.first,
        pair.second,
        title=f"Where {pair.first.name} and {pair.second.name} are",
    )


def show_rows(pair: Pair) -> list[list[Any]]:
    rows: list[list[Any]] = []
    for row in (pair.first, pair.second):
        estimate = row.estimate(pair.sex)
        if estimate.is_known:
            rows.append(
                [show_name(row), say_number(estimate.value), say_limits(estimate)]
            )
        else:
            rows.append([show_name(row), say_estimate(estimate), None])
    if pair.difference:
        _, _, span = order_pair(pair)
        rows.append(["Difference", say_number(span.value), say_limits(span)])
    if pair.miles is not None:
        rows.append(["Miles apart, in a straight line", say_number(pair.miles), None])
    return rows


def show_name(row: Neighbourhood) -> str:
    return f"{row.name}, {row.town}" if row.town else row.name


def origin_of(pair: Pair, profile: Profile) -> str:
    who = pair.sex.label.lower()
    return f"Life expectancy at birth, {who}. {say_origin(profile)}"
