"""The register of conflicts as a file that a spreadsheet opens."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from django.utils import timezone

from lehc.assessment.queries.register import Entry

COLUMNS = ("application", "person", "says", "kind", "note", "declared", "stands")
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_register(entries: Iterable[Entry]) -> bytes:
    """Comma-separated values in UTF-8, with the mark that Excel looks for."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for entry in entries:
        writer.writerow([disarm(cell) for cell in describe_entry(entry)])
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
