"""The leximin chances that whole-number-free cohorts allow: a bound on every lottery.

A lottery gives each unit of kind k the chance p_k, and on average n_k p_k units of the
kind. These averages meet every target, so the chances lie in

    { p : seats = sum_k size_k n_k p_k,  min_j <= sum_k count_kj n_k p_k <= max_j,
      0 <= p_k <= most_k / n_k },

which is larger than the set of all lotteries' chances. The leximin point of this larger
set is found by small linear programs, one a level: raise the smallest chance z of all
kinds still free as far as possible, then fix those that cannot go higher (they have a
positive dual price, so in every solution they are at z), and go on with the rest.
A lottery that reaches these chances is leximin-optimal, because it meets the bound.
"""

from __future__ import annotations

from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray

from lehc.methods.selection.cohorts import cohort_program
from lehc.methods.selection.errors import TimeRanOutError
from lehc.methods.selection.kinds import Kinds
from lehc.methods.selection.solver import (
    Floats,
    Program,
    make_model,
    quiet_solver,
    set_time_limit,
)
from lehc.methods.selection.watch import UNWATCHED, Watch

# A dual price above this means "cannot go higher"; prices of a level add up to 1.
PRICED = 1e-9
OVER_CAP = 1e-9


@dataclass(frozen=True, eq=False)
class Levels:
    """`chances[k]` of one unit of each kind, and the levels in the order found."""

    chances: Floats
    values: tuple[float, ...]


def leximin_marginals(
    kinds: Kinds, *, program: Program | None = None, watch: Watch = UNWATCHED
) -> Levels:
    """The leximin chances of the relaxed program, one for each kind.

    `program` is the cohort program unless a tighter one is known. There must be a
    cohort. Kinds that no cohort can hold have the chance 0.
    """
    ladder = Ladder(kinds, program or cohort_program(kinds), watch)
    while ladder.free.any():
        watch.report("levels", int((~ladder.free).sum()), len(ladder.free))
        level, stuck = ladder.top()
        ladder.fix(stuck, level)
    return Levels(ladder.chances, tuple(ladder.values))


class Ladder:
    """The linear program of the current level, kept warm from level to level.

    Free kinds are written p_k = z + q_k with q_k >= 0, so that a level has only the
    targets' rows; column z holds the sum of the free kinds' columns. Upper bounds
    p_k <= cap_k are added as rows only where a solution breaks them. `prices` are the
    last level's dual prices of the chances.
    """

    def __init__(self, kinds: Kinds, program: Program, watch: Watch) -> None:
        numbers = kinds.numbers.astype(float)
        self.watch = watch
        self.columns = program.matrix * numbers
        self.caps = program.upper / numbers
        self.free = self.caps > 0
        self.chances = np.zeros(len(numbers))
        self.values: list[float] = []
        self.prices = np.zeros(len(numbers))
        self.cap_rows: dict[int, int] = {}
        self.z = len(numbers)
        self.solver = quiet_solver()
        self.solver.setOptionValue("presolve", "off")  # it would drop the warm start
        self.solver.passModel(self.first_model(program))

    def first_model(self, program: Program) -> highspy.HighsLp:
        """Maximise z over (q, z)."""
        summed = self.columns[:, self.free].sum(axis=1, keepdims=True)
        upper = np.where(self.free, np.inf, 0.0)
        level = Program(
            matrix=np.hstack([self.columns, summed]),
            row_lower=program.row_lower,
            row_upper=program.row_upper,
            lower=np.zeros(self.z + 1),
            upper=np.append(upper, 1.0),
            whole=np.zeros(self.z + 1, dtype=bool),
        )
        return make_model(level, np.append(np.zeros(self.z), 1.0))

    def top(self) -> tuple[float, NDArray[np.bool_]]:
        """The highest level z for the free kinds, and which of them cannot go higher.

        At least one kind is among them.
        """
        while True:
            values, prices = self.solve()
            level = float(values[-1])
            over = self.free & (values[:-1] + level > self.caps + OVER_CAP)
            uncapped = set(np.flatnonzero(over).tolist()) - self.cap_rows.keys()
            if not uncapped:
                break
            for kind in sorted(uncapped):
                self.cap(kind)
        self.prices = np.maximum(-prices, 0.0)
        stuck = self.free & ((prices < -PRICED) | (self.caps <= level + OVER_CAP))
        if not stuck.any():  # rounding only: some kind always has a price
            stuck = self.free & (values[:-1] <= OVER_CAP)
        return level, stuck

    def solve(self) -> tuple[Floats, Floats]:
        """(q and z, dual prices of q)."""
        set_time_limit(self.solver, self.watch)
        self.solver.run()
        status = self.solver.getModelStatus()
        if status == highspy.HighsModelStatus.kTimeLimit:
            raise TimeRanOutError("levels")
        if status != highspy.HighsModelStatus.kOptimal:
            words = self.solver.modelStatusToString(status)
            raise RuntimeError(f"HiGHS stopped with {words}")
        solution = self.solver.getSolution()
        return np.array(solution.col_value), np.array(solution.col_dual)[:-1]

    def cap(self, kind: int) -> None:
        """Add the row q_k + z <= cap_k."""
        self.cap_rows[kind] = self.solver.getNumRow()
        index = np.array([kind, self.z], dtype=np.int32)
        cap = float(self.caps[kind])
        self.solver.addRow(-highspy.kHighsInf, cap, 2, index, np.ones(2))

    def fix(self, stuck: NDArray[np.bool_], z: float) -> None:
        """Take kinds out of the race at level z; they must keep at least z."""
        index = np.flatnonzero(stuck).astype(np.int32)
        self.chances[stuck] = z
        self.values.append(z)
        self.free &= ~stuck
        floor, ceiling = np.full(len(index), z), np.full(len(index), np.inf)
        self.solver.changeColsBounds(len(index), index, floor, ceiling)
        for row in np.flatnonzero(self.columns[:, stuck].any(axis=1)):
            total = float(self.columns[row, self.free].sum())
            self.solver.changeCoeff(int(row), self.z, total)
        for kind in index.tolist():
            if kind in self.cap_rows:
                self.solver.changeCoeff(self.cap_rows[kind], self.z, 0.0)
