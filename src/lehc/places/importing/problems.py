from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


class FileError(Exception):
    """The file as a whole can't be read: says what to do."""


class RowError(ValueError):
    """One row can't be read: says why."""


@dataclass(frozen=True, slots=True)
class Refusal:
    line: int
    reason: str


@dataclass
class Report:
    """What became of a file."""

    rows: int = 0
    records: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    """Rows passed over on purpose, by what they are."""
    refusals: list[Refusal] = field(default_factory=list)
    is_written: bool = False
    remarks: list[str] = field(default_factory=list)

    def refuse(self, line: int, reason: str) -> None:
        self.refusals.append(Refusal(line, reason))
