"""Fair lotteries over all cohorts: maximin, leximin, and largest Nash welfare.

maximin   makes the smallest chance as large as possible
leximin   then the next smallest, and so on
nash      makes the product of all chances as large as possible

The chances that the linear relaxation allows bound every lottery (`marginals`,
`welfare`). Where a lottery over real cohorts reaches them it is proved optimal; where
none can, column generation goes on from there (`exact_leximin`, `exact_nash`) and the
result says how far it got.

People who are in no cohort at all have the chance 0 in every lottery; the criteria are
about the others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lehc.methods.selection.best import unit_chances
from lehc.methods.selection.errors import SelectionError
from lehc.methods.selection.feasibility import require_feasible
from lehc.methods.selection.kinds import Kinds, Unit, merge_kinds
from lehc.methods.selection.lotteries.realisation import Mixture
from lehc.methods.selection.lotteries.solutions import (
    Solution,
    solve_leximin,
    solve_maximin,
    solve_nash,
)
from lehc.methods.selection.problem import Problem
from lehc.methods.selection.solver import Floats, Outcome
from lehc.methods.selection.watch import UNWATCHED, Watch

VERSION = "1"
SOLVERS = {"maximin": solve_maximin, "leximin": solve_leximin, "nash": solve_nash}


@dataclass(frozen=True, eq=False)
class Lottery:
    """Cohorts with probabilities, everybody's chance, and the proof.

    A cohort is given by kinds: cohort i takes numbers[i, k] of the interchangeable
    units in groups[k] (single people, or teams), each of them equally likely, and
    everybody in `accepted`. Its probability is probabilities[i].

    outcome  optimal: no lottery is better by the method's measure; gap: not proved
    bound    what the smallest chance of any lottery cannot exceed, among people with
             a chance (maximin, leximin); what the mean logarithm of those people's
             chances cannot exceed (nash)
    """

    method: str
    outcome: Outcome
    bound: float
    accepted: tuple[str, ...]
    groups: tuple[tuple[Unit, ...], ...]
    numbers: NDArray[np.int64]
    probabilities: Floats
    chances: Mapping[str, float]
    version: str = VERSION

    @property
    def smallest_chance(self) -> float:
        """The smallest chance of anybody in the pool."""
        return min(self.chances.values())

    @property
    def without_chance(self) -> tuple[str, ...]:
        """Who has no chance at all (see `reasons_without_chance`), sorted."""
        return tuple(sorted(name for name, p in self.chances.items() if p == 0))


def lottery(problem: Problem, *, method: str, watch: Watch = UNWATCHED) -> Lottery:
    """The fairest lottery over all cohorts that meet the targets.

    method: "maximin", "leximin" or "nash". Nothing here is left to chance: the same
    problem has the same lottery, whatever the order of its rows.
    Raises CannotBeMetError; SelectionError `unknown_method`; TimeRanOutError.
    """
    if method not in SOLVERS:
        raise SelectionError("unknown_method", method=method)
    kinds = merge_kinds(problem)
    require_feasible(problem, kinds, watch=watch)
    if not len(kinds.sizes) or kinds.seats == 0:
        solution = nobody_to_choose(kinds)
    else:
        solution = SOLVERS[method](kinds, watch)
    shares = solution.mixture.means() / kinds.numbers
    return Lottery(
        method=method,
        outcome=Outcome.OPTIMAL if solution.is_proved else Outcome.GAP,
        bound=solution.bound,
        accepted=tuple(sorted(problem.accepted)),
        groups=kinds.units,
        numbers=solution.mixture.cohorts,
        probabilities=solution.mixture.probabilities,
        chances=unit_chances(problem, kinds, np.clip(shares, 0.0, 1.0)),
    )


def nobody_to_choose(kinds: Kinds) -> Solution:
    """Every seat is taken already: one cohort, the accepted people."""
    cohort = np.zeros((1, len(kinds.sizes)), dtype=np.int64)
    return Solution(Mixture(cohort, np.ones(1)), is_proved=True, bound=0.0)
