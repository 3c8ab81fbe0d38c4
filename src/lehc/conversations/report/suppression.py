"""Small numbers are not published: the same rules as on the site's results page.

The site's rules (small_numbers.py) take a statement's counts, or its row of groups.
People without a group are a row's last part: they are in the total as well, so their
few answers must not follow from it either.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from lehc.conversations.calculations.agreement import Agreement, measure_one
from lehc.conversations.findings import Cell, Findings, StatementFinding
from lehc.conversations.small_numbers import LEAST_VOTERS, ShownCell, hide_small_row

ShownCells = Mapping[tuple[str, str], ShownCell | None]


def has_results(found: Findings) -> bool:
    """Whether enough people have voted that anything may be shown, as on the site."""
    return found.people >= LEAST_VOTERS


def list_shown(found: Findings) -> list[tuple[StatementFinding, Agreement]]:
    """Every statement with what may be shown of it, in the order of the ids."""
    return [
        (each, measure_one(place, each.disagree, each.passes, each.agree))
        for place, each in enumerate(found.statements)
    ]


def hide_small_cells(found: Findings) -> ShownCells:
    """What may be shown by (group, statement); None where nothing of the row may be."""
    by_statement: dict[str, list[Cell]] = defaultdict(list)
    for cell in found.cells:
        by_statement[cell.statement].append(cell)
    shown: dict[tuple[str, str], ShownCell | None] = {}
    for each in found.statements:
        cells = by_statement[each.id]
        for cell, part in zip(cells, hide_row(each, cells), strict=True):
            shown[cell.group, each.id] = part
    return shown


def hide_row(everybody: StatementFinding, cells: list[Cell]) -> list[ShownCell | None]:
    """One statement's cells as they may be shown, those without a group hidden."""
    if not cells:
        return []
    groups = [
        (cell.disagree, cell.votes - cell.agree - cell.disagree, cell.agree)
        for cell in cells
    ]
    total = (everybody.disagree, everybody.passes, everybody.agree)
    parts = zip(total, *groups, strict=True)
    rest = [all_of_them - sum(grouped) for all_of_them, *grouped in parts]
    row = hide_small_row([*groups, rest] if any(rest) else groups)
    return [None] * len(cells) if row is None else [*row[: len(cells)]]
