"""Where two neighbourhoods are: quiet outlines, the two marked, the line between."""

from __future__ import annotations

from collections.abc import Sequence

from lehc.places.pictures.svg import Picture, circle, haloed, line
from lehc.places.pictures.town_map import WIDTH, draw_mile, frame_of
from lehc.places.profiles import Neighbourhood


def draw_pair_map(
    rows: Sequence[Neighbourhood],
    first: Neighbourhood,
    second: Neighbourhood,
    *,
    title: str,
) -> Picture:
    chosen = {first.code, second.code}
    mapped = [row for row in rows if row.outline]
    frame = frame_of(mapped)
    areas = "".join(
        f'<path class="{"pic-chosen" if row.code in chosen else "pic-quiet"}" '
        f'd="{row.outline.path}"/>'
        for row in mapped
        if row.outline
    )
    assert first.outline is not None
    assert second.outline is not None
    x1, y1 = frame.place(first.outline.x, first.outline.y)
    x2, y2 = frame.place(second.outline.x, second.outline.y)
    return Picture(
        "where",
        title,
        f"A map with a straight line from {first.name} to {second.name}.",
        WIDTH,
        frame.height + 8,
        f'<g transform="{frame.transform()}" {frame.stroke()}>{areas}</g>'
        + line(x1, y1, x2, y2, "pic-limits")
        + circle(x1, y1, 5, "pic-dot")
        + circle(x2, y2, 5, "pic-dot")
        + write_name(x1, y1, first.name, below=y1 > y2)
        + write_name(x2, y2, second.name, below=y2 >= y1)
        + draw_mile(frame, frame.height),
    )


def write_name(x: float, y: float, name: str, *, below: bool) -> str:
    """A name beside its dot, on the side away from the line, inside the picture."""
    half = 3.6 * len(name)
    middle = min(max(x, half), WIDTH - half)
    return haloed(middle, y + (20 if below else -11), name, "pic-name", "middle")
