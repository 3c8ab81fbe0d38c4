"""The tables as CSV: counts only, small ones hidden, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from lehc.conversations.findings import Findings
from lehc.conversations.report.suppression import hide_small_cells, list_shown

# A cell that begins like this would be taken for a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

STATEMENTS = (
    "statement", "text", "shown", "votes", "agree_least", "agree_most", "disagree",
    "pass", "agree_low_95", "agree_high_95",
)  # fmt: skip
GROUPS = (
    "group", "statement", "votes", "agree_least", "agree_most", "disagree", "pass",
)  # fmt: skip
DIVIDING = ("end", "statement", "side")


def statements_table(found: Findings) -> str:
    """One line a statement, over everybody; what is hidden is empty."""
    lines: list[Sequence[Any]] = []
    for each, figures in list_shown(found):
        known, shown = (
            (each.id, each.text, "yes" if each.shown else "no"),
            figures.shown,
        )
        if shown.agree is None:
            lines.append([*known, *[""] * 7])
        else:
            limits = round(figures.low, 6), round(figures.high, 6)
            counts = shown.votes, *shown.agree, shown.disagree, shown.passes
            lines.append([*known, *counts, *limits])
    return _write(STATEMENTS, lines)


def groups_table(found: Findings) -> str:
    """One line a group and statement; what is hidden is empty."""
    lines: list[Sequence[Any]] = []
    for (group, statement), cell in hide_small_cells(found).items():
        counts: Sequence[Any] = [""] * 5
        if cell is not None:
            counts = cell.votes, *cell.agree, cell.disagree, cell.passes
        lines.append([group, statement, *counts])
    return _write(GROUPS, lines)


def dividing_table(found: Findings) -> str:
    """What each end of the line says more than the other; the ends have no figures."""
    return _write(
        DIVIDING,
        (
            (end, each["statement"], each["side"])
            for end, listed in zip(("A", "B"), found.dividing, strict=False)
            for each in listed
        ),
    )


def _write(heading: Sequence[str], lines: Iterable[Sequence[Any]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(heading)
    writer.writerows([make_safe(value) for value in line] for line in lines)
    return out.getvalue()


def make_safe(value: Any) -> Any:
    """Text that a spreadsheet would take for a formula gets an apostrophe in front."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return value
