"""Why targets cannot be met, as facts a lay reader can use.

Words are the caller's: a `Conflict` has a code and numbers, a `Change` says which
target would have to be what.
"""

from __future__ import annotations

from dataclasses import dataclass

from lehc.methods.selection.errors import SelectionError
from lehc.methods.selection.kinds import Kinds, merge_kinds
from lehc.methods.selection.problem import Problem, Target


@dataclass(frozen=True)
class Change:
    """A target with the numbers it would need."""

    target: Target
    minimum: int
    maximum: int

    @property
    def seats(self) -> int:
        """By how many seats the target moves."""
        lowered = self.target.minimum - self.minimum
        return lowered + self.maximum - self.target.maximum


@dataclass(frozen=True)
class Conflict:
    """One plain reason. `wanted` and `available` are numbers of people or seats.

    Codes: `too_few_people` (seats wanted, people available);
    `teams_do_not_fill_seats` (no combination of whole teams and single people);
    `too_few_with_value` (a minimum, people with the value);
    `too_many_accepted` (accepted people with the value, the maximum);
    `minima_above_seats` (sum of a feature's minima, seats);
    `maxima_below_seats` (seats, sum of a feature's maxima and of people whose value
    has no target). Where none applies the targets only clash together.
    """

    code: str
    wanted: int
    available: int
    feature: str = ""
    value: str = ""


@dataclass(frozen=True)
class Explanation:
    """Plain conflicts, and every smallest change (up to a limit) that would help.

    `change_size` is the weighted number of seats each alternative moves; infinite
    when no change of targets the caller allows can help. `is_complete` is false when
    there are more alternatives than listed.
    """

    conflicts: tuple[Conflict, ...]
    change_size: float
    alternatives: tuple[tuple[Change, ...], ...]
    is_complete: bool


class CannotBeMetError(SelectionError):
    """No cohort meets the targets; `explanation` says why and what would mend it."""

    def __init__(self, explanation: Explanation) -> None:
        self.explanation = explanation
        super().__init__("targets_cannot_be_met", change_size=explanation.change_size)


def find_conflicts(problem: Problem) -> tuple[Conflict, ...]:
    """The conflicts that can be seen by counting, in a fixed order."""
    kinds = merge_kinds(problem)
    free = int((kinds.sizes * kinds.numbers).sum())
    conflicts = []
    if free < kinds.seats:
        total = free + len(problem.accepted)
        conflicts.append(Conflict("too_few_people", problem.seats, total))
    conflicts += [
        conflict
        for row, target in enumerate(kinds.targets)
        for conflict in target_conflicts(kinds, row, target)
    ]
    features = {target.feature for target in problem.targets if is_single(target)}
    for feature in sorted(features):
        conflicts += feature_conflicts(problem, kinds, feature)
    return tuple(conflicts)


def is_single(target: Target) -> bool:
    """Whether the target is about one feature alone."""
    return target.and_feature is None


def target_conflicts(kinds: Kinds, row: int, target: Target) -> list[Conflict]:
    """A minimum nobody is there for, or a maximum already passed."""
    feature = " and ".join(feature for feature, _ in target.conditions)
    value = " and ".join(value for _, value in target.conditions)
    already = int(kinds.already[row])
    people = already + int(kinds.counts[:, row] @ kinds.numbers)
    conflicts = []
    if people < target.minimum:
        wanted = target.minimum
        conflicts.append(Conflict("too_few_with_value", wanted, people, feature, value))
    if already > target.maximum:
        most = target.maximum
        conflicts.append(Conflict("too_many_accepted", already, most, feature, value))
    return conflicts


def feature_conflicts(problem: Problem, kinds: Kinds, feature: str) -> list[Conflict]:
    """Minima or maxima of one feature that do not fit the seats."""
    rows = [
        row
        for row, target in enumerate(kinds.targets)
        if is_single(target) and target.feature == feature
    ]
    seats = problem.seats
    minima = sum(kinds.targets[row].minimum for row in rows)
    in_targets = int(kinds.counts[:, rows].sum(axis=1) @ kinds.numbers)
    everyone = int(kinds.sizes @ kinds.numbers)
    accepted_elsewhere = len(problem.accepted) - int(kinds.already[rows].sum())
    elsewhere = everyone - in_targets + accepted_elsewhere
    most = elsewhere + sum(kinds.targets[row].maximum for row in rows)
    conflicts = []
    if minima > seats:
        conflicts.append(Conflict("minima_above_seats", minima, seats, feature))
    # With too few people no maximum is to blame.
    if most < seats <= everyone + len(problem.accepted):
        conflicts.append(Conflict("maxima_below_seats", seats, most, feature))
    return conflicts
