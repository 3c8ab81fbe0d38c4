"""What is the same in every picture: one scale of colours, one axis of years."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Iterable
from itertools import pairwise

from lehc.places.pictures.svg import line, text
from lehc.places.profiles import Estimate, Neighbourhood

EDGES = (74, 77, 80, 83, 86, 89)
"""Years between the seven colours: one scale for both sexes and all towns."""

USUAL_LOW, USUAL_HIGH, STEP = 72, 94, 4
WIDE_YEARS = 6.0
"""A wider interval is drawn fainter: most neighbourhoods' span about three years."""

Scale = Callable[[float], float]


def find_colour(years: float) -> int:
    """1 to 7: the place of a figure on the scale of colours."""
    return bisect_right(EDGES, years) + 1


def list_colours() -> list[str]:
    """What each colour means, in words."""
    middle = [f"{low} to {high}" for low, high in pairwise(EDGES)]
    return [f"under {EDGES[0]}", *middle, f"{EDGES[-1]} and over"]


def linear(low: float, high: float, start: float, end: float) -> Scale:
    share = (end - start) / (high - low)
    return lambda number: start + (number - low) * share


def years_range(rows: Iterable[Neighbourhood], sexes: Iterable[str]) -> tuple[int, int]:
    """Whole years that hold every interval; the usual range at least."""
    known = [
        each for row in rows for sex in sexes if (each := row.estimate(sex)).is_known
    ]
    low = min((each.lower for each in known), default=USUAL_LOW)
    high = max((each.upper for each in known), default=USUAL_HIGH)
    return min(USUAL_LOW, math.floor(low)), max(USUAL_HIGH, math.ceil(high))


def ticks(low: int, high: int, step: int = STEP) -> range:
    """Round years on the axis."""
    return range(math.ceil(low / step) * step, high + 1, step)


def draw_years_across(
    low: int, high: int, scale: Scale, top: float, bottom: float
) -> str:
    """Lines down the picture, each with its year on top."""
    return "".join(
        line(scale(year), top, scale(year), bottom, "pic-grid")
        + text(scale(year), top - 6, str(year), "pic-soft", "middle")
        for year in ticks(low, high)
    )


def draw_years_up(low: int, high: int, scale: Scale, left: float, right: float) -> str:
    """Lines across the picture, each with its year on the left."""
    return "".join(
        line(left, scale(year), right, scale(year), "pic-grid")
        + text(left - 6, scale(year) + 4, str(year), "pic-soft", "end")
        for year in ticks(low, high)
    )


def is_wide(estimate: Estimate) -> bool:
    return estimate.upper - estimate.lower > WIDE_YEARS
