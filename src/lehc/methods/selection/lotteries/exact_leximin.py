"""Leximin over all lotteries, exactly, level by level, by column generation.

Level: maximise z subject to  sum_i w_i x_ik / n_k >= z for free kinds k,
>= v_k for kinds fixed at an earlier level, sum_i w_i = 1, w >= 0. With dual prices l_k
a cohort x helps if sum_k l_k x_k / n_k exceeds the dual of the sum. When none does, the
level is proved; kinds with a positive price cannot go higher and are fixed.
Where the relaxed bound (see `marginals`) is met, the level is proved without pricing.
Source: Flanigan, Gölz, Gupta, Hennig, Procaccia, Nature 596 (2021).
"""

from __future__ import annotations

from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray

from lehc.methods.selection.errors import TimeRanOutError
from lehc.methods.selection.kinds import Kinds
from lehc.methods.selection.lotteries.columns import Pricing, neighbours
from lehc.methods.selection.lotteries.marginals import Ladder
from lehc.methods.selection.lotteries.realisation import Mixture
from lehc.methods.selection.solver import Floats, quiet_solver, set_time_limit
from lehc.methods.selection.watch import Watch

# A level is proved when no lottery can exceed it by more than this.
LEVEL_GAP = 1e-7
# Chances fixed at a level may fall short by this later on: the solver's rounding.
FLOOR_SLACK = 1e-9
PRICED = 1e-8
# Searches for new cohorts before the rest is left unproved (and said to be).
EFFORT = 300


@dataclass(frozen=True, eq=False)
class ExactLevels:
    """The mixture, each kind's level, and whether all of them are proved.

    `bound` is what no lottery's smallest chance can exceed.
    """

    mixture: Mixture
    levels: Floats
    is_proved: bool
    bound: float


class Master:
    """The linear program over the cohorts known so far, kept warm."""

    def __init__(self, kinds: Kinds, cohorts: NDArray[np.int64], watch: Watch) -> None:
        self.numbers = kinds.numbers.astype(float)
        self.watch = watch
        self.size = len(self.numbers)
        self.cohorts = np.zeros((0, self.size), dtype=np.int64)
        self.solver = quiet_solver()
        self.solver.setOptionValue("presolve", "off")  # it would drop the warm start
        infinity = highspy.kHighsInf
        nothing = np.zeros(0)
        for _ in range(self.size):
            self.solver.addRow(0.0, infinity, 0, nothing.astype(np.int32), nothing)
        self.solver.addRow(1.0, 1.0, 0, nothing.astype(np.int32), nothing)
        rows = np.arange(self.size, dtype=np.int32)
        # The level's own column comes first; every row feels it until it is fixed.
        self.solver.addCol(1.0, 0.0, 1.0, self.size, rows, -np.ones(self.size))
        self.solver.changeObjectiveSense(highspy.ObjSense.kMaximize)
        self.add(cohorts)

    def add(self, cohorts: NDArray[np.int64]) -> None:
        """Let further cohorts (one a row) into the lottery."""
        self.cohorts = np.vstack([self.cohorts, cohorts])
        for cohort in cohorts:
            used = np.flatnonzero(cohort)
            rows = np.append(used, self.size).astype(np.int32)
            shares = np.append(cohort[used] / self.numbers[used], 1.0)
            self.solver.addCol(0.0, 0.0, highspy.kHighsInf, len(rows), rows, shares)

    def fix(self, stuck: NDArray[np.bool_], level: float) -> None:
        """Take kinds out of the race; they keep at least `level`."""
        floor = max(level - FLOOR_SLACK, 0.0)
        for kind in np.flatnonzero(stuck).tolist():
            self.solver.changeCoeff(kind, 0, 0.0)
            self.solver.changeRowBounds(kind, floor, highspy.kHighsInf)

    def solve(self) -> tuple[float, Floats, float]:
        """(level, price of each kind's row, dual of the sum)."""
        set_time_limit(self.solver, self.watch)
        self.solver.run()
        status = self.solver.getModelStatus()
        if status == highspy.HighsModelStatus.kTimeLimit:
            raise TimeRanOutError("lottery")
        if status != highspy.HighsModelStatus.kOptimal:
            words = self.solver.modelStatusToString(status)
            raise RuntimeError(f"HiGHS stopped with {words}")
        solution = self.solver.getSolution()
        duals = np.array(solution.row_dual)
        level = float(solution.col_value[0])
        return level, np.maximum(-duals[:-1], 0.0), float(duals[-1])

    def mixture(self) -> Mixture:
        """The lottery of the last solution."""
        weights = np.maximum(np.array(self.solver.getSolution().col_value)[1:], 0.0)
        used = weights > 0
        probabilities = weights[used] / weights[used].sum()
        return Mixture(self.cohorts[used], probabilities)


class ExactLeximin:
    """Goes through the levels; pricing stops when the effort is spent."""

    def __init__(
        self, kinds: Kinds, cohorts: NDArray[np.int64], pricing: Pricing, watch: Watch
    ) -> None:
        self.kinds, self.pricing, self.watch = kinds, pricing, watch
        self.numbers = kinds.numbers.astype(float)
        self.ladder = Ladder(kinds, pricing.program, watch)
        self.master = Master(kinds, cohorts, watch)
        self.levels = np.zeros(len(self.numbers))
        self.settled = ~self.ladder.free  # kinds in no cohort: their chance is 0
        self.is_proved = True
        self.bound = 1.0
        self.effort = EFFORT
        self.master.fix(self.settled, 0.0)

    def run(self, levels: int | None = None) -> ExactLevels:
        """Settle every level, or the first few; each with a proof while effort lasts.

        Without it the remaining levels are the best over the cohorts known by then.
        """
        done = 0
        while not self.settled.all() and (levels is None or done < levels):
            self.watch.report("levels", int(self.settled.sum()), len(self.settled))
            self.settle_level(is_first=done == 0)
            done += 1
        self.master.solve()
        return ExactLevels(
            self.master.mixture(), self.levels, self.is_proved, self.bound
        )

    def settle_level(self, *, is_first: bool) -> None:
        """Raise the level to its top and fix the kinds that hold it there."""
        top, stuck = self.ladder.top()
        while True:
            level, prices, dual = self.master.solve()
            if level >= top - LEVEL_GAP:
                break
            if self.effort <= 0 or self.watch.seconds_left() <= 0:
                self.is_proved = False
                stuck = self.held(prices)
                break
            if not self.improve(prices, dual):
                top, stuck = level, self.held(prices)
                break
        if is_first:
            self.bound = top
        self.levels[stuck] = level
        self.settled |= stuck
        self.master.fix(stuck, level)
        self.ladder.fix(stuck, max(level - FLOOR_SLACK, 0.0))

    def held(self, prices: Floats) -> NDArray[np.bool_]:
        """Unsettled kinds with a price: they cannot go higher."""
        held: NDArray[np.bool_] = ~self.settled & (prices > PRICED)
        return held

    def improve(self, prices: Floats, dual: float) -> bool:
        """Add cohorts that raise the level; False: it is proved that there are none."""
        self.effort -= 1
        worth = prices / self.numbers
        enough = dual + LEVEL_GAP
        priced = self.pricing.find(worth, enough)
        if priced.bound <= enough:
            return False
        self.master.add(priced.cohort[None, :])
        more = neighbours(
            self.pricing.program, self.kinds, priced.cohort, worth, enough
        )
        self.master.add(more)
        return True
