"""report.html: one file to read, print or send. No script, nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

import lehc
from lehc.conversations.calculations.agreement import Agreement
from lehc.conversations.findings import Findings
from lehc.conversations.report.pictures import draw_agreement, draw_map
from lehc.conversations.report.style import STYLE
from lehc.conversations.report.suppression import (
    ShownCells,
    has_results,
    hide_small_cells,
    list_shown,
)
from lehc.conversations.report.words import (
    say_count,
    say_part,
    say_range,
    say_share,
    say_statement,
    say_summary,
    say_title,
)
from lehc.conversations.small_numbers import LEAST_SHOWN, ShownCell

# The page lists so many of each; the tables beside it hold all.
LISTED = 10
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def write_page(found: Findings) -> str:
    """The whole page: the answer in words, then tables, then pictures, then how."""
    title = say_title(found)
    parts = [
        f"<h1>{escape(title)}</h1>",
        *(f"<p>{escape(text)}</p>" for text in say_summary(found)),
    ]
    if has_results(found):
        parts += [
            _consensus(found),
            _differences(found),
            _all_statements(found),
            _pictures(found),
            _method(found),
        ]
    return (
        "<!doctype html>\n"
        '<html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head>"
        f"<body><main>{''.join(parts)}</main></body></html>\n"
    )


def _consensus(found: Findings) -> str:
    """What most people agree with, and disagree with; no groups are needed for it."""
    sections = ["<h2>What most people share</h2>"]
    for side, verb in (("agree", "agree with"), ("disagree", "disagree with")):
        listed = found.consensus[side]
        if not listed:
            sections.append(f"<p>There is nothing that clearly most people {verb}.</p>")
            continue
        figures = {each.id: shown for each, shown in list_shown(found)}
        rows = [[each["side"], *_figures(each, figures)] for each in listed]
        heading = ["Answer", "Share", "95% interval", "Votes"]
        caption = f"Most people {verb} these"
        sections.append(_listed_table(found, caption, listed, heading, rows))
    return "".join(sections)


def _differences(found: Findings) -> str:
    """What sets groups, or the ends of the line, apart."""
    cells = hide_small_cells(found)
    if found.state == "spread":
        names = ("End A of the line", "End B of the line")
        pairs = list(zip(names, found.dividing, strict=True))
    else:
        pairs = [
            (f"Group {name}", list_) for name, list_ in found.representative.items()
        ]
    if not pairs:
        return ""
    parts = ["<h2>What sets people apart</h2>"]
    shares = ["This group agrees", "Others"] if found.state == "groups" else []
    for name, listed in pairs:
        if listed:
            group = name.removeprefix("Group ")
            rows = [
                [
                    each["side"],
                    *(_say_row(cells, group, each["statement"]) if shares else ()),
                ]
                for each in listed
            ]
            caption = f"{name} says more than others"
            heading = ["Answer", *shares]
            parts.append(_listed_table(found, caption, listed, heading, rows))
        else:
            parts.append(f"<p>{escape(name)}: nothing that is surely different.</p>")
    return "".join(parts)


def _say_row(cells: ShownCells, group: str, statement: str) -> tuple[str, str]:
    """The share of a group that agrees, and those of the other groups."""
    mine, *others = sorted(
        ((name, cell) for (name, key), cell in cells.items() if key == statement),
        key=lambda pair: pair[0] != group,
    )
    return _say_cell(mine[1]), " and ".join(_say_cell(cell) for _, cell in others)


def _say_cell(cell: ShownCell | None) -> str:
    return "hidden" if cell is None else say_part(cell.agree, cell.votes)


def _listed_table(
    found: Findings,
    caption: str,
    listed: Sequence[dict[str, Any]],
    heading: Sequence[str],
    rows: Sequence[Sequence[str]],
) -> str:
    """The first of the listed statements, each with its row of what may be shown."""
    words = {each.id: say_statement(each) for each in found.statements}
    pairs = list(zip(listed, rows, strict=True))[:LISTED]
    table = _table(
        caption,
        ["Statement", *heading],
        [[words[each["statement"]], *row] for each, row in pairs],
    )
    left = len(listed) - LISTED
    are = "is" if left == 1 else "are"
    more = (
        f"<p>{left} more {are} in the files beside this page.</p>" if left > 0 else ""
    )
    return table + more


def _figures(each: dict[str, Any], figures: Mapping[str, Agreement]) -> list[str]:
    """Share, interval and votes of a side, as far as they may be shown."""
    found = figures[each["statement"]]
    shown = found.shown
    if shown.agree is None:
        return ["hidden", "hidden", f"fewer than {LEAST_SHOWN}"]
    votes = f"{shown.votes:,}"
    if each["side"] == "agree":
        return [*_say_agreement(found), votes]
    if shown.disagree is None:
        return ["hidden", "hidden", votes]
    share = say_share(shown.disagree / shown.votes)
    return [share, say_range(each["low"], each["high"]), votes]


def _say_agreement(found: Agreement) -> list[str]:
    part = say_part(found.shown.agree, found.shown.votes)
    return [part, say_range(found.low, found.high)]


def _all_statements(found: Findings) -> str:
    shown = sorted(
        (pair for pair in list_shown(found) if pair[0].shown),
        key=lambda pair: -pair[1].low,
    )
    rows = [
        [
            say_statement(each),
            *_say_agreement(figures),
            f"fewer than {LEAST_SHOWN}"
            if figures.shown.agree is None
            else say_count(figures.shown.votes),
            say_count(figures.shown.disagree),
            say_count(figures.shown.passes),
        ]
        for each, figures in shown
    ]
    heading = ["Statement", "Agree", "95% interval", "Votes", "Disagree", "Pass"]
    table = _table("Surest agreement first", heading, rows)
    note = (
        "<p>Numbers of people from 1 to 4 are hidden, and so is any other that would "
        "give them away.</p>"
    )
    return f"<h2>Every statement</h2>{table}{note}"


def _pictures(found: Findings) -> str:
    drawn = [draw_map(found), draw_agreement(found)]
    figures = "".join(f"<figure>{each}</figure>" for each in drawn if each)
    return f"<h2>The same as pictures</h2>{figures}"


def _method(found: Findings) -> str:
    tests = found.tests or {}
    lines = [
        f"Computed by lehc {lehc.__version__} ({found.algorithm}), seed {found.seed}."
    ]
    if tests:
        lines.append(f"Pattern beyond chance: p = {tests['pattern_p']:.3f}.")
    if tests.get("separation_p") is not None:
        lines.append(
            f"Separate groups rather than one spread: p = {tests['separation_p']:.3f}."
        )
    if "held" in tests:
        lines.append(f"Held in {tests['held']} of {tests['redraws']} re-draws.")
    lines.append(
        "The same votes with the same seed give the same answer, in whatever order the "
        "votes are stored. The page docs/methods/opinion.md explains each step."
    )
    return "<h2>How this was worked out</h2>" + "".join(
        f"<p>{escape(line)}</p>" for line in lines
    )


def _table(caption: str, heading: Iterable[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heading)
    body = "".join(
        f'<tr><th scope="row">{escape(first)}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in rest)
        + "</tr>"
        for first, *rest in rows
    )
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="{escape(caption)}">'
        f"<table><caption>{escape(caption)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )
