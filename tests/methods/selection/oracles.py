"""Slow, obvious answers by looking at every cohort, to check the fast ones against."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

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
