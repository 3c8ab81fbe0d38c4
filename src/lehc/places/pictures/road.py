"""A few miles up the road: two neighbourhoods and the road that climbs between them.

Miles and years keep their proportion: a mile is as long, and a year as high, in one
such picture as in the next, unless the two are so far apart that they would not fit.
Rulers under it and beside it say how far and how high.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from lehc.places.calculations.gaps import Span
from lehc.places.pictures.scales import Scale, draw_years_up, linear, ticks
from lehc.places.pictures.svg import (
    Picture,
    haloed,
    line,
    path,
    rect,
    short,
    split_lines,
    text,
)
from lehc.places.profiles import Estimate

USUAL_YEARS, USUAL_MILES = 16, 5.0
DRAWN_WITHOUT_MILES = 3.0


class Layout(NamedTuple):
    width: float
    height: float
    left: float
    right: float
    top: float
    ground: float
    name_letters: int


WIDE = Layout(760, 420, 44, 560, 64, 350, 22)
NARROW = Layout(360, 376, 30, 252, 72, 306, 13)


class End(NamedTuple):
    name: str
    estimate: Estimate


def draw_road(
    start: End,
    end: End,
    difference: Span,
    miles: float | None,
    layout: Layout,
    *,
    title: str,
) -> Picture:
    """The road from the first to the second; `difference` is second minus first."""
    low, high = find_years(start.estimate, end.estimate)
    years = linear(low, high, layout.ground, layout.top)
    span = layout.right - layout.left - 60
    per_mile = span / max(USUAL_MILES, miles or 0)
    near = layout.left + 30
    far = near + per_mile * (DRAWN_WITHOUT_MILES if miles is None else miles)
    far = max(far, near + 24)
    parts = [
        draw_years_up(low, high, years, layout.left, layout.width - 4),
        draw_hill(near, far, start.estimate, end.estimate, years, layout),
        draw_bracket(far, start.estimate, end.estimate, difference, years, layout),
        draw_house(near, years(start.estimate.value)),
        draw_house(far, years(end.estimate.value)),
        draw_limits(near, start.estimate, years),
        draw_limits(far, end.estimate, years),
        write_names(near, far, start, end, years, layout),
        draw_miles(near, far, miles, per_mile, layout),
    ]
    return Picture(
        "road",
        title,
        describe(start, end, difference, miles),
        layout.width,
        layout.height,
        "".join(parts),
    )


def find_years(one: Estimate, other: Estimate) -> tuple[int, int]:
    """At least sixteen years, so that a small difference looks small."""
    low = math.floor(min(one.lower, other.lower)) - 3
    high = math.ceil(max(one.upper, other.upper)) + 1
    more = max(0, USUAL_YEARS - (high - low))
    return low - more // 2, high + more - more // 2


def draw_hill(
    near: float, far: float, one: Estimate, other: Estimate, years: Scale, at: Layout
) -> str:
    """The ground under the road, and the road."""
    left, right = near - 26, far + 26
    y1, y2 = years(one.value), years(other.value)
    hill = (
        f"M{short(left)} {short(at.ground)}L{short(left)} {short(y1)}"
        f"L{short(near)} {short(y1)}L{short(far)} {short(y2)}"
        f"L{short(right)} {short(y2)}L{short(right)} {short(at.ground)}z"
    )
    road = f"M{short(near)} {short(y1)}L{short(far)} {short(y2)}"
    return (
        path(hill, "pic-hill") + path(road, "pic-road") + path(road, "pic-road-marks")
    )


def draw_house(x: float, ground: float) -> str:
    """A small house that stands on the road's end."""
    roof = f"M{short(x - 13)} {short(ground - 14)}l13-12 13 12v14h-26z"
    return path(roof, "pic-house") + rect(x - 4, ground - 11, 8, 11, "pic-door")


def draw_limits(x: float, estimate: Estimate, years: Scale) -> str:
    """The interval of one end, upright beside its house."""
    x -= 20
    top, bottom = years(estimate.upper), years(estimate.lower)
    return (
        line(x, top, x, bottom, "pic-limits")
        + line(x - 4, top, x + 4, top, "pic-limits")
        + line(x - 4, bottom, x + 4, bottom, "pic-limits")
    )


def draw_bracket(
    far: float, one: Estimate, other: Estimate, by: Span, years: Scale, at: Layout
) -> str:
    """The years between the ends, with the interval drawn and not only written."""
    x = min(far + 50, at.width - 92)
    level, reached = years(one.value), years(one.value + by.value)
    lower, upper = years(one.value + by.lower), years(one.value + by.upper)
    return (
        line(far - 26 if far > x else min(far, x), level, x + 16, level, "pic-dash")
        + line(far + 26, years(other.value), x + 16, years(other.value), "pic-dash")
        + rect(x - 7, min(lower, upper), 14, abs(upper - lower), "pic-band")
        + line(x, level, x, reached, "pic-limits")
        + line(x - 7, lower, x + 7, lower, "pic-limits")
        + line(x - 7, upper, x + 7, upper, "pic-limits")
        + write_years(x + 18, (level + reached) / 2, by, at)
    )


def write_years(x: float, y: float, by: Span, at: Layout) -> str:
    wide = at.width > NARROW.width
    size = "pic-huge" if wide else "pic-big"
    limits = (
        sorted((abs(by.lower), abs(by.upper))) if by.is_sure else [by.lower, by.upper]
    )
    span = f"{limits[0]:.1f} to {limits[1]:.1f}"
    return (
        text(x, y + 4, f"{abs(by.value):.1f}", size)
        + text(x, y + 22, "years", "pic-name")
        + text(x, y + 40, span, "pic-soft")
    )


def write_names(
    near: float, far: float, start: End, end: End, years: Scale, at: Layout
) -> str:
    """The higher end's name over its house, the lower one's under it, in the hill."""
    is_climb = end.estimate.value >= start.estimate.value
    low, high = ((near, start), (far, end)) if is_climb else ((far, end), (near, start))
    return write_under(*low, years, at) + write_over(*high, years, at)


def write_over(x: float, end: End, years: Scale, at: Layout) -> str:
    top = min(years(end.estimate.upper), years(end.estimate.value) - 28) - 10
    words = split_lines(end.name, at.name_letters)
    left = fit(x - 24, words, at)
    names = "".join(
        haloed(left, top - 17 * (len(words) - place), row, "pic-name")
        for place, row in enumerate(words)
    )
    return names + haloed(left, top, say_years(end), "pic-text")


def write_under(x: float, end: End, years: Scale, at: Layout) -> str:
    top = years(end.estimate.value) + 24
    words = split_lines(end.name, at.name_letters)
    left = fit(x - 10, words, at)
    names = "".join(
        text(left, top + 17 * place, row, "pic-name") for place, row in enumerate(words)
    )
    return names + text(left, top + 17 * len(words), say_years(end), "pic-text")


def say_years(end: End) -> str:
    return f"{end.estimate.value:.1f} years"


def fit(left: float, words: list[str], at: Layout) -> float:
    """As far left as the longest line needs in order to stay inside."""
    return max(0.0, min(left, at.width - 8 * max(map(len, words))))


def draw_miles(
    near: float, far: float, miles: float | None, per_mile: float, at: Layout
) -> str:
    """The ruler under the road."""
    y = at.ground + 22
    if miles is None:
        return text(near, y + 20, "distance not known", "pic-soft")
    marks = "".join(
        line(near + mile * per_mile, y - 4, near + mile * per_mile, y + 4, "pic-axis")
        for mile in ticks(0, math.floor(miles), 1)
    )
    return (
        line(near, y, far, y, "pic-axis")
        + line(far, y - 7, far, y + 7, "pic-axis")
        + line(near, y - 7, near, y + 7, "pic-axis")
        + marks
        + text((near + far) / 2, y + 26, f"{miles:.1f} miles", "pic-name", "middle")
    )


def describe(start: End, end: End, by: Span, miles: float | None) -> str:
    away = "" if miles is None else f", {miles:.1f} miles apart"
    return (
        f"{start.name}, {start.estimate.value:.1f} years, and {end.name}, "
        f"{end.estimate.value:.1f} years{away}. The road between them climbs or falls "
        f"by {abs(by.value):.1f} years."
    )
