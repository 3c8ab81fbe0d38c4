"""The set of all cohorts as an integer program, and solutions as people."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lehc.methods.selection.kinds import Integers, Kinds
from lehc.methods.selection.problem import Problem, Target
from lehc.methods.selection.solver import Program


@dataclass(frozen=True)
class TargetCount:
    """A target and how many seats a cohort gives it."""

    target: Target
    got: int


def cohort_program(kinds: Kinds) -> Program:
    """x[k] units of each kind, so that seats are filled and every target holds."""
    seats = float(kinds.seats)
    return Program(
        matrix=np.vstack([kinds.sizes, kinds.counts.T]).astype(float),
        row_lower=np.concatenate([[seats], kinds.lower]).astype(float),
        row_upper=np.concatenate([[seats], kinds.upper]).astype(float),
        lower=np.zeros(len(kinds.sizes)),
        upper=np.minimum(kinds.numbers, most_units(kinds)).astype(float),
        whole=np.ones(len(kinds.sizes), dtype=bool),
    )


def most_units(kinds: Kinds) -> Integers:
    """Units of each kind that seats and maxima could hold at all."""
    most: Integers = np.maximum(kinds.seats, 0) // kinds.sizes
    room = np.maximum(kinds.upper, 0)
    for column, limit in zip(kinds.counts.T, room, strict=True):
        used = column > 0
        most[used] = np.minimum(most[used], limit // column[used])
    return most


def forbid_again(program: Program, found: Integers, columns: Integers) -> Program:
    """The program without solutions that are at least `found` in every `columns`.

    For sums that are fixed (seats) or minimal (changes of targets), the only such
    solution is `found` itself, so exactly that one is forbidden: in some column j
    with found[j] > 0 the value must go down. Where a column cannot go above found[j]
    the sum says it; otherwise a 0/1 column b[j] chooses where:
    x[j] + room[j] b[j] <= found[j] - 1 + room[j], sum b >= 1.
    """
    used = columns[found[columns] > 0]
    if not len(used):
        raise ValueError("nothing to forbid: the solution found is all zeros")
    room = program.upper[used] - found[used] + 1
    if (room == 1).all():
        row = np.zeros((1, len(program.lower)))
        row[0, used] = 1
        return program.with_rows(
            row, np.array([-np.inf]), np.array([found[used].sum() - 1.0])
        )
    width = len(program.lower)
    wider = program.with_columns(np.ones(len(used)))
    rows = np.zeros((len(used) + 1, width + len(used)))
    places = np.arange(len(used))
    rows[places, used] = 1
    rows[places, width + places] = room
    rows[-1, width:] = 1
    upper = np.append(found[used] - 1 + room, np.inf)
    return wider.with_rows(rows, np.append(np.full(len(used), -np.inf), 1.0), upper)


def draw_people(
    problem: Problem, kinds: Kinds, numbers: Integers, rng: np.random.Generator
) -> tuple[str, ...]:
    """A cohort with so many units of each kind: which units is left to chance."""
    chosen = set(problem.accepted)
    for kind in np.flatnonzero(numbers):
        units = kinds.units[kind]
        for place in shuffled(len(units), rng)[: numbers[kind]]:
            chosen.update(units[place])
    return tuple(sorted(chosen))


def shuffled(count: int, rng: np.random.Generator) -> NDArray[np.intp]:
    """A random order of 0..count-1, each equally likely.

    Sorting uniform numbers uses only the part of NumPy's generator whose stream is
    kept the same from version to version, so an old seed still gives its old draw.
    """
    return np.argsort(rng.random(count), kind="stable")


def count_targets(problem: Problem, chosen: frozenset[str]) -> tuple[TargetCount, ...]:
    """How many of the chosen people count towards each target, in the given order."""
    people = [problem.pool.by_id[identifier] for identifier in chosen]
    return tuple(
        TargetCount(
            target,
            sum(
                all(problem.pool.value(person, f) == v for f, v in target.conditions)
                for person in people
            ),
        )
        for target in problem.targets
    )
