"""Counts and populations in; proportions, crude or age-standardised rates out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from lehc.places.analyst.grouping import Groups, NumberColumn, Slots, read_groups
from lehc.places.analyst.tables import Answer, Table, Written, write_answer
from lehc.places.calculations.files import (
    STANDARD_AGES,
    FileResult,
    Floats,
    crude_rates,
    proportions,
    standardised_rates,
)
from lehc.places.csv_tables.numbers import check_not_negative, read_numbers
from lehc.places.csv_tables.rows import Rows

METHODS: dict[str, Callable[[Floats, Floats, float], FileResult]] = {
    "proportion": proportions,
    "rate": crude_rates,
    "dsr": standardised_rates,
}
PER_PEOPLE = {"proportion": 1.0, "rate": 100_000.0, "dsr": 100_000.0}
"""What each is given per, unless the analyst says otherwise."""

COUNT, POPULATION = "count", "population"
SLOTS = Slots("startage", STANDARD_AGES, len(STANDARD_AGES))
WRITTEN = ("value", "lower95", "upper95", "lower99_8", "upper99_8")
GROUPS_AT_ONCE = 4_096


def write_rates(source: Path, target: Path, method: str, per: float | None) -> Written:
    """Read one file and write the other; raises TableError if it cannot be read.

    Proportions and crude rates are added to every row as it came; age-standardised
    rates have one row a group.
    """
    table = Table(source)
    per = PER_PEOPLE[method] if per is None else per
    if method == "dsr":
        columns = (NumberColumn(COUNT), NumberColumn(POPULATION))
        groups = read_groups(table, SLOTS, columns, WRITTEN)
        names, answers = groups.names, _answers_by_group(groups, per)
    else:
        places = table.header.places((COUNT, POPULATION))
        table.kept_columns(places.values(), WRITTEN)
        names, answers = table.header.names, _answers_by_row(table, places, method, per)
    return write_answer(target, table, (*names, *WRITTEN), answers)


def _answers_by_group(groups: Groups, per: float) -> Iterator[Answer]:
    for start in range(0, len(groups.keys), GROUPS_AT_ONCE):
        block = slice(start, start + GROUPS_AT_ONCE)
        found = standardised_rates(
            groups.numbers[COUNT][block], groups.numbers[POPULATION][block], per
        )
        yield Answer([*groups.key_column(block), *found.columns.values()], found.reason)


def _answers_by_row(
    table: Table, places: dict[str, int], method: str, per: float
) -> Iterator[Answer]:
    for rows in table.blocks_of_rows():
        count, population = (
            _read(rows, places[name], name) for name in (COUNT, POPULATION)
        )
        found = METHODS[method](count, population, per)
        starts, ends = rows.starts[:, 0].tolist(), rows.ends[:, -1].tolist()
        as_it_came = np.array(
            [rows.padded[start:end] for start, end in zip(starts, ends, strict=True)]
        )
        yield Answer([as_it_came, *found.columns.values()], found.reason)


def _read(rows: Rows, place: int, name: str) -> Floats:
    numbers = read_numbers(rows, place, name)
    check_not_negative(numbers, rows, name)
    return numbers
