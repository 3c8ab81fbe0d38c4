"""What a computation found, in the conversation's own ids: plain values to report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

State = Literal["none", "spread", "groups"]


@dataclass(frozen=True)
class StatementFinding:
    """One statement over everybody: counts, the share that agrees and its interval.

    `consensus` is the group-informed consensus and `priority` the weight in routing.
    """

    id: str
    text: str
    shown: bool
    agree: int
    disagree: int
    passes: int
    votes: int
    share: float
    low: float
    high: float
    consensus: float
    priority: float


@dataclass(frozen=True)
class Cell:
    """The votes of one group on one statement, with the share that agrees."""

    group: str
    statement: str
    agree: int
    disagree: int
    votes: int
    share: float
    low: float
    high: float


@dataclass(frozen=True)
class Area:
    """Where a group is on the map: its middle, half axes of one standard deviation.

    `angle` is the turn of the longer half axis from the horizontal, in degrees. No
    single person can be read from it.
    """

    group: str
    people: int
    x: float
    y: float
    long: float
    short: float
    angle: float


@dataclass(frozen=True)
class Findings:
    """Everything a report says.

    `people` cast the `votes`, and `counting` of them cast enough to be in a group.
    `groups` names the groups with their sizes, `line` counts people along the line
    from one end to the other in the state "spread". `tests` says how the state was
    decided; None in the compatible mode and for groups from outside, which are shown
    without being tested.
    """

    mode: str
    algorithm: str
    source: Literal["ours", "compatible", "given"]
    seed: int
    people: int
    counting: int
    votes: int
    state: State
    groups: dict[str, int]
    group_of: dict[str, str]
    tests: dict[str, Any] | None
    statements: tuple[StatementFinding, ...]
    cells: tuple[Cell, ...]
    areas: tuple[Area, ...]
    line: tuple[int, ...]
    representative: dict[str, list[dict[str, Any]]]
    dividing: tuple[list[dict[str, Any]], ...]
    consensus: dict[str, list[dict[str, Any]]]

    @property
    def k(self) -> int:
        """How many groups there are; 1 when everybody is taken together."""
        return max(1, len(self.groups))
