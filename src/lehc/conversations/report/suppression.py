"""Small numbers are not published: a handful of voters can be told apart.

A cell of a group and a statement with fewer than five voters is hidden. Where that
hides one group only, the next smallest is hidden with it, as the total would give
the first away.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from lehc.conversations.findings import Cell

LEAST_VOTERS = 5


def hidden_cells(cells: Iterable[Cell]) -> frozenset[tuple[str, str]]:
    """The (group, statement) pairs whose numbers are not to be shown."""
    by_statement: dict[str, list[Cell]] = defaultdict(list)
    for cell in cells:
        by_statement[cell.statement].append(cell)
    hidden: set[tuple[str, str]] = set()
    for row in by_statement.values():
        ordered = sorted(row, key=lambda cell: cell.votes)
        small = [cell for cell in ordered if cell.votes < LEAST_VOTERS]
        if len(small) == 1:
            small = ordered[:2]
        hidden |= {(cell.group, cell.statement) for cell in small}
    return frozenset(hidden)
