"""Leximin over all lotteries, exactly, level by level, by column generation.

Level: maximise z subject to  sum_i w_i x_ik / n_k >= z for free kinds k,
>= v_k for kinds fixed at an earlier level, sum_i w_i = 1, w >= 0. For any prices l_k
whose sum over the free kinds is 1,

    z  <=  max_x sum_k l_k x_k / n_k  -  sum_{k fixed} l_k v_k ,

so every exact search for a cohort bounds the level from above. Prices of the last
linear program jump about; a search between them and the prices of the best bound so
far (the centre) settles sooner. When level and bound meet, the level is proved; kinds
with a positive price cannot go higher and are fixed. Where the relaxed bound (see
`marginals`) is met, the level is proved without any search.
Sources: Flanigan, Gölz, Gupta, Hennig, Procaccia, Nature 596 (2021); P. Wentges,
Weighted Dantzig-Wolfe decomposition, Int. Trans. Oper. Res. 4 (1997).
"""

from __future__ import annotations

from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray

from lehc.methods.selection.errors import TimeRanOutError
from lehc.methods.selection.kinds import Integers, Kinds
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
# Exact searches for new cohorts before the rest is left unproved (and said to be).
EFFORT = 1000
# A search takes place so far from the last prices towards the centre; where that
# finds nothing new, half as far, and at last at the prices themselves.
TOWARDS_CENTRE = 0.7
NEAREST = 0.1
# An exact search may stop this share of what is still open short of the best cohort.
SEARCH_GAP = 0.2


@dataclass(frozen=True, eq=False)
class ExactLevels:
    """The mixture, each kind's level, and whether all of them are proved.

    `bound` is what no lottery's smallest chance can exceed.
    """

    mixture: Mixture
    levels: Floats
    is_proved: bool
    bound: float


@dataclass(eq=False)
class Search:
    """What is known about the level in question.

    free     kinds not settled yet; floors: what the others must keep
    centre   the prices that gave the best bound, of sum 1 over the free kinds
    bound    what no lottery's level can exceed
    """

    free: NDArray[np.bool_]
    floors: Floats
    centre: Floats
    bound: float

    def between(self, prices: Floats, share: float) -> Floats:
        """Prices so far towards the centre."""
        result: Floats = share * self.centre + (1 - share) * prices
        return result

    def learn(self, prices: Floats, worth: float) -> None:
        """No cohort is worth more than `worth` under these prices."""
        bound = worth - float(prices @ self.floors)
        if bound < self.bound:
            self.bound, self.centre = bound, prices


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
        # Until there is a solution any probabilities are a lottery.
        self.weights = np.ones(len(cohorts))

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

    def solve(self) -> tuple[float, Floats]:
        """(level, price of each kind's row)."""
        set_time_limit(self.solver, self.watch)
        self.solver.run()
        status = self.solver.getModelStatus()
        if status == highspy.HighsModelStatus.kTimeLimit:
            raise TimeRanOutError("lottery")
        if status != highspy.HighsModelStatus.kOptimal:
            words = self.solver.modelStatusToString(status)
            raise RuntimeError(f"HiGHS stopped with {words}")
        solution = self.solver.getSolution()
        self.weights = np.maximum(np.array(solution.col_value)[1:], 0.0)
        duals = np.array(solution.row_dual)
        level = float(solution.col_value[0])
        return level, np.maximum(-duals[:-1], 0.0)

    def mixture(self) -> Mixture:
        """The lottery of the last solution."""
        used = np.flatnonzero(self.weights > 0)
        probabilities = self.weights[used] / self.weights[used].sum()
        return Mixture(self.cohorts[used], probabilities)


class ExactLeximin:
    """Goes through the levels; searching stops when effort or time is spent."""

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
        When time runs out the lottery of the last level reached is given.
        """
        done = 0
        try:
            while not self.settled.all() and (levels is None or done < levels):
                self.watch.report("levels", int(self.settled.sum()), len(self.settled))
                self.settle_level(is_first=done == 0)
                done += 1
            self.master.solve()
        except TimeRanOutError:
            self.is_proved = False
        return ExactLevels(
            self.master.mixture(), self.levels, self.is_proved, self.bound
        )

    def settle_level(self, *, is_first: bool) -> None:
        """Raise the level to its top and fix the kinds that hold it there."""
        search, stuck = self.begin_level()
        relaxed = search.bound
        while True:
            if is_first:
                self.bound = search.bound
            level, prices = self.master.solve()
            if level >= search.bound - LEVEL_GAP:
                break
            if self.effort <= 0 or self.watch.seconds_left() <= 0:
                self.is_proved = False
                break
            self.watch.report("levels", int(self.settled.sum()), len(self.settled))
            self.improve(search, level, prices)
        if level < relaxed - LEVEL_GAP:
            stuck = self.held(prices)
        self.levels[stuck] = level
        self.settled |= stuck
        self.master.fix(stuck, level)
        self.ladder.fix(stuck, max(level - FLOOR_SLACK, 0.0))

    def begin_level(self) -> tuple[Search, NDArray[np.bool_]]:
        """The relaxed level as a first bound, and the kinds that hold it there."""
        free = self.ladder.free.copy()
        top, stuck = self.ladder.top()
        prices = self.ladder.prices
        total = float(prices[free].sum())
        # Where only caps hold the level there are no prices to begin with.
        even = free / max(free.sum(), 1)
        centre = prices / total if total > PRICED else even
        floors = np.where(free, 0.0, np.maximum(self.levels - FLOOR_SLACK, 0.0))
        return Search(free, floors, centre, top), stuck

    def held(self, prices: Floats) -> NDArray[np.bool_]:
        """Unsettled kinds with a price: they cannot go higher."""
        held: NDArray[np.bool_] = ~self.settled & (prices > PRICED)
        return held

    def improve(self, search: Search, level: float, prices: Floats) -> None:
        """Add cohorts that raise the level, or lower the bound."""
        last = prices / float(prices[search.free].sum())
        enough = level + float(last @ search.floors) + FLOOR_SLACK
        quick = self.pricing.find_quickly(last / self.numbers)
        if quick is not None and quick.value > enough + LEVEL_GAP:
            self.add(quick.cohort, last, enough)
            return
        share = TOWARDS_CENTRE
        while True:
            self.effort -= 1
            asked = search.between(last, share)
            gap = SEARCH_GAP * (search.bound - level)
            priced = self.pricing.find_best(asked / self.numbers, gap=gap)
            search.learn(asked, priced.bound)
            if float(last / self.numbers @ priced.cohort) > enough:
                self.add(priced.cohort, last, enough)
                return
            if share == 0 or level >= search.bound - LEVEL_GAP:
                return
            share = share / 2 if share > NEAREST else 0.0

    def add(self, cohort: Integers, prices: Floats, enough: float) -> None:
        """Let a cohort and good ones next to it into the lottery."""
        program, worth = self.pricing.program, prices / self.numbers
        self.master.add(cohort[None, :])
        self.master.add(neighbours(program, self.kinds, cohort, worth, enough))
