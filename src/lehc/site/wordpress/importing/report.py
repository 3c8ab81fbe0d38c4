"""What came of an import: counts that add up to the file's, and what was left."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from enum import StrEnum


class Fate(StrEnum):
    TAKEN = "taken over"
    HERE = "here already"
    LEFT = "left out"


KINDS = {
    "post": "Posts",
    "page": "Pages",
    "attachment": "Files",
    "nav_menu_item": "Entries of menus",
}
STATES = {
    "publish": "public",
    "future": "scheduled",
    "draft": "draft",
    "pending": "waiting for review",
    "private": "private",
    "password": "behind a password",
    "trash": "in the bin",
}
MOST_LINES = 200  # of one kind; the rest is counted


@dataclass
class Report:
    """Everything that is said at the end. `fates` counts each item of the file once."""

    title: str = ""
    address: str = ""
    fates: Counter[tuple[str, str, Fate]] = field(default_factory=Counter)
    other: dict[str, Counter[Fate]] = field(
        default_factory=lambda: defaultdict(Counter)
    )
    left_out: Counter[str] = field(default_factory=Counter)
    menus: Counter[str] = field(default_factory=Counter)
    notes: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def count(self, type_name: str, state: str, fate: Fate) -> None:
        self.fates[type_name, state, fate] += 1

    def note(self, heading: str, line: str) -> None:
        self.notes[heading].append(line)

    def total(self, fate: Fate | None = None) -> int:
        return sum(
            number
            for (_, _, found), number in self.fates.items()
            if fate is None or found is fate
        )


def write_report(report: Report) -> str:
    """The report as text, for the terminal and for the file."""
    lines = [f"Import of “{report.title}”, {report.address}", ""]
    lines += write_counts(report)
    if report.left_out:
        lines += ["", "Left out of the texts, because it can't be shown safely here:"]
        lines += [f"  {number:>5}  {what}" for what, number in sort(report.left_out)]
    for heading, found in report.notes.items():
        lines += ["", f"{heading}:"]
        lines += [f"  - {line}" for line in found[:MOST_LINES]]
        if len(found) > MOST_LINES:
            lines += [f"  - and {len(found) - MOST_LINES} more"]
    return "\n".join(lines) + "\n"


def write_counts(report: Report) -> list[str]:
    """A table: what the file holds of each kind, and what became of it."""
    columns = ["in the file", *Fate]
    rows = [("", *columns)]
    pairs = sorted({(kind, state) for kind, state, _ in report.fates}, key=rank)
    for kind, state in pairs:
        numbers = [report.fates[kind, state, fate] for fate in Fate]
        name = f"{KINDS.get(kind, kind)}, {STATES.get(state, state)}"
        rows.append((name, *map(str, (sum(numbers), *numbers))))
    for name, fates in sorted(report.other.items()):
        numbers = [fates[fate] for fate in Fate]
        rows.append((name, *map(str, (sum(numbers), *numbers))))
    widths = [max(len(row[index]) for row in rows) for index in range(len(columns) + 1)]
    return [
        "  ".join(
            cell.ljust(width) if index == 0 else cell.rjust(width)
            for index, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


def rank(pair: tuple[str, str]) -> tuple[int, str, int]:
    kinds, states = [*KINDS], [*STATES]
    kind, state = pair
    return (
        kinds.index(kind) if kind in kinds else len(kinds),
        kind,
        states.index(state) if state in states else len(states),
    )


def sort(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
