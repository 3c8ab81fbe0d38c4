"""Merging interchangeable people, so that size follows kinds and not people.

A *unit* comes in whole: one person, or a team. Two units are of one *kind* when they
hold equally many people, count equally towards every target and, where merit is in
question, have equal merit. A cohort is then a whole number of units of each kind.

Kinds, units and targets stand in an order that depends only on their content, so an
answer does not depend on the order of the rows it came from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lehc.methods.selection.problem import Person, Problem, Target, teams_of

Integers = NDArray[np.int64]
Unit = tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Kinds:
    """What is left to decide once accepted and excluded people are set aside.

    counts[k, j]  people of one unit of kind k who count towards target j
    sizes[k]      people in one unit of kind k
    numbers[k]    units of kind k
    merits[k]     merit of one unit of kind k (zeros where merit is not asked)
    lower, upper  what each target still allows, beyond the accepted people
    already[j]    accepted people who count towards target j
    seats         seats still free
    """

    targets: tuple[Target, ...]
    units: tuple[tuple[Unit, ...], ...]
    counts: Integers
    sizes: Integers
    numbers: Integers
    merits: Integers
    lower: Integers
    upper: Integers
    already: Integers
    seats: int

    def people(self, kind: int) -> list[str]:
        """Ids of everyone of a kind."""
        return [identifier for unit in self.units[kind] for identifier in unit]


def merge_kinds(problem: Problem, merits: Mapping[str, int] | None = None) -> Kinds:
    """Merge people into kinds; `merits` (by id), if given, keeps unequal ones apart."""
    targets = tuple(sorted(problem.targets, key=lambda target: target.key))
    rows = target_rows(problem, targets)
    grouped: dict[tuple[int, int, tuple[int, ...]], list[Unit]] = {}
    for unit in free_units(problem):
        counted = tuple(sorted(row for identifier in unit for row in rows[identifier]))
        merit = sum(merits[identifier] for identifier in unit) if merits else 0
        grouped.setdefault((len(unit), -merit, counted), []).append(unit)
    keys = sorted(grouped)
    already = np.zeros(len(targets), dtype=np.int64)
    for identifier in problem.accepted:
        already[rows[identifier]] += 1
    return Kinds(
        targets=targets,
        units=tuple(tuple(sorted(grouped[key])) for key in keys),
        counts=count_matrix([counted for _, _, counted in keys], len(targets)),
        sizes=np.array([size for size, _, _ in keys], dtype=np.int64),
        numbers=np.array([len(grouped[key]) for key in keys], dtype=np.int64),
        merits=np.array([-negative for _, negative, _ in keys], dtype=np.int64),
        lower=np.array([target.minimum for target in targets], dtype=np.int64)
        - already,
        upper=np.array([target.maximum for target in targets], dtype=np.int64)
        - already,
        already=already,
        seats=problem.seats - len(problem.accepted),
    )


def target_rows(problem: Problem, targets: tuple[Target, ...]) -> dict[str, list[int]]:
    """For each person's id, the numbers of the targets they count towards."""
    single: dict[int, dict[str, int]] = {}
    pairs: list[tuple[int, Target]] = []
    for row, target in enumerate(targets):
        if target.and_feature is None:
            column = problem.pool.column[target.feature]
            single.setdefault(column, {})[target.value] = row
        else:
            pairs.append((row, target))
    return {
        person.id: [
            *single_rows(person, single),
            *(row for row, target in pairs if meets_all(problem, person, target)),
        ]
        for person in problem.pool.people
    }


def single_rows(person: Person, single: dict[int, dict[str, int]]) -> Iterator[int]:
    """Rows of the targets on one feature that the person counts towards."""
    for column, rows in single.items():
        row = rows.get(person.values[column])
        if row is not None:
            yield row


def meets_all(problem: Problem, person: Person, target: Target) -> bool:
    """Whether the person meets every condition of a target."""
    return all(
        problem.pool.value(person, feature) == value
        for feature, value in target.conditions
    )


def free_units(problem: Problem) -> Iterator[Unit]:
    """Teams, and people who come alone, about whom nothing is settled yet."""
    settled = problem.accepted | problem.excluded
    for members in teams_of(problem.pool).values():
        unit = tuple(sorted(person.id for person in members))
        if not settled.intersection(unit):
            yield unit
    for person in problem.pool.people:
        if person.team is None and person.id not in settled:
            yield (person.id,)


def count_matrix(counted: list[tuple[int, ...]], targets: int) -> Integers:
    """One row a kind: how many of its people count towards each target."""
    counts = np.zeros((len(counted), targets), dtype=np.int64)
    for kind, rows in enumerate(counted):
        for row in rows:
            counts[kind, row] += 1
    return counts
