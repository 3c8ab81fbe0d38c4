"""Largest Nash welfare over all lotteries, exactly, by column generation.

Over the cohorts known so far: maximise sum_k w_k log p_k with p = A q, q >= 0,
sum q = 1, where A[k, i] = x_ik / n_k and w_k is the share of people of kind k. A new
cohort x helps exactly if sum_k w_k x_k / (n_k p_k) > 1, and by how much the largest
such value exceeds 1 bounds how much higher the mean logarithm of chances could be.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lehc.methods.selection.errors import TimeRanOutError
from lehc.methods.selection.kinds import Kinds
from lehc.methods.selection.lotteries.columns import Pricing, neighbours
from lehc.methods.selection.lotteries.realisation import Mixture
from lehc.methods.selection.lotteries.welfare import reach
from lehc.methods.selection.solver import Floats
from lehc.methods.selection.watch import Watch

# The mean logarithm of chances is proved to within this.
WELFARE_GAP = 1e-6
# Searches for new cohorts before the rest is left unproved (and said to be).
EFFORT = 300
# A search may stop this share of the open gap short of the best cohort.
SEARCH_GAP = 0.1
MOST_STEPS = 60
CENTRING = 0.1
FINISHED = 1e-11
UNUSED = 1e-8
SMALLEST = 1e-300


@dataclass(frozen=True, eq=False)
class ExactWelfare:
    """The mixture and what is left of a proof: 0 when nothing better exists."""

    mixture: Mixture
    gap: float


def exact_welfare(
    kinds: Kinds, cohorts: NDArray[np.int64], pricing: Pricing, watch: Watch
) -> ExactWelfare:
    """The lottery with the largest welfare among people who can have a chance at all.

    `cohorts` (one a row) must together contain every kind that is in any cohort.
    """
    people = (kinds.sizes * kinds.numbers).astype(float)
    people[~(cohorts > 0).any(axis=0)] = 0.0
    shares = people / people.sum()
    gap = np.inf
    for done in range(EFFORT):
        watch.report("lottery", done, EFFORT)
        probabilities = best_probabilities(cohorts, kinds, shares)
        used = probabilities > UNUSED
        prices = price(cohorts, kinds, shares, probabilities)
        if watch.seconds_left() <= 0:
            break
        try:
            open_gap = SEARCH_GAP * (gap if np.isfinite(gap) else 1.0)
            priced = pricing.find(prices, 1 + open_gap, gap=open_gap)
        except TimeRanOutError:
            break
        gap = min(gap, max(priced.bound - 1, 0.0))
        if gap <= WELFARE_GAP:
            break
        more = neighbours(pricing.program, kinds, priced.cohort, prices, 1.0)
        cohorts = np.vstack([cohorts[used], priced.cohort[None, :], more])
    else:
        probabilities = best_probabilities(cohorts, kinds, shares)
    used = probabilities > UNUSED
    weights = probabilities[used] / probabilities[used].sum()
    return ExactWelfare(Mixture(cohorts[used], weights), gap)


def price(
    cohorts: NDArray[np.int64], kinds: Kinds, shares: Floats, probabilities: Floats
) -> Floats:
    """What a unit of each kind is worth in a further cohort."""
    means = np.maximum(probabilities @ cohorts, SMALLEST)
    return np.where(shares > 0, shares / means, 0.0)


def best_probabilities(
    cohorts: NDArray[np.int64], kinds: Kinds, shares: Floats
) -> Floats:
    """The probabilities with the largest welfare over these cohorts.

    A primal-dual interior point method; `prices` belong to q >= 0, the sum is kept.
    """
    counted = shares > 0
    weights = shares[counted]
    matrix = (cohorts[:, counted] / kinds.numbers[counted]).T
    count = matrix.shape[1]
    chosen, prices = np.full(count, 1.0 / count), np.ones(count)
    for _ in range(MOST_STEPS):
        centre = float(chosen @ prices) / count
        if centre < FINISHED / count:
            break
        chances = matrix @ chosen
        gradient = -(matrix.T @ (weights / chances))
        curved = (matrix.T * (weights / chances**2)) @ matrix
        curved[np.diag_indices(count)] += prices / chosen
        goal = CENTRING * centre / chosen
        both = np.linalg.solve(
            curved, np.column_stack([goal - gradient, np.ones(count)])
        )
        dual = both[:, 0].sum() / both[:, 1].sum()
        move = both[:, 0] - dual * both[:, 1]
        price_move = goal - prices - prices / chosen * move
        chosen = chosen + reach(chosen, move) * move
        prices = prices + reach(prices, price_move) * price_move
    result: Floats = chosen / chosen.sum()
    return result
