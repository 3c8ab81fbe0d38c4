"""Deaths and populations by age in, life expectancy at every age out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from lehc.places.analyst.grouping import Groups, NumberColumn, Slots, read_groups
from lehc.places.analyst.tables import Answer, Table, Written, write_answer
from lehc.places.calculations.files import LIFE_TABLE_AGES, expectancy_by_age

SLOTS = Slots("startage", LIFE_TABLE_AGES, len(LIFE_TABLE_AGES))
COLUMNS = (NumberColumn("population"), NumberColumn("deaths"))
WRITTEN = (
    "startage",
    "life_expectancy",
    *("lower95", "upper95", "lower99_8", "upper99_8"),
)
GROUPS_AT_ONCE = 2_048


def write_life_expectancy(source: Path, target: Path) -> Written:
    """Read one file and write the other; raises TableError if it cannot be read."""
    table = Table(source)
    groups = read_groups(table, SLOTS, COLUMNS, WRITTEN)
    return write_answer(target, table, (*groups.names, *WRITTEN), _answers(groups))


def _answers(groups: Groups) -> Iterator[Answer]:
    deaths, population = groups.numbers["deaths"], groups.numbers["population"]
    ages = np.array([str(age).encode() for age in LIFE_TABLE_AGES])
    for start in range(0, len(groups.keys), GROUPS_AT_ONCE):
        block = slice(start, start + GROUPS_AT_ONCE)
        found = expectancy_by_age(deaths[block], population[block])
        yield Answer(
            [
                *groups.key_column(block, len(ages)),
                np.tile(ages, len(deaths[block])),
                *found.columns.values(),
            ],
            found.reason,
        )
