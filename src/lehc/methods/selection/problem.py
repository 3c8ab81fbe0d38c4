"""The question: who may be chosen, for how many seats, under which targets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from lehc.methods.selection.errors import SelectionError

Item = TypeVar("Item")


@dataclass(frozen=True)
class Person:
    """Somebody who may be chosen. `values` follow the order of the pool's features.

    `score` is merit (higher is better; None: not scored). People who share a `team`
    come in together or not at all (None: comes alone).
    """

    id: str
    values: tuple[str, ...]
    score: float | None = None
    team: str | None = None


@dataclass(frozen=True)
class Pool:
    """The people who may be chosen and the features their values belong to.

    Raises SelectionError: `duplicate_feature`, `duplicate_id`,
    `wrong_number_of_values`.
    """

    features: tuple[str, ...]
    people: tuple[Person, ...]

    def __post_init__(self) -> None:
        for feature in repeated(self.features):
            raise SelectionError("duplicate_feature", feature=feature)
        for identifier in repeated(person.id for person in self.people):
            raise SelectionError("duplicate_id", id=identifier)
        for person in self.people:
            if len(person.values) != len(self.features):
                raise SelectionError("wrong_number_of_values", id=person.id)

    @cached_property
    def column(self) -> dict[str, int]:
        """Where each feature stands in a person's values."""
        return {feature: place for place, feature in enumerate(self.features)}

    @cached_property
    def by_id(self) -> dict[str, Person]:
        """Each person by their id."""
        return {person.id: person for person in self.people}

    def value(self, person: Person, feature: str) -> str:
        """The person's value of a feature."""
        return person.values[self.column[feature]]


@dataclass(frozen=True)
class Target:
    """Between `minimum` and `maximum` seats go to people with this value.

    With `and_feature` and `and_value` the target is for the pair: people who have
    both values. `weight` is how much one seat's change of it counts where targets
    can't all be met (above 0; infinite: it must not change).
    """

    feature: str
    value: str
    minimum: int
    maximum: int
    and_feature: str | None = None
    and_value: str | None = None
    weight: float = 1.0

    @property
    def conditions(self) -> tuple[tuple[str, str], ...]:
        """The (feature, value) pairs a person must have to count."""
        first = (self.feature, self.value)
        if self.and_feature is None or self.and_value is None:
            return (first,)
        return (first, (self.and_feature, self.and_value))

    @property
    def key(self) -> tuple[tuple[str, str], ...]:
        """What makes it the same target whatever its numbers, in a fixed order."""
        return tuple(sorted(self.conditions))


@dataclass(frozen=True)
class Problem:
    """A pool, targets and a number of seats.

    `accepted` people already have a place and keep it; `excluded` people cannot be
    chosen. A value without a target may take 0 to all seats
    (`values_without_target` lists them).

    Raises SelectionError: `no_seats`, `unknown_feature`, `negative_target`,
    `minimum_above_maximum`, `weight_not_positive`, `duplicate_target`,
    `pair_of_one_feature`, `unknown_id`, `accepted_and_excluded`,
    `more_accepted_than_seats`, `team_divided`.
    """

    pool: Pool
    targets: tuple[Target, ...]
    seats: int
    accepted: frozenset[str] = frozenset()
    excluded: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if self.seats < 1:
            raise SelectionError("no_seats", seats=self.seats)
        for target in self.targets:
            check_target(target, self.pool)
        for key in repeated(target.key for target in self.targets):
            raise SelectionError("duplicate_target", target=describe_key(key))
        check_people(self)


def check_target(target: Target, pool: Pool) -> None:
    """Raise SelectionError unless the target makes sense for this pool."""
    facts = {"feature": target.feature, "value": target.value}
    for feature, _ in target.conditions:
        if feature not in pool.column:
            raise SelectionError("unknown_feature", feature=feature)
    if len({feature for feature, _ in target.conditions}) < len(target.conditions):
        raise SelectionError("pair_of_one_feature", **facts)
    numbers = {"minimum": target.minimum, "maximum": target.maximum}
    if target.minimum < 0 or target.maximum < 0:
        raise SelectionError("negative_target", **facts, **numbers)
    if target.minimum > target.maximum:
        raise SelectionError("minimum_above_maximum", **facts, **numbers)
    if not target.weight > 0:
        raise SelectionError("weight_not_positive", **facts)


def check_people(problem: Problem) -> None:
    """Raise SelectionError unless accepted and excluded people fit pool and teams."""
    for identifier in sorted(problem.accepted | problem.excluded):
        if identifier not in problem.pool.by_id:
            raise SelectionError("unknown_id", id=identifier)
    for identifier in sorted(problem.accepted & problem.excluded):
        raise SelectionError("accepted_and_excluded", id=identifier)
    if len(problem.accepted) > problem.seats:
        count = len(problem.accepted)
        raise SelectionError(
            "more_accepted_than_seats", accepted=count, seats=problem.seats
        )
    settled = problem.accepted | problem.excluded
    for team, members in sorted(teams_of(problem.pool).items()):
        states = {
            (person.id in problem.accepted, person.id in problem.excluded)
            for person in members
        }
        if len(states) > 1 and any(person.id in settled for person in members):
            raise SelectionError("team_divided", team=team)


def teams_of(pool: Pool) -> dict[str, tuple[Person, ...]]:
    """The members of each team, in the pool's order."""
    members: dict[str, list[Person]] = {}
    for person in pool.people:
        if person.team is not None:
            members.setdefault(person.team, []).append(person)
    return {team: tuple(people) for team, people in members.items()}


def values_without_target(problem: Problem) -> tuple[tuple[str, str, int], ...]:
    """(feature, value, people) of targeted features whose value has no target.

    They may take any number of seats; a caller must say so to the reader.
    """
    simple = [target for target in problem.targets if target.and_feature is None]
    covered = {(target.feature, target.value) for target in simple}
    found: Counter[tuple[str, str]] = Counter()
    for feature in {target.feature for target in simple}:
        column = problem.pool.column[feature]
        found.update((feature, person.values[column]) for person in problem.pool.people)
    return tuple(
        (feature, value, count)
        for (feature, value), count in sorted(found.items())
        if (feature, value) not in covered
    )


def describe_key(key: tuple[tuple[str, str], ...]) -> str:
    """A target's conditions as words, for messages."""
    return " and ".join(f"{feature} {value}" for feature, value in key)


def repeated(items: Iterable[Item]) -> list[Item]:
    """The items that occur more than once, in order of first appearance."""
    return [item for item, count in Counter(items).items() if count > 1]
