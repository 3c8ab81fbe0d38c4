"""Turning average numbers of units into a lottery over real cohorts.

1. A few cohorts that follow the averages (`starters`).
2. Copies of them walk until they average nearly what is wanted (`ensemble`).
3. Probabilities make it exact (`weights`). Where that fails, the direction that
   separates the cohorts from the averages says which cohorts are missing: some are
   added and the walk goes on.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lehc.methods.selection.kinds import Integers, Kinds
from lehc.methods.selection.lotteries.ensemble import Ensemble, count_units
from lehc.methods.selection.lotteries.face import Face, find_face
from lehc.methods.selection.lotteries.moves import make_moves
from lehc.methods.selection.lotteries.starters import (
    SMALLEST_MEAN,
    Starters,
    find_starters,
)
from lehc.methods.selection.lotteries.weights import Weights, find_weights
from lehc.methods.selection.solver import Floats, Outcome, maximise
from lehc.methods.selection.watch import Watch

# Cohorts for each kind: fewer cannot average to anything in so many dimensions.
COHORTS_PER_KIND = 2.0
FEWEST_COHORTS = 20
# Cohorts to start from: one for so many kinds, within bounds.
KINDS_PER_STARTER = 14
FEWEST_STARTERS, MOST_STARTERS = 4, 150
# Steps of a walk: so many for each cohort, up to a limit; measured, see benchmarks.
STEPS_PER_COHORT = 1.5
MOST_STEPS = 6000
# Exchanges tried in one step, all cohorts together: enough to outweigh NumPy's calls,
# and not many more than can be made, since a step changes each kind once.
TRIES_PER_KIND = 10
FEWEST_TRIES, MOST_TRIES = 600, 1500
TEMPERATURE = 3.0
SEARCH_SEED = 20260102  # the search is the same in every run
ROUNDS = 8
# Share of the first cohorts that later rounds add again.
ADDED_SHARE = 1 / 6
NEGLIGIBLE = 1e-15
# A direction separates when the gap is beyond the solver's rounding.
CLEARLY = 1e-6


@dataclass(frozen=True, eq=False)
class Mixture:
    """Cohorts (units by kind, one a row) and their probabilities."""

    cohorts: NDArray[np.int64]
    probabilities: Floats

    def means(self) -> Floats:
        """Average units of each kind."""
        result: Floats = self.probabilities @ self.cohorts
        return result


@dataclass(frozen=True, eq=False)
class Realisation:
    """The mixture found; whether it meets the averages exactly."""

    mixture: Mixture
    is_exact: bool


def realise(kinds: Kinds, means: Floats, watch: Watch) -> Realisation | None:
    """A lottery over cohorts whose averages are `means`; None: no cohort fits them."""
    face = find_face(kinds, means)
    starters = find_starters(face, starter_count(len(means)), watch)
    if not starters:
        return None
    search = Search(kinds, face, watch)
    return search.run(starters)


def starter_count(kinds: int) -> int:
    """How many cohorts to start from: more kinds need more variety."""
    return int(np.clip(kinds // KINDS_PER_STARTER, FEWEST_STARTERS, MOST_STARTERS))


class Search:
    """The rounds of walking, weighing and adding what is missing."""

    def __init__(self, kinds: Kinds, face: Face, watch: Watch) -> None:
        self.face, self.watch = face, watch
        self.size = len(face.means)
        rng = np.random.Generator(np.random.PCG64(SEARCH_SEED))
        self.ensemble = Ensemble(make_moves(kinds, face), face.means, rng)
        self.target = int(COHORTS_PER_KIND * self.size) + FEWEST_COHORTS

    def run(self, starters: list[Integers]) -> Realisation:
        """Up to ROUNDS rounds; the last mixture, whether exact or not."""
        self.ensemble.add(starters, -(-self.target // len(starters)))
        finder = Starters(self.face, self.watch)
        for number in range(ROUNDS):
            self.watch.report("walk", number, ROUNDS)
            self.walk()
            cohorts = distinct_cohorts(self.ensemble.units, self.size)
            weights = find_weights(cohorts, self.face.means)
            if weights.is_exact or self.watch.seconds_left() <= 0:
                break
            if self.is_beyond(weights.direction):
                break
            self.add_missing(finder, weights)
        return Realisation(make_mixture(cohorts, weights), weights.is_exact)

    def walk(self) -> None:
        """One walk from hot to cold."""
        count = len(self.ensemble.units)
        steps = min(int(STEPS_PER_COHORT * count), MOST_STEPS)
        tries = int(np.clip(TRIES_PER_KIND * self.size, FEWEST_TRIES, MOST_TRIES))
        self.ensemble.walk(steps, TEMPERATURE, max(1, tries // count))

    def is_beyond(self, direction: Floats) -> bool:
        """Whether no lottery can have these averages: a proof by one integer program.

        If every cohort's value along the direction is below the averages' value, so
        is every mixture's.
        """
        largest = float(np.abs(direction).max(initial=0.0))
        if largest == 0:
            return False
        costs = direction / largest
        goal = float(costs @ self.face.means)
        answer = maximise(self.face.program, costs, watch=self.watch)
        if answer.outcome is Outcome.INFEASIBLE or answer.bound < goal - CLEARLY:
            return True
        self.ensemble.add([answer.whole_values()], 1)
        return False

    def add_missing(self, finder: Starters, weights: Weights) -> None:
        """Add cohorts that have what the best probabilities still give too little."""
        number = max(FEWEST_STARTERS, starter_count(self.size) // 3)
        copies = max(1, int(self.target * ADDED_SHARE) // number)
        share = copies / len(self.ensemble.units)
        scale = np.sqrt(np.maximum(self.face.means, SMALLEST_MEAN))
        missing = -weights.residual
        added = []
        for _ in range(number):
            cohort = finder.find(missing / scale)
            if cohort is None:
                break
            added.append(cohort)
            missing += share * (self.face.means - cohort)
        self.ensemble.add(added, copies)


def distinct_cohorts(units: NDArray[np.int32], kinds: int) -> NDArray[np.int64]:
    """Each cohort of the ensemble once, as numbers of units by kind."""
    return count_units(np.unique(np.sort(units, axis=1), axis=0), kinds)


def make_mixture(cohorts: NDArray[np.int64], weights: Weights) -> Mixture:
    """The mixture without cohorts whose probability is as good as none."""
    keep = weights.probabilities > NEGLIGIBLE
    probabilities = weights.probabilities[keep]
    return Mixture(cohorts[keep], probabilities / probabilities.sum())
