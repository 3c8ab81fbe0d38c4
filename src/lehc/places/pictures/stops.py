"""A line of stops: neighbourhoods in somebody's order, each with its interval."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from lehc.places.pictures.scales import (
    Scale,
    draw_years_across,
    is_wide,
    linear,
    years_range,
)
from lehc.places.pictures.svg import Picture, circle, line, text
from lehc.places.profiles import Neighbourhood, miles_apart

HEAD, FOOT, TRACK = 40.0, 8.0, 14.0


class Layout(NamedTuple):
    width: float
    left: float
    row: float
    name_y: float
    bar_y: float


WIDE = Layout(760, 330, 64, 5, 0)
NARROW = Layout(360, 40, 84, -12, 14)


def draw_stops(
    rows: Sequence[Neighbourhood], sex: str, layout: Layout, *, title: str
) -> Picture:
    low, high = years_range(rows, [sex])
    scale = linear(low, high, layout.left + 6, layout.width - 16)
    height = HEAD + layout.row * len(rows) + FOOT
    middles = [HEAD + layout.row * (place + 0.5) for place in range(len(rows))]
    parts = [
        draw_years_across(low, high, scale, HEAD - 8, height - FOOT),
        line(TRACK, middles[0], TRACK, middles[-1], "pic-road") if rows else "",
        *(write_miles(rows, place, middles, layout) for place in range(1, len(rows))),
        *(
            draw_stop(row, sex, scale, middle, layout)
            for row, middle in zip(rows, middles, strict=True)
        ),
    ]
    return Picture(
        "stops",
        title,
        f"A line with {len(rows)} stops. Beside each stop stands its life expectancy, "
        "with a bar for the interval. The table on this page gives every figure.",
        layout.width,
        height,
        "".join(parts),
    )


def draw_stop(
    row: Neighbourhood, sex: str, scale: Scale, middle: float, layout: Layout
) -> str:
    estimate = row.estimate(sex)
    parts = [
        circle(TRACK, middle, 9, "pic-stop"),
        text(TRACK + 22, middle + layout.name_y, row.name, "pic-name"),
    ]
    y = middle + layout.bar_y
    if not estimate.is_known:
        parts.append(text(layout.left + 6, y + 4, "not published", "pic-soft"))
        return "".join(parts)
    x = scale(estimate.value)
    bar = line(scale(estimate.lower), y, scale(estimate.upper), y, "pic-women-line")
    drawn = bar + circle(x, y, 6, "pic-women")
    parts.append(f'<g class="pic-unsure">{drawn}</g>' if is_wide(estimate) else drawn)
    parts.append(text(x, y - 13, f"{estimate.value:.1f}", "pic-name", "middle"))
    return "".join(parts)


def write_miles(
    rows: Sequence[Neighbourhood], place: int, middles: Sequence[float], layout: Layout
) -> str:
    """How far from the stop before."""
    miles = miles_apart(rows[place - 1], rows[place])
    if miles is None:
        return ""
    between = (middles[place - 1] + middles[place]) / 2
    return text(TRACK + 22, between + 4, f"{miles:.1f} miles", "pic-soft")
