"""Who could be found in a published people file."""

from __future__ import annotations

from collections import Counter

from lehc.selection.inputs import ID_COLUMN, MERIT_COLUMN, read_rows
from lehc.selection.models import Run


def count_alone(run: Run) -> int:
    """How many people of a run nobody else equals in everything the file says."""
    rows = read_rows(run.people_csv)
    kinds = Counter(
        tuple(
            cell for name, cell in row.items() if name not in (ID_COLUMN, MERIT_COLUMN)
        )
        for row in rows
    )
    return sum(1 for count in kinds.values() if count == 1)
