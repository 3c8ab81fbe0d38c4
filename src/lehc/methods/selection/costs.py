"""What each target costs in merit: the best merit without it, less the best with it."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from lehc.methods.selection.best import solve_for_merit
from lehc.methods.selection.cohorts import cohort_program
from lehc.methods.selection.errors import TimeRanOutError
from lehc.methods.selection.explanation import CannotBeMetError
from lehc.methods.selection.feasibility import explain_infeasibility
from lehc.methods.selection.kinds import Kinds, merge_kinds
from lehc.methods.selection.merit import whole_merits
from lehc.methods.selection.problem import Problem, Target
from lehc.methods.selection.solver import Outcome, Program, maximise
from lehc.methods.selection.watch import UNWATCHED, Watch
from lehc.methods.selection.whole import maximise_whole

# A linear program's value is right within this many steps of merit.
ROUNDING = 1e-6


@dataclass(frozen=True)
class TargetCost:
    """How much total merit would be gained if this one target were dropped."""

    target: Target
    merit: float


def target_costs(
    problem: Problem, *, watch: Watch = UNWATCHED
) -> tuple[TargetCost, ...]:
    """The cost of each target, in the problem's order; never below 0.

    Where even whole-number-free cohorts (the linear relaxation) gain less than one
    step without the target, the cost is 0 and no integer program is needed.
    Raises CannotBeMetError; TimeRanOutError when any cost could not be proved in time.
    """
    merits = whole_merits(problem)
    kinds = merge_kinds(problem, merits.steps)
    answer = solve_for_merit(kinds, watch)
    if answer.outcome is Outcome.INFEASIBLE:
        raise CannotBeMetError(explain_infeasibility(problem, watch=watch))
    best = int(kinds.merits @ answer.whole_values())
    gains: dict[Target, int] = {}
    for row, target in enumerate(kinds.targets):
        watch.report("cost of targets", row, len(kinds.targets))
        gains[target] = gain_without(kinds, row, best, watch)
    return tuple(
        TargetCost(target, merits.score(gains[target])) for target in problem.targets
    )


def gain_without(kinds: Kinds, row: int, best: int, watch: Watch) -> int:
    """Steps of merit gained when the target in this row is dropped."""
    program = without_target(kinds, row)
    costs = kinds.merits.astype(float)
    relaxed = maximise(program.relaxed(), costs, watch=watch)
    if math.floor(relaxed.objective + ROUNDING) <= best:
        return 0
    answer = maximise_whole(program, costs, watch=watch)
    if answer.outcome is not Outcome.OPTIMAL:
        raise TimeRanOutError("cost of targets")
    return int(kinds.merits @ answer.whole_values()) - best


def without_target(kinds: Kinds, row: int) -> Program:
    """The cohort program with one target's row free."""
    lower, upper = kinds.lower.copy(), kinds.upper.copy()
    lower[row], upper[row] = 0, max(kinds.seats, 0)
    return cohort_program(replace(kinds, lower=lower, upper=upper))
