"""The three criteria: relaxed chances, a lottery that reaches them, or what is best."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lehc.methods.selection.cohorts import cohort_program
from lehc.methods.selection.errors import TimeRanOutError
from lehc.methods.selection.kinds import Kinds
from lehc.methods.selection.lotteries.columns import Pricing, follow_means
from lehc.methods.selection.lotteries.exact_leximin import ExactLeximin
from lehc.methods.selection.lotteries.exact_nash import WELFARE_GAP, exact_welfare
from lehc.methods.selection.lotteries.marginals import leximin_marginals
from lehc.methods.selection.lotteries.realisation import (
    Mixture,
    Realisation,
    realise,
    starter_count,
)
from lehc.methods.selection.lotteries.welfare import welfare_marginals
from lehc.methods.selection.solver import Floats
from lehc.methods.selection.watch import Watch


@dataclass(frozen=True, eq=False)
class Solution:
    """A mixture, whether it is proved best, and the bound (see Lottery.bound)."""

    mixture: Mixture
    is_proved: bool
    bound: float


def solve_leximin(kinds: Kinds, watch: Watch) -> Solution:
    """Leximin: reach the relaxed chances, else settle level after level."""
    return solve_levels(kinds, watch, None)


def solve_maximin(kinds: Kinds, watch: Watch) -> Solution:
    """Maximin: of its many lotteries the leximin one, when that can be reached.

    Otherwise only the first level is settled with a proof.
    """
    return solve_levels(kinds, watch, 1)


def solve_levels(kinds: Kinds, watch: Watch, levels: int | None) -> Solution:
    """Leximin, or its first few levels."""
    program = cohort_program(kinds)
    chances = leximin_marginals(kinds, program=program, watch=watch).chances
    reached = realise(kinds, chances * kinds.numbers, watch)
    if reached is not None and reached.is_exact:
        return Solution(reached.mixture, True, smallest(chances))
    try:
        return solve_further(kinds, reached, chances, watch, levels)
    except TimeRanOutError:
        if reached is None:
            raise
        # A lottery all the same, though not the fairest: the relaxed bound says by
        # how much at most.
        return Solution(reached.mixture, False, smallest(chances))


def solve_further(
    kinds: Kinds,
    reached: Realisation | None,
    chances: Floats,
    watch: Watch,
    levels: int | None,
) -> Solution:
    """Where the relaxed chances were not reached: tighter ones, else exactly."""
    pricing = Pricing(kinds, watch)
    if (pricing.program.upper < cohort_program(kinds).upper).any():
        # Kinds that are in no cohort gave the first bound hopes; a tighter one may
        # be reached.
        tighter = leximin_marginals(kinds, program=pricing.program, watch=watch)
        chances = tighter.chances
        reached = realise(kinds, chances * kinds.numbers, watch)
        if reached is not None and reached.is_exact:
            return Solution(reached.mixture, True, smallest(chances))
    known = known_cohorts(pricing, reached, chances * kinds.numbers)
    exact = ExactLeximin(kinds, known, pricing, watch).run(levels)
    return Solution(exact.mixture, exact.is_proved, exact.bound)


def solve_nash(kinds: Kinds, watch: Watch) -> Solution:
    """Nash welfare: reach the relaxed optimum, else generate cohorts."""
    program = cohort_program(kinds)
    start = leximin_marginals(kinds, program=program, watch=watch).chances
    relaxed = welfare_marginals(kinds, program, start, watch)
    means = relaxed.chances * kinds.numbers
    reached = realise(kinds, means, watch)
    if reached is not None and reached.is_exact:
        bound = mean_logarithm(kinds, relaxed.chances) + relaxed.gap
        return Solution(reached.mixture, relaxed.gap <= WELFARE_GAP, bound)
    pricing = Pricing(kinds, watch)
    known = known_cohorts(pricing, reached, means)
    exact = exact_welfare(kinds, known, pricing, watch)
    shares = exact.mixture.means() / kinds.numbers
    welfare = mean_logarithm(kinds, shares)
    gap = exact.gap
    if ((shares > 0) == (relaxed.chances > 0)).all():
        # About the same people, so the relaxed bound holds for them too.
        relaxed_bound = mean_logarithm(kinds, relaxed.chances) + relaxed.gap
        gap = min(gap, relaxed_bound - welfare)
    return Solution(exact.mixture, gap <= WELFARE_GAP, welfare + gap)


def known_cohorts(
    pricing: Pricing, reached: Realisation | None, means: Floats
) -> NDArray[np.int64]:
    """Cohorts to begin column generation with; every possible kind is in one."""
    found = [pricing.first, follow_means(pricing, means, 2 * starter_count(len(means)))]
    if reached is not None:
        found.append(reached.mixture.cohorts)
    distinct: NDArray[np.int64] = np.unique(np.vstack(found), axis=0)
    return distinct


def smallest(chances: Floats) -> float:
    """The smallest chance above 0."""
    return float(chances[chances > 0].min(initial=1.0))


def mean_logarithm(kinds: Kinds, chances: Floats) -> float:
    """The mean logarithm of the chances of everyone who has one."""
    people = (kinds.sizes * kinds.numbers).astype(float)
    used = chances > 0
    if not used.any():
        return 0.0
    return float(people[used] @ np.log(chances[used]) / people[used].sum())
