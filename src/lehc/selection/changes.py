"""What has changed since a run noted down its people: a cohort stands on them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from lehc.selection.enums import LOTTERIES
from lehc.selection.inputs import (
    ID_COLUMN,
    MERIT_COLUMN,
    STANDING_COLUMN,
    TEAM_COLUMN,
    read_rows,
    write_merit,
)
from lehc.selection.models import Run
from lehc.selection.queries.pool import Candidate, build_pool


@dataclass(frozen=True)
class Changes:
    """People who can be chosen only now, who no longer can, who differ, as numbers."""

    joined: int
    left: int
    differing: int


def find_changes(run: Run) -> Changes:
    """The pool as it is now, beside the run's people.

    Targets are not looked at: runs with other targets are tried on purpose. Nor is
    merit, where the run did not look at it. As many queries, however many people.
    """
    pool = build_pool(run.call)
    now = {row.application.pk: row for row in pool.candidates}
    noted = read_people(run)
    names = run.people.values_list("application_id", "anonymous_id")
    before = {pk: noted[name] for pk, name in names}
    return Changes(
        joined=len(now.keys() - before.keys()),
        left=len(before.keys() - now.keys()),
        differing=sum(
            describe(now[pk], row.keys()) != row
            for pk, row in before.items()
            if pk in now
        ),
    )


def read_people(run: Run) -> dict[str, dict[str, str]]:
    """What the run looked at of each person, by anonymous id."""
    rest = {ID_COLUMN, TEAM_COLUMN, STANDING_COLUMN}
    if run.method in LOTTERIES and run.in_from is None:
        rest.add(MERIT_COLUMN)
    return {
        row[ID_COLUMN]: {name: cell for name, cell in row.items() if name not in rest}
        for row in read_rows(run.people_csv)
    }


def describe(candidate: Candidate, columns: Collection[str]) -> dict[str, str]:
    """The same columns of a candidate; one that nobody can fill now is left out."""
    cells = candidate.values | {MERIT_COLUMN: write_merit(candidate.merit)}
    return {name: cells[name] for name in columns if name in cells}
