"""A few good cohorts, quickly: a warm linear program, then the rest made whole.

For costs that ask for the kinds still missing, the linear program's solution is whole
in all but a dozen kinds. Those, and the kinds that would have been chosen next, are
decided by a small integer program; the others stay.
"""

from __future__ import annotations

import highspy
import numpy as np

from lehc.methods.selection.kinds import Integers
from lehc.methods.selection.lotteries.face import Face
from lehc.methods.selection.solver import (
    Floats,
    Outcome,
    make_model,
    maximise,
    quiet_solver,
)
from lehc.methods.selection.watch import Watch

# Costs are rounded to this many steps: coarse costs are solved several times faster,
# and the same on every machine.
STEPS = 5
# Kinds beyond the fractional ones that the small integer program may use.
NEXT_BEST = (40, 120)
# Any cohort near the best will do, so a gap of so many steps of cost is accepted.
GAP_SHARE = 0.1
FRACTIONAL = 1e-6
# The smallest average that counts when costs are made relative to averages.
SMALLEST_MEAN = 1e-6


class Starters:
    """Finds cohorts of a face for one vector of costs after another."""

    def __init__(self, face: Face, watch: Watch, steps: int = STEPS) -> None:
        self.program = face.program
        self.watch = watch
        self.steps = steps
        size = len(face.means)
        self.index = np.arange(size, dtype=np.int32)
        self.solver = quiet_solver(watch)
        self.solver.setOptionValue("presolve", "off")  # it would drop the warm start
        self.solver.setOptionValue("simplex_strategy", 4)  # primal: only costs change
        self.solver.passModel(make_model(face.program.relaxed(), np.zeros(size)))

    def find(self, costs: Floats) -> Integers | None:
        """A cohort with (nearly) the highest costs, or None: this face has none."""
        rounded = round_costs(costs, self.steps)
        self.solver.changeColsCost(len(rounded), self.index, rounded)
        self.solver.run()
        if self.solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return self.find_slowly(rounded)
        solution = self.solver.getSolution()
        values, prices = np.array(solution.col_value), np.array(solution.col_dual)
        whole = np.rint(values)
        is_open = np.abs(values - whole) > FRACTIONAL
        if not is_open.any():
            decided: Integers = whole.astype(np.int64)
            return decided
        order = np.argsort(np.where(is_open, -1.0, np.abs(prices)), kind="stable")
        for extra in NEXT_BEST:
            found = self.complete(whole, order[: is_open.sum() + extra], rounded)
            if found is not None:
                return found
        return self.find_slowly(rounded)

    def complete(
        self, whole: Floats, undecided: np.ndarray, costs: Floats
    ) -> Integers | None:
        """The best cohort that differs from `whole` only in the undecided kinds."""
        decided = np.ones(len(whole), dtype=bool)
        decided[undecided] = False
        small = self.program.with_decided(decided, whole)
        gap = GAP_SHARE * self.steps * max(whole.sum(), 1.0) / 4
        answer = maximise(small, costs[~decided], watch=self.watch, gap=gap)
        if answer.outcome is Outcome.INFEASIBLE:
            return None
        cohort = whole.astype(np.int64)
        cohort[~decided] = answer.whole_values()
        return cohort

    def find_slowly(self, costs: Floats) -> Integers | None:
        """The same by one integer program over all kinds."""
        gap = GAP_SHARE * self.steps * float(self.program.row_lower[0])
        answer = maximise(self.program, costs, watch=self.watch, gap=gap)
        if answer.outcome is Outcome.INFEASIBLE:
            return None
        return answer.whole_values()


def round_costs(costs: Floats, steps: int) -> Floats:
    """Costs in whole steps from -steps to steps."""
    largest = float(np.abs(costs).max(initial=0.0))
    if largest == 0:
        return np.zeros(len(costs))
    rounded: Floats = np.rint(costs * (steps / largest))
    return rounded


def find_starters(face: Face, count: int, watch: Watch) -> list[Integers]:
    """Up to `count` cohorts whose averages follow the face's; none if it is empty.

    Each cohort asks for what the ones before have given too little of.
    """
    starters = Starters(face, watch)
    scale = np.sqrt(np.maximum(face.means, SMALLEST_MEAN))
    missing = np.zeros(len(face.means))
    cohorts: list[Integers] = []
    for number in range(count):
        watch.report("first cohorts", number, count)
        missing += face.means
        cohort = starters.find(missing / scale)
        if cohort is None:
            return []
        missing -= cohort
        cohorts.append(cohort)
    return cohorts
