"""Deprivation against life expectancy, one dot a neighbourhood, and the slope."""

from __future__ import annotations

from collections.abc import Sequence

from lehc.places.calculations.gaps import Slope
from lehc.places.enums import Sex
from lehc.places.pictures.intervals import draw_mark
from lehc.places.pictures.scales import (
    Scale,
    draw_years_up,
    is_wide,
    linear,
    years_range,
)
from lehc.places.pictures.svg import Picture, line, text
from lehc.places.profiles import Neighbourhood

WIDTH, HEIGHT = 360.0, 300.0
LEFT, RIGHT, TOP, BOTTOM = 30.0, 348.0, 14.0, 252.0


def draw_slope(
    rows: Sequence[Neighbourhood], sex: str, slope: Slope, *, title: str
) -> Picture:
    """Across: from the most to the least deprived of the people. Up: years."""
    low, high = years_range(rows, [Sex.FEMALE, Sex.MALE])
    years = linear(low, high, BOTTOM, TOP)
    across = linear(0, 1, LEFT + 10, RIGHT - 10)
    dots = "".join(
        draw_dot(row, sex, across(slope.middles[row.code]), years)
        for row in rows
        if row.code in slope.middles
    )
    end = slope.start + slope.span.value
    fitted = line(across(0), years(slope.start), across(1), years(end), "pic-slope")
    word = Sex(sex).label
    return Picture(
        f"slope-{sex}",
        title,
        f"{len(slope.middles)} dots, one a neighbourhood, from the most deprived on "
        f"the left to the least deprived on the right. The line through them goes from "
        f"{slope.start:.1f} to {end:.1f} years for {word.lower()}.",
        WIDTH,
        HEIGHT,
        draw_years_up(low, high, years, LEFT, RIGHT)
        + fitted
        + dots
        + text(LEFT, BOTTOM + 20, "most deprived", "pic-soft")
        + text(RIGHT, BOTTOM + 20, "least deprived", "pic-soft", "end")
        + text(
            (LEFT + RIGHT) / 2,
            BOTTOM + 38,
            "all people in the town, side by side",
            "pic-soft",
            "middle",
        ),
    )


def draw_dot(row: Neighbourhood, sex: str, x: float, years: Scale) -> str:
    estimate = row.estimate(sex)
    upright = line(x, years(estimate.lower), x, years(estimate.upper), "pic-axis")
    drawn = upright + draw_mark(x, years(estimate.value), sex)
    return f'<g class="pic-unsure">{drawn}</g>' if is_wide(estimate) else drawn
