"""A town's neighbourhoods, coloured by life expectancy, the years written on each."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from lehc.places.geometry.grid import METRES_IN_A_MILE, STEP_METRES
from lehc.places.pictures.scales import EDGES, find_colour
from lehc.places.pictures.svg import Picture, line, rect, short, text
from lehc.places.profiles import Neighbourhood

WIDTH, TALLEST, PADDING = 360.0, 400.0, 6.0
LINE_WIDTH = 0.9
KEY_HEIGHT = 56.0
STEPS_IN_A_MILE = METRES_IN_A_MILE / STEP_METRES
HATCH = (
    '<defs><pattern id="hatch-{}" width="6" height="6" patternUnits="userSpaceOnUse" '
    'patternTransform="{}"><rect width="6" height="6" class="pic-hatch-ground"/>'
    '<path d="M0 6L6 0" class="pic-hatch"/></pattern></defs>'
)


@dataclass(frozen=True)
class Frame:
    """From the grid of outlines to the picture."""

    scale: float
    left: float
    top: float
    height: float

    def place(self, x: float, y: float) -> tuple[float, float]:
        return x * self.scale + self.left, y * self.scale + self.top

    def transform(self) -> str:
        return f"translate({self.left:.2f} {self.top:.2f}) scale({self.scale:.5f})"

    def stroke(self, width: float = LINE_WIDTH) -> str:
        """A width in points of the picture, as a width on the grid."""
        return f'stroke-width="{short(width / self.scale)}"'


def frame_of(
    rows: Sequence[Neighbourhood], *, width: float = WIDTH, tallest: float = TALLEST
) -> Frame:
    """The frame that just holds the outlines, in the middle of the width."""
    outlines = [row.outline for row in rows if row.outline]
    left, top = min(o.left for o in outlines), min(o.top for o in outlines)
    across = max(o.right for o in outlines) - left
    down = max(o.bottom for o in outlines) - top
    scale = min((width - 2 * PADDING) / across, (tallest - 2 * PADDING) / down)
    return Frame(
        scale,
        (width - across * scale) / 2 - left * scale,
        PADDING - top * scale,
        down * scale + 2 * PADDING,
    )


def draw_map(rows: Sequence[Neighbourhood], sex: str, *, title: str) -> Picture | None:
    """The map of one sex; None where no neighbourhood has a boundary."""
    mapped = [row for row in rows if row.outline]
    if not mapped:
        return None
    frame = frame_of(mapped)
    areas = "".join(draw_area(row, sex) for row in mapped)
    numbers = "".join(write_years(row, sex, frame) for row in mapped)
    bottom = frame.height
    return Picture(
        f"map-{sex}",
        title,
        describe(mapped, sex),
        WIDTH,
        bottom + KEY_HEIGHT,
        HATCH.format(sex, f"scale({1 / frame.scale:.2f})")
        + f'<g transform="{frame.transform()}" {frame.stroke()}>{areas}</g>'
        + numbers
        + draw_mile(frame, bottom)
        + draw_key(bottom + 18),
    )


def draw_area(row: Neighbourhood, sex: str) -> str:
    assert row.outline is not None
    estimate = row.estimate(sex)
    if not estimate.is_known:
        hatch = f'fill="url(#hatch-{sex})"'
        return f'<path class="pic-area" {hatch} d="{row.outline.path}"/>'
    colour = find_colour(estimate.value)
    return f'<path class="pic-area pic-d{colour}" d="{row.outline.path}"/>'


def write_years(row: Neighbourhood, sex: str, frame: Frame) -> str:
    estimate = row.estimate(sex)
    if not estimate.is_known or row.outline is None:
        return ""
    x, y = frame.place(row.outline.x, row.outline.y)
    kind = f"pic-onmap pic-o{find_colour(estimate.value)}"
    return text(x, y + 4, str(whole_years(estimate.value)), kind, "middle")


def whole_years(years: float) -> int:
    """Rounded from the figure as the table shows it, so that both agree."""
    return math.floor(round(years, 1) + 0.5)


def draw_mile(frame: Frame, bottom: float) -> str:
    """A ruler of one mile, in the corner."""
    length = STEPS_IN_A_MILE * frame.scale
    y = bottom - 4
    return (
        line(4, y, 4 + length, y, "pic-axis")
        + line(4, y - 3, 4, y + 3, "pic-axis")
        + line(4 + length, y - 3, 4 + length, y + 3, "pic-axis")
        + text(4 + length + 6, y + 4, "1 mile", "pic-soft")
    )


def draw_key(top: float) -> str:
    """Seven colours with the years between them, and the hatch of what is missing."""
    width, parts = 36.0, []
    for place in range(len(EDGES) + 1):
        parts.append(rect(4 + place * width, top, width, 12, f"pic-d{place + 1}"))
    for place, edge in enumerate(EDGES[:-1], start=1):
        parts.append(text(4 + place * width, top + 27, str(edge), "pic-soft", "middle"))
    last = 4 + len(EDGES) * width
    parts.append(text(last - 7, top + 27, f"{EDGES[-1]} years", "pic-soft"))
    parts.append(rect(4, top, 7 * width, 12, "pic-axis"))
    end = 4 + 7 * width
    parts.append(
        f'<g class="pic-axis">{rect(end + 16, top, 16, 12, "pic-hatch")}'
        f'<path class="pic-hatch" d="M{end + 16} {top + 12}l12-12m-8 12l12-12'
        f'm-4 12l4-4"/></g>'
    )
    parts.append(text(end + 38, top + 10, "no figure", "pic-soft"))
    return "".join(parts)


def describe(rows: Sequence[Neighbourhood], sex: str) -> str:
    """The map in words; the table beside it holds every figure."""
    known = [row for row in rows if row.estimate(sex).is_known]
    if not known:
        return "No neighbourhood has a published figure."
    values = [row.estimate(sex).value for row in known]
    missing = len(rows) - len(known)
    words = (
        f"A map of {len(rows)} neighbourhoods. Life expectancy runs from "
        f"{min(values):.0f} to {max(values):.0f} years."
    )
    if missing:
        are = "is" if missing == 1 else "are"
        words += f" {missing} without a published figure {are} hatched."
    return f"{words} The table on this page gives every figure."
