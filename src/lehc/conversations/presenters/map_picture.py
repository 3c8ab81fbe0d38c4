"""Shapes of the picture: areas of groups or heaps along a line, and one's own dot."""

from __future__ import annotations

from math import cos, hypot, radians, sin
from typing import Any

WIDTH, HEIGHT, EDGE = 640, 380, 28
# Of a group's two lines of words, as large as they are on a phone.
LABEL_HALF_WIDTH, LINE_HEIGHT = 78, 34
STEP_TOP, STEP_HEIGHT = 20, 140


def draw_groups(
    groups: list[dict[str, Any]], names: list[str], mine: tuple[float, float] | None
) -> dict[str, Any]:
    """Ellipses that hold the middle of each group, in the units of the picture."""
    areas = [each["area"] for each in groups]
    reach = [(a["x"], a["y"], 1.5 * a["long"]) for a in areas]
    if mine is not None:
        reach.append((*mine, 0.0))
    left, right = min(x - r for x, _, r in reach), max(x + r for x, _, r in reach)
    low, high = min(y - r for _, y, r in reach), max(y + r for _, y, r in reach)
    wide, tall = max(right - left, 1e-9), max(high - low, 1e-9)
    scale = min((WIDTH - 2 * EDGE) / wide, (HEIGHT - 2 * EDGE) / tall)
    shift = (WIDTH - scale * wide) / 2, (HEIGHT - scale * tall) / 2

    def put(x: float, y: float) -> tuple[float, float]:
        return (
            round(shift[0] + scale * (x - left), 1),
            round(shift[1] + scale * (high - y), 1),
        )

    shapes = []
    for place, (area, name, each) in enumerate(zip(areas, names, groups, strict=True)):
        x, y = put(area["x"], area["y"])
        shape = {
            "kind": place + 1,
            "name": name,
            "people": f"{each['people']:,} people",
            "x": x,
            "y": y,
            "rx": round(max(scale * area["long"], 12), 1),
            "ry": round(max(scale * area["short"], 12), 1),
            "turn": round(-area["angle"], 1),
        }
        shapes.append(shape | place_words(shape))
    dot = None
    if mine is not None:
        x, y = put(*mine)
        dot = {"x": x, "y": y, "words": y - 16 if y > 2 * EDGE else y + 34}
    return {
        "kind": "groups",
        "height": HEIGHT,
        "shapes": shapes,
        "dot": dot,
        "described": "Each shape holds the middle of a group. "
        + " ".join(f"{each['name']}: {each['people']}." for each in shapes),
    }


def place_words(shape: dict[str, Any]) -> dict[str, Any]:
    """Where the name and the number stand: within the shape, or under or over it."""
    turn = radians(shape["turn"])
    half_width = hypot(shape["rx"] * cos(turn), shape["ry"] * sin(turn))
    half_height = hypot(shape["rx"] * sin(turn), shape["ry"] * cos(turn))
    words = shape["y"]
    if half_width < LABEL_HALF_WIDTH or half_height < 2 * LINE_HEIGHT:
        words = shape["y"] + half_height + LINE_HEIGHT
        if words + LINE_HEIGHT > HEIGHT - EDGE / 2:
            words = shape["y"] - half_height - 1.5 * LINE_HEIGHT
    middle = min(max(shape["x"], LABEL_HALF_WIDTH), WIDTH - LABEL_HALF_WIDTH)
    return {
        "words_x": round(middle, 1),
        "words_y": round(words, 1),
        "below": round(words + LINE_HEIGHT, 1),
    }


def draw_line(heaps: list[int]) -> dict[str, Any]:
    """Bars from one end of the line to the other."""
    wide, most = (WIDTH - 2 * EDGE) / len(heaps), max(heaps)
    bars = [
        {
            "x": round(EDGE + wide * place + 2, 1),
            "middle": round(EDGE + wide * (place + 0.5), 1),
            "y": round(STEP_TOP + STEP_HEIGHT * (1 - count / most), 1),
            "width": round(wide - 4, 1),
            "height": round(STEP_HEIGHT * count / most, 1),
            "count": str(count) if count else "–",
        }
        for place, count in enumerate(heaps)
    ]
    counts = ", ".join(str(count) if count else "hidden" for count in heaps)
    return {
        "kind": "line",
        "height": STEP_TOP + STEP_HEIGHT + 84,
        "bars": bars,
        "under": STEP_TOP + STEP_HEIGHT + 26,
        "ends": STEP_TOP + STEP_HEIGHT + 64,
        "described": f"People from end A to end B, in equal steps: {counts}.",
    }
