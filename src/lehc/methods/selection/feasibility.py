"""Is there any cohort, and if not, what is the smallest change that would allow one?

A target may lower its minimum by u and raise its maximum by v; with weights w the
change minimises sum(w_j (u_j + v_j)) over all cohorts, as an integer program. Every
other change of the same size is then found by forbidding those already found.
Nothing is ever relaxed silently: these functions only say what would help.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from lehc.methods.selection.cohorts import cohort_program, forbid_again
from lehc.methods.selection.errors import SelectionError
from lehc.methods.selection.exchange import exchange_changes
from lehc.methods.selection.explanation import (
    CannotBeMetError,
    Change,
    Conflict,
    Explanation,
    find_conflicts,
)
from lehc.methods.selection.kinds import Integers, Kinds, merge_kinds
from lehc.methods.selection.problem import Problem
from lehc.methods.selection.solver import (
    Answer,
    Floats,
    Outcome,
    Program,
    maximise,
    minimise,
)
from lehc.methods.selection.watch import UNWATCHED, Watch
from lehc.methods.selection.whole import maximise_whole

ALTERNATIVES = 10  # more would not be read
# Two weighted sizes are equal when they differ by less than this share.
SAME_SIZE = 1e-6
# Stands for infinite where infinity times zero would be no number.
NOT_FOR_SALE = 1e12


@dataclass(frozen=True)
class Feasibility:
    """Whether any cohort meets the targets; if not, why and what would help."""

    is_feasible: bool
    explanation: Explanation | None


def check_feasibility(
    problem: Problem,
    *,
    limit: int = ALTERNATIVES,
    watch: Watch = UNWATCHED,
) -> Feasibility:
    """Whether there is a cohort, with an explanation when there is none."""
    if has_cohort(merge_kinds(problem), watch=watch):
        return Feasibility(is_feasible=True, explanation=None)
    explanation = explain_infeasibility(problem, limit=limit, watch=watch)
    return Feasibility(is_feasible=False, explanation=explanation)


def require_feasible(problem: Problem, kinds: Kinds, *, watch: Watch) -> None:
    """Raise CannotBeMetError, with the explanation, unless there is a cohort."""
    if not has_cohort(kinds, watch=watch):
        raise CannotBeMetError(explain_infeasibility(problem, watch=watch))


def has_cohort(kinds: Kinds, *, watch: Watch = UNWATCHED) -> bool:
    """Whether some whole numbers of units fill the seats and meet every target."""
    program = cohort_program(kinds)
    answer = maximise(program, np.zeros(len(kinds.sizes)), watch=watch)
    return answer.outcome is not Outcome.INFEASIBLE


def explain_infeasibility(
    problem: Problem,
    *,
    limit: int = ALTERNATIVES,
    watch: Watch = UNWATCHED,
) -> Explanation:
    """Plain conflicts, and the smallest changes of targets that allow a cohort.

    A change counts by its targets' weights. At most `limit` alternatives of equal size
    are listed. Raises SelectionError `time_ran_out`.
    """
    kinds = merge_kinds(problem)
    costs = np.array([target.weight for target in kinds.targets], dtype=float)
    program = elastic_program(problem, kinds, costs)
    conflicts = find_conflicts(problem)
    usable = np.where(np.isfinite(costs), costs, 0.0)
    objective = np.concatenate([np.zeros(len(kinds.sizes)), usable, usable])
    best = smallest_change(program, objective, watch)
    if best.outcome is Outcome.INFEASIBLE:
        return Explanation(with_team_conflict(problem, conflicts), math.inf, (), True)
    if best.outcome is Outcome.GAP:
        raise SelectionError("time_ran_out", stage="smallest change")
    values = best.whole_values()
    size = float(objective @ values)
    start = values[: len(kinds.sizes)]
    if size == 0:
        return Explanation(conflicts, 0.0, (), is_complete=True)
    prices = np.tile(np.where(np.isfinite(costs), costs, NOT_FOR_SALE), 2)
    # Anything beyond the limit only tells that the list is not complete.
    found = exchange_changes(kinds, start, prices, size, limit + 1)
    if len(found) <= limit:
        found = all_changes(kinds, program, objective, found, limit, watch)
    listed = [changes_from(kinds, values) for values in found[:limit]]
    return Explanation(
        conflicts=conflicts,
        change_size=size,
        alternatives=tuple(sorted(listed, key=change_order)),
        is_complete=len(found) <= limit,
    )


def smallest_change(program: Program, objective: Floats, watch: Watch) -> Answer:
    """The elastic program's best solution; whole weights are quickly proved."""
    if (objective != np.rint(objective)).any():
        return minimise(program, objective, watch=watch)
    return maximise_whole(program, -objective, undecided=objective > 0, watch=watch)


def elastic_program(problem: Problem, kinds: Kinds, costs: Floats) -> Program:
    """The cohort program where minima may fall by u and maxima rise by v.

    Columns: kinds, then u for each target, then v. Targets already overrun by
    accepted people may rise as far as they must.
    """
    base = cohort_program(kinds)
    may_change = np.isfinite(costs)
    fall = np.where(may_change, np.maximum(kinds.lower, 0), 0).astype(float)
    room = problem.seats - kinds.already - kinds.upper
    rise = np.where(may_change, np.maximum(room, 0), 0).astype(float)
    # With maxima that may rise, the bound on units from those maxima must go.
    most = np.minimum(kinds.numbers, np.maximum(kinds.seats, 0) // kinds.sizes)
    wider = base.with_bounds(base.lower, most.astype(float))
    wider = wider.with_columns(fall).with_columns(rise)
    matrix = wider.matrix.copy()
    row = np.arange(len(kinds.targets))
    matrix[1 + row, len(kinds.sizes) + row] = 1
    matrix[1 + row, len(kinds.sizes) + len(row) + row] = -1
    return replace(wider, matrix=matrix)


def all_changes(
    kinds: Kinds,
    program: Program,
    objective: Floats,
    known: list[Integers],
    limit: int,
    watch: Watch,
) -> list[Integers]:
    """The known smallest changes and the rest, up to one beyond the limit."""
    width = len(kinds.sizes)
    columns = np.arange(width, len(objective))
    cap = float(objective[width:] @ known[0]) * (1 + SAME_SIZE)
    current = program.with_rows(objective[None, :], np.array([0.0]), np.array([cap]))
    found = list(known)
    for change in known:
        values = np.concatenate([np.zeros(width, dtype=np.int64), change])
        current = forbid_again(current, values, columns)
    while len(found) <= limit:
        watch.report("alternatives", len(found), limit)
        answer = maximise(current, np.zeros(len(current.lower)), watch=watch)
        if answer.outcome is Outcome.INFEASIBLE:
            break
        values = answer.whole_values()
        found.append(values[width : len(objective)])
        current = forbid_again(current, values, columns)
    return found


def changes_from(kinds: Kinds, values: Integers) -> tuple[Change, ...]:
    """The targets that move, in the targets' order."""
    falls, rises = np.split(values, 2)
    return tuple(
        Change(target, target.minimum - int(fall), target.maximum + int(rise))
        for target, fall, rise in zip(kinds.targets, falls, rises, strict=True)
        if fall or rise
    )


def change_order(changes: tuple[Change, ...]) -> tuple[object, ...]:
    """Fewest targets first, then by name, so that the list reads the same anywhere."""
    named = tuple((change.target.key, change.minimum) for change in changes)
    return (len(changes), named)


def with_team_conflict(
    problem: Problem, conflicts: tuple[Conflict, ...]
) -> tuple[Conflict, ...]:
    """Adds that whole teams cannot fill the seats, when counting shows nothing else."""
    kinds = merge_kinds(replace(problem, targets=()))
    if any(conflict.code == "too_few_people" for conflict in conflicts):
        return conflicts
    if has_cohort(kinds):
        return conflicts
    people = int(kinds.sizes @ kinds.numbers) + len(problem.accepted)
    return (*conflicts, Conflict("teams_do_not_fill_seats", problem.seats, people))
