"""The cohort with the highest total merit under the targets, proved; and the next ones.

maximise    sum_k merit_k x_k
subject to  sum_k size_k x_k = seats,  min_j <= sum_k count_kj x_k <= max_j,
            0 <= x_k <= number_k,  x whole

over kinds k of people (or whole teams) that are equal in every target and in merit.
Which of several equal people comes in is decided by lot, so each of them has the
chance x_k / number_k.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from lehc.methods.selection.cohorts import (
    TargetCount,
    cohort_program,
    count_targets,
    draw_people,
    forbid_again,
)
from lehc.methods.selection.explanation import CannotBeMetError
from lehc.methods.selection.feasibility import explain_infeasibility
from lehc.methods.selection.kinds import Integers, Kinds, merge_kinds
from lehc.methods.selection.merit import Merits, whole_merits
from lehc.methods.selection.problem import Problem
from lehc.methods.selection.solver import (
    WHOLE_STEP_GAP,
    Answer,
    Floats,
    Outcome,
    maximise,
)
from lehc.methods.selection.watch import UNWATCHED, Watch
from lehc.methods.selection.whole import maximise_whole

ALGORITHM = "best"
VERSION = "1"


@dataclass(frozen=True)
class BestCohort:
    """A cohort and the proof of its merit.

    `merit` is the members' total score, `bound` what no cohort can exceed; `outcome`
    is optimal when they are equal, gap when time ran out. `chances` are everyone's
    chances before equal people drew lots.
    """

    selected: tuple[str, ...]
    merit: float
    bound: float
    outcome: Outcome
    chances: Mapping[str, float]
    targets: tuple[TargetCount, ...]
    algorithm: str = ALGORITHM
    version: str = VERSION


def best_cohort(
    problem: Problem, *, rng: np.random.Generator, watch: Watch = UNWATCHED
) -> BestCohort:
    """The cohort with the highest merit; raises CannotBeMetError when there is none.

    Edges: everyone needs a score (`score_missing`); of cohorts of different kinds
    with equal merit always the same one is given (`alternatives` shows the others).
    """
    merits = whole_merits(problem)
    kinds = merge_kinds(problem, merits.steps)
    answer = solve_for_merit(kinds, watch)
    if answer.outcome is Outcome.INFEASIBLE:
        raise CannotBeMetError(explain_infeasibility(problem, watch=watch))
    return make_cohort(problem, kinds, merits, answer, rng)


def alternatives(
    problem: Problem,
    *,
    count: int = 5,
    besides: Collection[str] = (),
    rng: np.random.Generator,
    watch: Watch = UNWATCHED,
) -> tuple[BestCohort, ...]:
    """The best cohort and the `count` next best, in order of merit.

    Cohorts that differ only by exchanging equal people (same in every target, same
    score) count as one. `besides` names the people of one that is known already and
    is left out. Fewer are returned when there are no more, perhaps none where one is
    left out. Raises CannotBeMetError.
    """
    merits = whole_merits(problem)
    kinds = merge_kinds(problem, merits.steps)
    program = cohort_program(kinds)
    columns = np.arange(len(kinds.sizes))
    costs = kinds.merits.astype(float)
    known = count_units(kinds, besides)
    if known.any() and kinds.sizes @ known == kinds.seats:
        program = forbid_again(program, known, columns)
    found: list[BestCohort] = []
    while len(found) <= count:
        watch.report("alternatives", len(found), count + 1)
        padded = np.pad(costs, (0, len(program.lower) - len(costs)))
        answer = maximise(program, padded, watch=watch, gap=WHOLE_STEP_GAP)
        if answer.outcome is Outcome.INFEASIBLE:
            break
        found.append(make_cohort(problem, kinds, merits, answer, rng))
        if not answer.whole_values()[: len(columns)].any():
            break
        program = forbid_again(program, answer.whole_values(), columns)
    if not found and not known.any():
        raise CannotBeMetError(explain_infeasibility(problem, watch=watch))
    return tuple(found)


def count_units(kinds: Kinds, people: Collection[str]) -> Integers:
    """How many units of each kind are among these people."""
    among = frozenset(people)
    return np.array(
        [sum(among.issuperset(unit) for unit in units) for units in kinds.units],
        dtype=np.int64,
    )


def solve_for_merit(kinds: Kinds, watch: Watch) -> Answer:
    """The best whole numbers of units of each kind."""
    program = cohort_program(kinds)
    costs = kinds.merits.astype(float)
    return maximise_whole(program, costs, watch=watch)


def make_cohort(
    problem: Problem,
    kinds: Kinds,
    merits: Merits,
    answer: Answer,
    rng: np.random.Generator,
) -> BestCohort:
    """The answer as people, with equal people drawn by lot."""
    numbers = answer.whole_values()[: len(kinds.sizes)]
    selected = draw_people(problem, kinds, numbers, rng)
    accepted = sum(merits.steps[identifier] for identifier in problem.accepted)
    steps = accepted + int(kinds.merits @ numbers)
    bound = steps
    if answer.outcome is Outcome.GAP:
        # Whole steps: nothing lies between two of them, so the bound rounds down.
        bound = accepted + math.floor(answer.bound + 1e-6)
    return BestCohort(
        selected=selected,
        merit=merits.score(steps),
        bound=merits.score(bound),
        outcome=Outcome.OPTIMAL if bound == steps else Outcome.GAP,
        chances=unit_chances(problem, kinds, numbers / np.maximum(kinds.numbers, 1)),
        targets=count_targets(problem, frozenset(selected)),
    )


def unit_chances(problem: Problem, kinds: Kinds, shares: Floats) -> dict[str, float]:
    """Everyone's chance, in the pool's order, from the chance of each kind's units."""
    chances = dict.fromkeys(problem.accepted, 1.0)
    for kind, share in enumerate(shares.tolist()):
        chances.update(dict.fromkeys(kinds.people(kind), share))
    return {person.id: chances.get(person.id, 0.0) for person in problem.pool.people}
