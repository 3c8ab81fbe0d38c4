"""Every neighbourhood's interval, women and men in one row, most deprived on top."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from lehc.places.enums import Sex
from lehc.places.pictures.scales import (
    Scale,
    draw_years_across,
    is_wide,
    linear,
    years_range,
)
from lehc.places.pictures.svg import Picture, circle, line, rect, text
from lehc.places.profiles import Estimate, Neighbourhood

APART = (Sex.FEMALE.value, Sex.MALE.value)
RADIUS, HALF_SQUARE = 5.0, 4.5
HEAD, FOOT = 58.0, 12.0


class Layout(NamedTuple):
    """Where names and bars go on a screen of one width."""

    width: float
    left: float
    row: float
    name_y: float
    bar_y: float


WIDE = Layout(760, 268, 34, 4, 0)
NARROW = Layout(360, 8, 52, -13, 10)
"""On a phone the name stands over its bars."""


def draw_intervals(
    rows: Sequence[Neighbourhood], layout: Layout, *, title: str
) -> Picture:
    low, high = years_range(rows, APART)
    scale = linear(low, high, layout.left + 10, layout.width - 14)
    height = HEAD + layout.row * len(rows) + FOOT
    parts = [
        draw_key(layout),
        draw_years_across(low, high, scale, HEAD - 8, height - FOOT),
        *(
            draw_row(row, scale, layout, HEAD + layout.row * (place + 0.5))
            for place, row in enumerate(rows)
        ),
    ]
    return Picture(
        "intervals",
        title,
        f"{len(rows)} rows, one a neighbourhood, the most deprived on top. In each a "
        "circle for women and a square for men, on a bar from the lower to the upper "
        "limit. The table on this page gives every figure.",
        layout.width,
        height,
        "".join(parts),
    )


def draw_row(row: Neighbourhood, scale: Scale, layout: Layout, middle: float) -> str:
    top = middle - layout.row / 2
    drawn = line(0, top, layout.width, top, "pic-grid")
    drawn += text(0, middle + layout.name_y, row.name, "pic-text")
    for sex, offset in zip(APART, (-6, 7), strict=True):
        y = middle + layout.bar_y + offset
        estimate = row.estimate(sex)
        if estimate.is_known:
            drawn += draw_interval(estimate, sex, scale, y)
        else:
            words = f"{Sex(sex).label.lower()}: not published"
            drawn += text(layout.left + 12, y + 4, words, "pic-soft")
    return drawn


def draw_interval(estimate: Estimate, sex: str, scale: Scale, y: float) -> str:
    """A bar between the limits and a mark at the figure; a wide one is fainter."""
    kind = "women" if sex == Sex.FEMALE else "men"
    x = scale(estimate.value)
    bar = line(scale(estimate.lower), y, scale(estimate.upper), y, f"pic-{kind}-line")
    shape = draw_mark(x, y, sex)
    drawn = bar + shape
    return f'<g class="pic-unsure">{drawn}</g>' if is_wide(estimate) else drawn


def draw_mark(x: float, y: float, sex: str) -> str:
    """Women are a circle, men a square: told apart without colour."""
    if sex == Sex.FEMALE:
        return circle(x, y, RADIUS, "pic-women")
    side = 2 * HALF_SQUARE
    return rect(x - HALF_SQUARE, y - HALF_SQUARE, side, side, "pic-men")


def draw_key(layout: Layout) -> str:
    left = layout.left if layout.left > layout.row * 2 else 0
    parts = []
    for place, sex in enumerate(APART):
        x = left + 12 + place * 90
        parts.append(
            draw_mark(x, 12, sex) + text(x + 12, 16, Sex(sex).label, "pic-text")
        )
    words = "bar: 95% interval"
    parts.append(text(left + 180, 16, words, "pic-soft"))
    return "".join(parts)
