"""Exact lotteries by column generation, where the relaxed chances cannot be reached.

A lottery over the cohorts known so far is found by a linear program; its dual prices
say what a new cohort would have to contain to help, and an integer program finds the
best such cohort or proves that there is none. So the answer is exact over all cohorts
although few of them are ever looked at.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from lehc.methods.selection.cohorts import cohort_program
from lehc.methods.selection.kinds import Integers, Kinds
from lehc.methods.selection.lotteries.face import Face
from lehc.methods.selection.lotteries.starters import Starters, find_starters
from lehc.methods.selection.solver import (
    WHOLE_STEP_GAP,
    Floats,
    Outcome,
    Program,
    maximise,
)
from lehc.methods.selection.watch import Watch

# Costs of an integer program are scaled so that the largest is this.
COST_SCALE = 1000.0
# A proof of "no better cohort" is accurate to this share of the largest cost.
PRICING_GAP = 1e-9
# Steps the quick search rounds prices to; the exact search does not round.
QUICK_STEPS = 100
# Cohorts one exchange away that join the lottery together with a priced one.
NEIGHBOURS = 20


@dataclass(frozen=True, eq=False)
class Priced:
    """A cohort, its value under the prices, and what no cohort can exceed."""

    cohort: Integers
    value: float
    bound: float


class Pricing:
    """Finds cohorts with a high value under prices: quickly first, then exactly."""

    def __init__(self, kinds: Kinds, watch: Watch) -> None:
        self.watch = watch
        self.program, self.first = cover_kinds(kinds, watch)
        size = len(kinds.sizes)
        tight = self.program.row_lower == self.program.row_upper
        self.face = Face(np.zeros(size), self.program, tight)
        self.quick = Starters(self.face, watch, steps=QUICK_STEPS)

    def find_quickly(self, prices: Floats) -> Priced | None:
        """A good cohort under the prices, without any bound."""
        quick = self.quick.find(prices)
        if quick is None:
            return None
        return Priced(quick, float(prices @ quick), np.inf)

    def find(self, prices: Floats, enough: float, *, gap: float = 0.0) -> Priced:
        """A cohort worth more than `enough`, or else the best one with its bound."""
        quick = self.find_quickly(prices)
        if quick is not None and quick.value > enough:
            return quick
        return self.find_best(prices, gap=gap)

    def find_best(self, prices: Floats, *, gap: float = 0.0) -> Priced:
        """The best cohort under the prices, or one worth at most `gap` less.

        The bound holds for every cohort all the same.
        """
        scale = COST_SCALE / max(float(np.abs(prices).max()), 1e-300)
        gap = max(PRICING_GAP * COST_SCALE, gap * scale)
        answer = maximise(self.program, prices * scale, watch=self.watch, gap=gap)
        cohort = answer.whole_values()
        return Priced(cohort, float(prices @ cohort), answer.bound / scale)


def cover_kinds(kinds: Kinds, watch: Watch) -> tuple[Program, NDArray[np.int64]]:
    """(the cohort program, cohorts that together contain every kind that is in any).

    In the program kinds that are in no cohort have the upper bound 0: every kind not
    seen yet is asked for by an integer program of its own.
    """
    program = cohort_program(kinds)
    size = len(kinds.sizes)
    seen, upper = np.zeros(size, dtype=bool), program.upper.copy()
    cohorts = []
    for kind in np.flatnonzero(upper > 0).tolist():
        if seen[kind]:
            continue
        watch.report("kinds without a chance", kind, size)
        costs = np.where(seen, 0.0, 1.0 / size)
        costs[kind] = 2.0
        answer = maximise(program, costs, watch=watch, gap=WHOLE_STEP_GAP)
        cohort = answer.whole_values()
        cohorts.append(cohort)
        seen |= cohort > 0
        if answer.outcome is Outcome.OPTIMAL and not cohort[kind]:
            upper[kind] = 0.0
    return replace(program, upper=upper), np.array(cohorts)


def follow_means(pricing: Pricing, means: Floats, count: int) -> NDArray[np.int64]:
    """Cohorts that follow these averages."""
    face = replace(pricing.face, means=means)
    cohorts = find_starters(face, count, pricing.watch)
    return np.array(cohorts, dtype=np.int64).reshape(len(cohorts), len(means))


def neighbours(
    program: Program, kinds: Kinds, cohort: Integers, prices: Floats, enough: float
) -> NDArray[np.int64]:
    """Cohorts one exchange away that are worth more than `enough`, the best first.

    They come nearly for free, and many columns at once make the prices settle sooner.
    """
    counts, value = program.matrix @ cohort, float(prices @ cohort)
    found: list[tuple[float, int, int]] = []
    free = np.flatnonzero(cohort < program.upper)
    for leaver in np.flatnonzero(cohort).tolist():
        joiners = free[kinds.sizes[free] == kinds.sizes[leaver]]
        worth = value - prices[leaver] + prices[joiners]
        joiners = joiners[worth > enough]
        after = (counts - program.matrix[:, leaver])[:, None] + program.matrix[
            :, joiners
        ]
        fits = (after >= program.row_lower[:, None]) & (
            after <= program.row_upper[:, None]
        )
        for joiner in joiners[fits.all(axis=0)].tolist():
            if joiner != leaver:
                gain = float(prices[joiner] - prices[leaver])
                found.append((-gain, leaver, joiner))
    found.sort()
    rows = np.tile(cohort, (min(len(found), NEIGHBOURS), 1))
    for row, (_, leaver, joiner) in zip(rows, found, strict=False):
        row[leaver] -= 1
        row[joiner] += 1
    return rows
