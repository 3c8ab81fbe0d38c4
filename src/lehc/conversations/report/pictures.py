"""Pictures as SVG: areas of groups, heaps along a line, bars of agreement.

No person is drawn. Each picture has a title and a description, its own light ground,
and tells groups apart by dashes and names as well as by colour.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from lehc.conversations.calculations.agreement import Agreement
from lehc.conversations.findings import Area, Findings, StatementFinding
from lehc.conversations.report.suppression import list_shown
from lehc.conversations.report.words import say_part, say_range, say_statement

INK, PAPER, QUIET, TEAL = "#1f2a2e", "#fbf8f2", "#5b6770", "#0b5d66"
FILLS = ("#7fc4c9", "#f2b29b", "#f3d37a", "#b9c98f", "#c3b1d8")
DASHES = ("none", "10 5", "3 4", "12 4 3 4", "1 5")
FONT = "font-family='Arial, sans-serif'"
WIDTH = 640
BARS = 20


def draw_map(found: Findings) -> str | None:
    """The map of the groups or the line; None where there is nothing to draw."""
    if found.state == "groups" and found.areas:
        return _draw_areas(found.areas)
    if found.state == "spread" and any(found.line):
        return _draw_line(found.line)
    return None


def draw_agreement(found: Findings) -> str:
    """Bars with intervals for the statements most people surely agree with."""
    shown = [
        pair for pair in list_shown(found) if pair[0].shown and pair[1].shown.agree
    ]
    first = sorted(shown, key=lambda pair: -pair[1].low)[:BARS]
    rows = [_draw_bar(place, *pair) for place, pair in enumerate(first)]
    height = 50 + 34 * len(first)
    described = (
        f"Share of voters who agree, for the {len(first)} statements with the most "
        "certain agreement. The thin line is the 95% interval. The table gives the "
        "same numbers."
    )
    middle = _place(0.5)
    axis = (
        f"<line x1='{middle}' y1='30' x2='{middle}' y2='{height - 8}' "
        f"stroke='{QUIET}' stroke-dasharray='2 4'/>"
        + _text(middle, 22, "half", QUIET, anchor="middle")
    )
    return _frame("Agreement with each statement", described, height, [axis, *rows])


def _draw_bar(place: int, each: StatementFinding, found: Agreement) -> str:
    """A bar as long as the share; of a step, as long as its lower end."""
    assert found.shown.agree is not None
    share = found.shown.agree[0] / found.shown.votes
    top = 38 + 34 * place
    words = say_statement(each)
    words = words if len(words) <= 76 else words[:75] + "…"
    part = say_part(found.shown.agree, found.shown.votes)
    figures = f"{part} ({say_range(found.low, found.high)})"
    return (
        _text(10, top + 8, f"{words} · {figures}", INK, size=12)
        + f"<rect x='10' y='{top + 13}' width='{_place(share) - 10:.1f}' "
        f"height='9' fill='{FILLS[0]}'/>"
        f"<line x1='{_place(found.low):.1f}' y1='{top + 17.5}' "
        f"x2='{_place(found.high):.1f}' y2='{top + 17.5}' stroke='{INK}' "
        "stroke-width='2'/>"
    )


def _place(share: float) -> float:
    return 10 + share * (WIDTH - 20)


def _draw_areas(areas: Sequence[Area]) -> str:
    left = min(area.x - 1.4 * area.long for area in areas)
    right = max(area.x + 1.4 * area.long for area in areas)
    top = max(area.y + 1.4 * area.long for area in areas)
    bottom = min(area.y - 1.4 * area.long for area in areas)
    scale = WIDTH / (right - left)
    shapes = [
        _draw_area(place, area, scale, left, top) for place, area in enumerate(areas)
    ]
    described = "Each ellipse holds the middle of a group. " + " ".join(
        f"Group {area.group}: {area.people:,} people." for area in areas
    )
    height = max(160, round(scale * (top - bottom)))
    return _frame("Where the groups stand", described, height, shapes)


def _draw_area(place: int, area: Area, scale: float, left: float, top: float) -> str:
    x, y = scale * (area.x - left), scale * (top - area.y)
    return (
        f"<g transform='translate({x:.1f} {y:.1f})'>"
        f"<ellipse rx='{scale * area.long:.1f}' ry='{scale * area.short:.1f}' "
        f"transform='rotate({-area.angle:.1f})' fill='{FILLS[place % 5]}' "
        f"fill-opacity='0.75' stroke='{INK}' stroke-width='2' "
        f"stroke-dasharray='{DASHES[place % 5]}'/></g>"
        + _text(x, y, f"Group {area.group}", INK, size=16, anchor="middle")
        + _text(x, y + 18, f"{area.people:,} people", INK, anchor="middle")
    )


def _draw_line(heaps: Sequence[int]) -> str:
    step = (WIDTH - 40) / len(heaps)
    most = max(heaps)
    bars = [
        f"<rect x='{20 + step * place + 2:.1f}' y='{190 - 140 * count / most:.1f}' "
        f"width='{step - 4:.1f}' height='{140 * count / most:.1f}' fill='{TEAL}'/>"
        + _text(20 + step * (place + 0.5), 205, str(count) if count else "–", INK,
                anchor="middle")
        for place, count in enumerate(heaps)
    ]  # fmt: skip
    ends = _text(20, 235, "End A", INK, size=15) + _text(
        WIDTH - 20, 235, "End B", INK, size=15, anchor="end"
    )
    described = (
        "People from end A to end B of the line, in equal steps: "
        + ", ".join(str(count) if count else "fewer than 5" for count in heaps)
        + "."
    )
    return _frame("Where people stand on the line", described, 250, [*bars, ends])


def _text(
    x: float, y: float, words: str, fill: str, *, size: int = 13, anchor: str = "start"
) -> str:
    return (
        f"<text x='{x:.1f}' y='{y:.1f}' {FONT} font-size='{size}' fill='{fill}' "
        f"text-anchor='{anchor}'>{escape(words)}</text>"
    )


def _frame(title: str, described: str, height: int, shapes: Sequence[str]) -> str:
    return (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {WIDTH} {height}' "
        f"width='{WIDTH}' height='{height}' role='img'>"
        f"<title>{escape(title)}</title><desc>{escape(described)}</desc>"
        f"<rect width='{WIDTH}' height='{height}' fill='{PAPER}'/>"
        + "".join(shapes)
        + "</svg>\n"
    )
