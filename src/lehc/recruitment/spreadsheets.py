"""Tables as CSV that a spreadsheet opens without running anything in it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

# A cell that begins with one of these is run as a formula by spreadsheets (CWE-1236).
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
BYTE_ORDER_MARK = "\ufeff"  # so that Excel reads the names of people and places right


def write_csv(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """The table as text, each cell made safe."""
    sheet = io.StringIO()
    sheet.write(BYTE_ORDER_MARK)
    writer = csv.writer(sheet)
    writer.writerow(headings)
    writer.writerows([make_safe(cell) for cell in row] for row in rows)
    return sheet.getvalue()


def make_safe(cell: str) -> str:
    """The cell, with an apostrophe before it if a spreadsheet would run it."""
    stripped = cell.lstrip(" \u00a0")
    return f"'{cell}" if stripped.startswith(FORMULA_STARTS) else cell
