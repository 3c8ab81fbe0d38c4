"""report.html: one file to read, print or send. No script, nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

import lehc
from lehc.conversations.findings import Findings
from lehc.conversations.report.pictures import draw_agreement, draw_map
from lehc.conversations.report.style import STYLE
from lehc.conversations.report.suppression import LEAST_VOTERS
from lehc.conversations.report.words import (
    say_range,
    say_share,
    say_statement,
    say_summary,
    say_title,
)

# The page lists so many of each; the tables beside it hold all.
LISTED = 10
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def write_page(found: Findings) -> str:
    """The whole page: the answer in words, then tables, then pictures, then how."""
    title = say_title(found)
    parts = [
        f"<h1>{escape(title)}</h1>",
        *(f"<p>{escape(text)}</p>" for text in say_summary(found)),
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
        caption = f"Most people {verb} these"
        sections.append(_listed_table(found, caption, listed))
    return "".join(sections)


def _differences(found: Findings) -> str:
    """What sets groups, or the ends of the line, apart."""
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
    for name, listed in pairs:
        if listed:
            parts.append(_listed_table(found, f"{name} says more than others", listed))
        else:
            parts.append(f"<p>{escape(name)}: nothing that is surely different.</p>")
    return "".join(parts)


def _listed_table(
    found: Findings, caption: str, listed: Sequence[dict[str, Any]]
) -> str:
    """A list of statements with the shares it rests on."""
    words = {each.id: say_statement(each) for each in found.statements}
    others = "others" in listed[0]
    heading = ["Statement", "Answer", "Share", "95% interval", "Votes"]
    rows = []
    for each in listed[:LISTED]:
        cells = [words[each["statement"]], each["side"], *_figures(each)]
        if others:
            cells.insert(4, say_share(each["others"]))
        rows.append(cells)
    if others:
        heading.insert(4, "Others")
    table = _table(caption, heading, rows)
    left = len(listed) - LISTED
    more = f"<p>{left} more are in the files beside this page.</p>" if left > 0 else ""
    return table + more


def _figures(each: dict[str, Any]) -> list[str]:
    """Share, interval and votes; hidden where fewer than five people voted."""
    if each["votes"] < LEAST_VOTERS:
        return ["hidden", "hidden", f"fewer than {LEAST_VOTERS}"]
    share = each["count"] / each["votes"]
    interval = say_range(each["low"], each["high"])
    return [say_share(share), interval, f"{each['votes']:,}"]


def _all_statements(found: Findings) -> str:
    shown = sorted(
        (each for each in found.statements if each.shown), key=lambda each: -each.low
    )
    rows = [
        [
            say_statement(each),
            say_share(each.share),
            say_range(each.low, each.high),
            f"{each.agree:,}",
            f"{each.disagree:,}",
            f"{each.passes:,}",
        ]
        for each in shown
    ]
    heading = ["Statement", "Share", "95% interval", "Agree", "Disagree", "Pass"]
    table = _table("Surest agreement first", heading, rows)
    return f"<h2>Every statement</h2>{table}"


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
