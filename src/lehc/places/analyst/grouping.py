"""A table whose groups each have a row for every age band or quantile."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lehc.places.analyst.tables import Table
from lehc.places.csv_tables.groups import GroupMatrix
from lehc.places.csv_tables.numbers import check_not_negative, read_numbers
from lehc.places.csv_tables.problem import problem_at
from lehc.places.csv_tables.rows import Rows
from lehc.places.csv_tables.writing import Column

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

LARGEST_SLOT = 1_000
"""Ages and quantiles are below this; what is not is no age and no quantile."""


@dataclass(frozen=True, slots=True)
class NumberColumn:
    """A column that a command needs, and what may stand in it."""

    name: str
    may_be_empty: bool = False
    may_be_negative: bool = False


@dataclass(frozen=True, slots=True)
class Slots:
    """The column that tells the rows of a group apart, and its possible values.

    `at_least` of them are needed; where `all_needed`, every one.
    """

    column: str
    values: tuple[int, ...]
    at_least: int

    @property
    def all_needed(self) -> bool:
        """Whether each group has every slot, as with ages."""
        return self.at_least == len(self.values)


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups of a table: their keys, and their numbers by column name.

    Each of `numbers` is (groups, slots). `names` are the kept columns.
    """

    names: tuple[str, ...]
    keys: list[bytes]
    numbers: dict[str, Floats]

    def key_column(self, block: slice, repeats: int = 1) -> list[Column]:
        """The kept columns of some groups as one column; none if nothing is kept."""
        if not self.names:
            return []
        return [np.repeat(np.array(self.keys[block]), repeats)]


def read_groups(
    table: Table,
    slots: Slots,
    columns: Sequence[NumberColumn],
    written: Sequence[str],
) -> Groups:
    """Gather a table by its kept columns.

    Raises TableError, naming the line, for a number that is none, a slot that is
    none, a row that stands twice, or a group that is not complete.
    """
    names = (slots.column, *(column.name for column in columns))
    places = table.header.places(names)
    kept = table.kept_columns(places.values(), written)
    matrix = GroupMatrix(len(columns), len(slots.values) if slots.all_needed else 1)
    slot_of = _slot_finder(slots)
    for rows in table.blocks_of_rows():
        slot = slot_of(rows, places[slots.column])
        numbers = [_read(rows, places[column.name], column) for column in columns]
        matrix.add(rows, kept, slot, numbers)
        matrix.check_plausible(table.most_rows, slots.at_least)
    _check_enough(matrix, slots, table)
    by_name = {
        column.name: numbers
        for column, numbers in zip(columns, matrix.numbers, strict=True)
    }
    kept_names = tuple(table.header.names[place] for place in kept)
    return Groups(kept_names, list(matrix.keys), by_name)


def _read(rows: Rows, place: int, column: NumberColumn) -> Floats:
    numbers = read_numbers(rows, place, column.name, may_be_empty=column.may_be_empty)
    if not column.may_be_negative:
        check_not_negative(numbers, rows, column.name)
    return numbers


def _slot_finder(slots: Slots) -> Callable[[Rows, int], Integers]:
    """The place of each row's slot among the possible values."""
    place_of = np.full(LARGEST_SLOT, -1, dtype=np.int64)
    place_of[list(slots.values)] = np.arange(len(slots.values))

    def find(rows: Rows, column: int) -> Integers:
        number = read_numbers(rows, column, slots.column)
        known = (number >= 0) & (number < LARGEST_SLOT) & (number == np.floor(number))
        slot = place_of[np.where(known, number, 0).astype(np.int64)]
        slot[~known] = -1
        if (slot < 0).any():
            row = int(np.argmax(slot < 0))
            sentence = (
                f"{slots.column} is {number[row]:g}. It should be one of "
                f"{_listed(slots.values)}."
            )
            raise problem_at(int(rows.lines[row]), sentence)
        return slot

    return find


def _listed(values: tuple[int, ...]) -> str:
    if len(values) <= 20:
        return ", ".join(map(str, values))
    return f"{values[0]} to {values[-1]}"


def _check_enough(matrix: GroupMatrix, slots: Slots, table: Table) -> None:
    found = matrix.numbers.shape[2]
    if found < slots.at_least:
        sentence = (
            f"the largest {slots.column} is {found}. At least {slots.at_least} are "
            "needed."
        )
        raise problem_at(table.header.line, sentence)
    named = [str(value) for value in slots.values[:found]]
    matrix.check_complete(named, slots.column)
