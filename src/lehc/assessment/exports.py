"""Files that a spreadsheet opens: the register of conflicts, and the spend report."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils import timezone

from lehc.assessment.queries.payments import Spend
from lehc.assessment.queries.register import Entry

COLUMNS = ("application", "person", "says", "kind", "note", "declared", "stands")
SPEND_COLUMNS = ("month", "claims", "hours", "fees", "expenses", "total")
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_register(entries: Iterable[Entry]) -> bytes:
    """Comma-separated values in UTF-8, with the mark that Excel looks for."""
    return write_csv(COLUMNS, (describe_entry(entry) for entry in entries))


def write_spend(months: Iterable[tuple[datetime, Spend]]) -> bytes:
    """What was paid by month; it names nobody."""
    rows = (
        (
            f"{timezone.localtime(month):%Y-%m}",
            str(spend.claims),
            f"{spend.minutes / 60:.2f}",
            f"{spend.fees:.2f}",
            f"{spend.expenses:.2f}",
            f"{spend.total:.2f}",
        )
        for month, spend in months
    )
    return write_csv(SPEND_COLUMNS, rows)


def write_csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([disarm(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def describe_entry(entry: Entry) -> Sequence[str]:
    row = entry.declaration
    return (
        row.application.reference,
        str(row.person),
        "conflict" if row.has_conflict else "no conflict",
        row.get_kind_display() if row.kind else "",
        row.note,
        timezone.localtime(row.declared_at).strftime("%Y-%m-%d %H:%M"),
        "yes" if entry.stands else "no, see the later one",
    )


def disarm(cell: str) -> str:
    """A cell that a spreadsheet would run as a formula becomes plain text."""
    return f"'{cell}" if cell.startswith(STARTS_A_FORMULA) else cell
