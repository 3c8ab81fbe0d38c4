"""Slow, obvious answers by looking at every cohort, to check the fast ones against."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import highspy
import numpy as np

from lehc.methods.selection import Problem, Target


def every_group(problem: Problem) -> Iterator[frozenset[str]]:
    """Every set of people that fills the seats and keeps teams whole."""
    ids = [person.id for person in problem.pool.people]
    for group in combinations(ids, problem.seats):
        chosen = frozenset(group)
        if keeps_teams(problem, chosen) and keeps_settled(problem, chosen):
            yield chosen


def keeps_teams(problem: Problem, chosen: frozenset[str]) -> bool:
    """Whether each team is in or out as a whole."""
    states: dict[str, set[bool]] = {}
    for person in problem.pool.people:
        if person.team is not None:
            states.setdefault(person.team, set()).add(person.id in chosen)
    return all(len(state) == 1 for state in states.values())


def keeps_settled(problem: Problem, chosen: frozenset[str]) -> bool:
    """Whether accepted people are in and excluded people out."""
    return problem.accepted <= chosen and not problem.excluded & chosen


def seats_of(problem: Problem, chosen: frozenset[str], target: Target) -> int:
    """How many of the chosen count towards the target."""
    count = 0
    for person in problem.pool.people:
        values = dict(zip(problem.pool.features, person.values, strict=True))
        is_counted = values[target.feature] == target.value
        if target.and_feature is not None:
            is_counted = is_counted and values[target.and_feature] == target.and_value
        count += is_counted and person.id in chosen
    return count


def every_cohort(problem: Problem) -> list[frozenset[str]]:
    """Every group that meets every target."""
    return [
        group
        for group in every_group(problem)
        if all(
            target.minimum <= seats_of(problem, group, target) <= target.maximum
            for target in problem.targets
        )
    ]


def merit_of(problem: Problem, chosen: frozenset[str]) -> float:
    """The total score."""
    return sum(p.score or 0.0 for p in problem.pool.people if p.id in chosen)


def smallest_changes(problem: Problem) -> tuple[int, set[tuple[tuple[int, int], ...]]]:
    """The smallest total change, and every (fall, rise) per target that reaches it."""
    changes = set()
    for group in every_group(problem):
        needed = []
        for target in problem.targets:
            got = seats_of(problem, group, target)
            needed.append((max(target.minimum - got, 0), max(got - target.maximum, 0)))
        changes.add(tuple(needed))
    size = min(sum(map(sum, change)) for change in changes)
    return size, {change for change in changes if sum(map(sum, change)) == size}


def leximin_chances(problem: Problem) -> dict[str, float]:
    """Leximin by one linear program a person and level, over every cohort there is."""
    cohorts = every_cohort(problem)
    ids = [person.id for person in problem.pool.people]
    fixed: dict[str, float] = {}
    while len(fixed) < len(ids):
        level = highest(cohorts, [i for i in ids if i not in fixed], fixed)
        for name in [i for i in ids if i not in fixed]:
            floors = {other: level for other in ids if other not in fixed} | fixed
            del floors[name]
            if highest(cohorts, [name], floors) < level + 1e-7:
                fixed[name] = level
    return fixed


def highest(
    cohorts: list[frozenset[str]], raised: list[str], floors: dict[str, float]
) -> float:
    """The highest smallest chance of the raised people, the others above floors."""
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    for _ in cohorts:
        solver.addVar(0.0, 1.0)
    solver.addVar(0.0, 1.0)
    index = np.arange(len(cohorts) + 1, dtype=np.int32)
    solver.addRow(1.0, 1.0, len(cohorts), index[:-1], np.ones(len(cohorts)))
    for name in [*raised, *floors]:
        is_in = [float(name in cohort) for cohort in cohorts]
        is_raised = name in raised
        row = np.array([*is_in, -1.0 if is_raised else 0.0])
        floor = 0.0 if is_raised else floors[name] - 1e-9
        solver.addRow(floor, 2.0, len(row), index, row)
    solver.changeColCost(len(cohorts), 1.0)
    solver.changeObjectiveSense(highspy.ObjSense.kMaximize)
    solver.run()
    return float(solver.getInfo().objective_function_value)


def welfare_gap(problem: Problem, chances: dict[str, float]) -> float:
    """How far from the largest Nash welfare: by looking at every cohort.

    Concavity: the chances are best exactly if for every cohort the sum of its members'
    1 / chance is at most the number of people with a chance.
    """
    able = [name for name, chance in chances.items() if chance > 0]
    values = [
        sum(1 / chances[name] for name in able if name in cohort)
        for cohort in every_cohort(problem)
    ]
    return max(values) / len(able) - 1
