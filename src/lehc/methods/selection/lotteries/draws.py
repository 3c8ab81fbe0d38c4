"""Drawing a cohort: directly from a seed, or as one of m equally likely numbered ones.

Numbered cohorts are for a public draw with real balls or dice: a lottery whose
probabilities are multiples of 1/m. They are found by letting m copies of the lottery's
cohorts walk by exchanges until every kind occurs as often as its chance asks, nearly;
within a kind people take turns. How far anybody's chance then is from the lottery's is
counted, so the bound is proved by the list itself.
Source of the idea: Flanigan, Kehne, Procaccia, Fair sortition made transparent, 2021.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lehc.methods.selection.cohorts import shuffled
from lehc.methods.selection.errors import SelectionError
from lehc.methods.selection.kinds import Integers, merge_kinds
from lehc.methods.selection.lotteries.ensemble import Ensemble
from lehc.methods.selection.lotteries.face import find_face
from lehc.methods.selection.lotteries.lottery import Lottery
from lehc.methods.selection.lotteries.moves import make_moves
from lehc.methods.selection.problem import Problem

DEFAULT_COUNT = 1000
# The list is fixed before the draw, so its own choices are the same in every run.
NUMBERING_SEED = 20260103
TRIES = 1500
STEPS_PER_COHORT = 2
MOST_STEPS = 10_000
TEMPERATURE = 1.0


@dataclass(frozen=True)
class NumberedCohorts:
    """m equally likely cohorts, number 1 first; chances are multiples of 1/m.

    `bound` is the most anybody's chance differs from the lottery's.
    """

    cohorts: tuple[tuple[str, ...], ...]
    chances: Mapping[str, float]
    bound: float

    def cohort(self, number: int) -> tuple[str, ...]:
        """The cohort with a drawn number, from 1; raises `no_such_number`."""
        if not 1 <= number <= len(self.cohorts):
            raise SelectionError(
                "no_such_number", number=number, count=len(self.cohorts)
            )
        return self.cohorts[number - 1]


def draw(lottery: Lottery, *, rng: np.random.Generator) -> tuple[str, ...]:
    """A cohort drawn from the lottery; everybody's chance is exactly the lottery's."""
    ladder = np.cumsum(lottery.probabilities)
    place = int(np.searchsorted(ladder, rng.random() * ladder[-1], side="right"))
    numbers = lottery.numbers[min(place, len(ladder) - 1)]
    chosen = set(lottery.accepted)
    for kind in np.flatnonzero(numbers):
        units = lottery.groups[kind]
        for unit in shuffled(len(units), rng)[: numbers[kind]]:
            chosen.update(units[unit])
    return tuple(sorted(chosen))


def draw_number(count: int, *, rng: np.random.Generator) -> int:
    """A number from 1 to `count`, each equally likely."""
    return int(rng.random() * count) + 1


def number_cohorts(
    problem: Problem, lottery: Lottery, *, count: int = DEFAULT_COUNT
) -> NumberedCohorts:
    """The lottery of a problem as `count` equally likely cohorts.

    Nothing is left to chance: the same lottery has the same list. Raises
    SelectionError `too_few_numbers`.
    """
    if count < 1:
        raise SelectionError("too_few_numbers", count=count)
    rows = walk_to_numbers(problem, lottery, count)
    members = list(take_turns(lottery, rows))
    seen = dict.fromkeys(lottery.chances, 0)
    for cohort in members:
        for identifier in cohort:
            seen[identifier] += 1
    chances = {identifier: times / count for identifier, times in seen.items()}
    return NumberedCohorts(
        cohorts=tuple(members),
        chances=chances,
        bound=max(abs(chances[name] - p) for name, p in lottery.chances.items()),
    )


def walk_to_numbers(
    problem: Problem, lottery: Lottery, count: int
) -> NDArray[np.int64]:
    """`count` cohorts (units by kind) that follow the lottery's chances."""
    first = spread_evenly(lottery.probabilities, count)
    if lottery.numbers.shape[1] == 0 or not lottery.numbers.any():
        return lottery.numbers[first]
    kinds = merge_kinds(problem)
    means = lottery.probabilities @ lottery.numbers
    rng = np.random.Generator(np.random.PCG64(NUMBERING_SEED))
    ensemble = Ensemble(make_moves(kinds, find_face(kinds, means)), means, rng)
    ensemble.add(list(lottery.numbers[first]), 1)
    steps = min(STEPS_PER_COHORT * max(count, 100), MOST_STEPS)
    ensemble.walk(steps, TEMPERATURE, max(1, TRIES // count))
    return ensemble.numbers()


def spread_evenly(probabilities: NDArray[np.float64], count: int) -> Integers:
    """`count` indices, each as often as its probability asks, rounded up or down."""
    ladder = np.cumsum(probabilities)
    points = (np.arange(count) + 0.5) / count * ladder[-1]
    indices: Integers = np.searchsorted(ladder, points).astype(np.int64)
    return indices


def take_turns(lottery: Lottery, rows: NDArray[np.int64]) -> Iterator[tuple[str, ...]]:
    """People for each cohort: within a kind whoever came least often comes next."""
    rng = np.random.Generator(np.random.PCG64(NUMBERING_SEED))
    orders = [shuffled(len(units), rng) for units in lottery.groups]
    turns = np.zeros(len(orders), dtype=np.int64)
    for numbers in rows:
        chosen = list(lottery.accepted)
        for kind in np.flatnonzero(numbers):
            units, order = lottery.groups[kind], orders[kind]
            for turn in range(turns[kind], turns[kind] + numbers[kind]):
                chosen.extend(units[order[turn % len(units)]])
            turns[kind] += numbers[kind]
        yield tuple(sorted(chosen))
