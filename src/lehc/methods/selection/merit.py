"""Merit as whole numbers, so that sums, ties and proofs of optimality are exact."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import reduce

from lehc.methods.selection.errors import SelectionError
from lehc.methods.selection.problem import Problem

# Scores are read to this many decimals; assessors' means need no more.
DECIMALS = 6
LARGEST_SCORE = 1e6


@dataclass(frozen=True)
class Merits:
    """Each person's score as a whole number of steps; one step is `step` of score."""

    steps: Mapping[str, int]
    step: Fraction

    def score(self, steps: float) -> float:
        """So many steps as a score."""
        return float(Fraction(steps) * self.step)


def whole_merits(problem: Problem) -> Merits:
    """The scores of everyone who may be chosen or is accepted, in the largest steps.

    Scores are rounded to six decimals. Accepted people may be without a score (it
    counts 0: they are not in question); for anyone else a missing score is an error,
    because no number would be fair. Where nobody at all has a score everybody counts
    the same, and every cohort that meets the targets is as good as any other. Raises
    SelectionError: `score_missing`, `score_not_a_number`, `score_too_large`.
    """
    units = {}
    missing = []
    for person in problem.pool.people:
        if person.id in problem.excluded:
            continue
        if person.score is None and person.id not in problem.accepted:
            missing.append(person.id)
        units[person.id] = score_units(person.id, person.score or 0.0)
    if missing and has_scores(problem):
        raise SelectionError("score_missing", ids=tuple(sorted(missing)))
    divisor = reduce(math.gcd, units.values(), 0) or 1
    return Merits(
        steps={identifier: number // divisor for identifier, number in units.items()},
        step=Fraction(divisor, 10**DECIMALS),
    )


def has_scores(problem: Problem) -> bool:
    """Whether anybody in the pool has a score."""
    return any(person.score is not None for person in problem.pool.people)


def score_units(identifier: str, score: float) -> int:
    """A score in millionths, from its decimal digits."""
    if not math.isfinite(score):
        raise SelectionError("score_not_a_number", id=identifier)
    if abs(score) > LARGEST_SCORE:
        raise SelectionError("score_too_large", id=identifier, largest=LARGEST_SCORE)
    return int((Decimal(repr(score)) * 10**DECIMALS).to_integral_value())
