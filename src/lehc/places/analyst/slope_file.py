"""An indicator by deprivation quantile in, slope and relative index out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lehc.places.analyst.grouping import Groups, NumberColumn, Slots, read_groups
from lehc.places.analyst.tables import Answer, Table, Written, write_answer
from lehc.places.calculations.files import (
    FEWEST_QUANTILES,
    MOST_QUANTILES,
    SlopeOptions,
    slopes,
)
from lehc.places.csv_tables.problem import problem_at

SLOTS = Slots("quantile", tuple(range(1, MOST_QUANTILES + 1)), FEWEST_QUANTILES)
POPULATION = NumberColumn("population")
VALUE = NumberColumn("value", may_be_empty=True, may_be_negative=True)
ERROR = NumberColumn("se", may_be_empty=True)
LIMITS = tuple(
    NumberColumn(name, may_be_empty=True, may_be_negative=True)
    for name in ("lower95", "upper95")
)
WRITTEN = tuple(
    f"{index}{limit}"
    for index in ("sii", "rii")
    for limit in ("", "_lower95", "_upper95", "_lower99_8", "_upper99_8")
)
GROUPS_AT_ONCE = 4_096


def write_slope(source: Path, target: Path, options: SlopeOptions) -> Written:
    """Read one file and write the other; raises TableError if it cannot be read.

    Takes the errors from `se` where there is such a column, else from `lower95` and
    `upper95`.
    """
    table = Table(source)
    columns = (POPULATION, VALUE, *_error_columns(table))
    groups = read_groups(table, SLOTS, columns, WRITTEN)
    answers = _answers(groups, options)
    return write_answer(target, table, (*groups.names, *WRITTEN), answers)


def _error_columns(table: Table) -> tuple[NumberColumn, ...]:
    if table.header.place("se") is not None:
        return (ERROR,)
    if all(table.header.place(column.name) is not None for column in LIMITS):
        return LIMITS
    sentence = "there is neither a column se nor lower95 and upper95. Add either."
    raise problem_at(table.header.line, sentence)


def _answers(groups: Groups, options: SlopeOptions) -> Iterator[Answer]:
    for start in range(0, len(groups.keys), GROUPS_AT_ONCE):
        block = slice(start, start + GROUPS_AT_ONCE)
        numbers = {name: column[block] for name, column in groups.numbers.items()}
        found = slopes(numbers, options)
        yield Answer([*groups.key_column(block), *found.columns.values()], found.reason)
