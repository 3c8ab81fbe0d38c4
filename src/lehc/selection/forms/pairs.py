"""Targets for two answers together, one line a pair, below the table of targets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import QueryDict

from lehc.selection.actions.settings import Wish
from lehc.selection.conditions import Condition
from lehc.selection.forms.numbers import find_number_fault
from lehc.selection.models import Target
from lehc.selection.queries.features import Feature
from lehc.selection.queries.pool import Pool

SPARE = 2  # empty lines below those that are filled in
MOST = 60  # lines that a page can send


@dataclass(frozen=True)
class Choice:
    """One answer to choose from a list."""

    feature: Feature
    value: str
    is_refused: bool = False

    @property
    def field(self) -> str:
        return f"{self.feature.key}--{self.value}"

    @property
    def label(self) -> str:
        return self.feature.name(self.value)

    @property
    def condition(self) -> Condition:
        return (self.feature.key, self.value)


@dataclass
class PairRow:
    """One line: two answers by their fields, what was typed, what is wrong with it."""

    number: int
    first: str = ""
    second: str = ""
    minimum: str = ""
    maximum: str = ""
    people: int | None = None
    error: str = ""

    @property
    def field(self) -> str:
        return f"pair-{self.number}"

    @property
    def is_empty(self) -> bool:
        return not (self.first or self.second or self.minimum or self.maximum)

    @property
    def is_chosen(self) -> bool:
        return bool(self.first and self.second)


class Pairs:
    """The lines as they are saved or typed, with two more that are empty."""

    def __init__(
        self,
        *,
        choices: Iterable[Choice],
        pool: Pool,
        targets: Iterable[Target],
        data: QueryDict | None = None,
    ) -> None:
        self.choices = {choice.field: choice for choice in choices}
        self.rows = read_rows(data) if data is not None else show_rows(targets)
        filled = max((row.number for row in self.rows if not row.is_empty), default=-1)
        for number in range(len(self.rows), filled + 1 + SPARE):
            self.rows.append(PairRow(number))
        for row in self.rows:
            row.people = self.count(row, pool)

    def count(self, row: PairRow, pool: Pool) -> int | None:
        """How many people gave both answers; None where two are not chosen yet."""
        chosen = self.find(row)
        if chosen is None:
            return None
        return sum(
            all(candidate.values[one.feature.key] == one.value for one in chosen)
            for candidate in pool.candidates
        )

    def find(self, row: PairRow) -> list[Choice] | None:
        """The two answers of a line, in the order of the form; None without two."""
        fields = {row.first, row.second}
        chosen = [one for field, one in self.choices.items() if field in fields]
        two = {choice.feature.key for choice in chosen}
        return chosen if len(two) == len(chosen) == 2 else None

    def mark_faults(self) -> None:
        lines: dict[frozenset[str], int] = {}
        for row in self.rows:
            row.error = self.find_fault(row)
            if not row.error and row.is_chosen:
                first = lines.setdefault(frozenset((row.first, row.second)), row.number)
                if first != row.number:
                    row.error = (
                        f"{name_line(row)}: line {first + 1} is about the same two "
                        "answers. Keep one of them"
                    )

    def find_fault(self, row: PairRow) -> str:
        """What is wrong with a line, as an instruction; nothing when it is right."""
        name = name_line(row)
        if row.is_empty:
            return ""
        if not row.is_chosen:
            return f"{name}: choose two answers, or empty the line"
        chosen = self.find(row)
        if chosen is None:
            return f"{name}: choose answers to two different questions"
        for choice in chosen:
            if choice.is_refused:
                return (
                    f"{name}: a programme lead must write a statement about "
                    f"“{choice.feature.label}” first. Until then, empty the line"
                )
        if not row.maximum and not row.minimum:
            return f"{name}: enter the most seats"
        return find_number_fault(name, row.minimum, row.maximum)

    def list_wishes(self) -> list[Wish]:
        """The targets; call it after `mark_faults`."""
        return [
            Wish(
                *first.condition,
                int(row.minimum or 0),
                int(row.maximum),
                *second.condition,
            )
            for row in self.rows
            if row.maximum and (chosen := self.find(row))
            for first, second in [chosen]
        ]

    def by_conditions(self) -> Mapping[tuple[Condition, ...], PairRow]:
        """The lines by what they are about."""
        return {
            tuple(choice.condition for choice in chosen): row
            for row in self.rows
            if (chosen := self.find(row))
        }


def name_line(row: PairRow) -> str:
    return f"Two answers together, line {row.number + 1}"


def read_rows(data: QueryDict) -> list[PairRow]:
    """The lines that were sent, each under its number, also the empty ones."""
    return [
        PairRow(
            number,
            first=data.get(f"pair-{number}-first", ""),
            second=data.get(f"pair-{number}-second", ""),
            minimum=data.get(f"pair-{number}-min", "").strip(),
            maximum=data.get(f"pair-{number}-max", "").strip(),
        )
        for number in range(MOST)
        if f"pair-{number}-first" in data
    ]


def show_rows(targets: Iterable[Target]) -> list[PairRow]:
    """The lines of the targets that are saved."""
    pairs = [target for target in targets if target.and_question_key]
    return [
        PairRow(
            number,
            first=f"{target.question_key}--{target.value}",
            second=f"{target.and_question_key}--{target.and_value}",
            minimum=str(target.minimum),
            maximum=str(target.maximum),
        )
        for number, target in enumerate(pairs)
    ]
