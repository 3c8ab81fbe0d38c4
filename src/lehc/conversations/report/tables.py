"""The tables as CSV: counts only, small cells hidden, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from lehc.conversations.findings import Findings
from lehc.conversations.report.suppression import hidden_cells

# A cell that begins like this would be taken for a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

STATEMENTS = (
    "statement", "text", "shown", "agree", "disagree", "pass", "votes", "share_agree",
    "low_95", "high_95", "group_informed_consensus", "priority",
)  # fmt: skip
GROUPS = (
    "group", "statement", "agree", "disagree", "votes", "share_agree", "low_95",
    "high_95",
)  # fmt: skip
DIVIDING = (
    "end", "statement", "side", "count", "votes", "share", "low_95", "high_95",
    "share_others", "difference", "difference_low_95", "difference_high_95", "q",
)  # fmt: skip
FIGURES = (
    "count", "votes", "share", "low", "high", "others", "more", "more_low",
    "more_high", "q",
)  # fmt: skip


def statements_table(found: Findings) -> str:
    """One line a statement, over everybody."""
    return _write(
        STATEMENTS,
        (
            (
                each.id, each.text, "yes" if each.shown else "no", each.agree,
                each.disagree, each.passes, each.votes, _round(each.share),
                _round(each.low), _round(each.high), _round(each.consensus),
                _round(each.priority),
            )
            for each in found.statements
        ),
    )  # fmt: skip


def groups_table(found: Findings) -> str:
    """One line a group and statement; numbers below five voters are left out."""
    hidden = hidden_cells(found.cells)
    lines = []
    for cell in found.cells:
        figures: tuple[Any, ...] = (
            cell.agree, cell.disagree, cell.votes, _round(cell.share),
            _round(cell.low), _round(cell.high),
        )  # fmt: skip
        if (cell.group, cell.statement) in hidden:
            figures = ("",) * len(figures)
        lines.append((cell.group, cell.statement, *figures))
    return _write(GROUPS, lines)


def dividing_table(found: Findings) -> str:
    """What each end of the line says more than the other."""
    return _write(
        DIVIDING,
        (
            (
                end,
                each["statement"],
                each["side"],
                *(_round(each[figure]) for figure in FIGURES),
            )
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


def _round(value: float) -> float:
    return round(value, 6)
