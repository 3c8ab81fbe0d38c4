"""Whether the pool can meet targets that are being set, at once."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random
from typing import Any

from lehc.methods.selection import Feasibility, check_feasibility
from lehc.selection.calculations.cohorts import find_certain, pose
from lehc.selection.calculations.tables import InputError
from lehc.selection.calculations.wording import explanation_facts
from lehc.selection.conditions import TargetLike, conditions_of, list_keys
from lehc.selection.enums import Standing
from lehc.selection.inputs import (
    name_anonymously,
    with_standings,
    write_people,
    write_targets,
)
from lehc.selection.queries.pool import Pool

__all__ = ["InputError", "check_targets", "count_certain"]


def check_targets(
    pool: Pool, targets: Iterable[TargetLike], *, seats: int, in_from: float | None
) -> dict[str, Any] | None:
    """None when some cohort meets the targets, else why not and what would help.

    Raises InputError when more people are clearly in than there are seats.
    """
    targets = list(targets)
    people = name_anonymously(pool, chance=Random(0))
    people_csv = write_people(people, list_keys(map(conditions_of, targets)))
    if in_from is not None:
        certain = find_certain(people_csv, seats=seats, in_from=in_from)
        standings = dict.fromkeys(certain, Standing.CERTAIN)
        people_csv = with_standings(people_csv, standings)
    problem = pose(people_csv, write_targets(targets), seats, is_lottery=True)
    return describe(check_feasibility(problem))


def describe(feasibility: Feasibility) -> dict[str, Any] | None:
    if feasibility.explanation is None:
        return None
    return explanation_facts(feasibility.explanation)


def count_certain(pool: Pool, *, seats: int, in_from: float) -> int:
    """How many people are clearly in. Raises InputError when more than seats."""
    people_csv = write_people(name_anonymously(pool, chance=Random(0)), [])
    return len(find_certain(people_csv, seats=seats, in_from=in_from))
