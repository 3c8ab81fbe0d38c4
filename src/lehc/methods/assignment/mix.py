"""A better mix of readers by exchanges that leave loads and lived experience alone.

Mix is counted in kinds: for each application and each category (sector, place), how
many different values its readers have. Two applications exchange a reader each, or one
application changes to a reader who has one application less than the one who leaves it
(so that the two loads change places), whenever that raises the count; until nothing
does. That is a best sharing among its neighbours, not proved the best of all; what no
sharing can exceed is counted beside it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Bools = NDArray[np.bool_]
Integers = NDArray[np.int64]

UNKNOWN = -1
# Each pass looks at every pair; a pass that finds nothing is the last.
MOST_PASSES = 50


@dataclass
class Mixing:
    """A sharing on its way to a better mix.

    given: pairs that may be exchanged, shape (applications, assessors).
    kept: pairs that stay. free: pairs that may be made.
    loads: by assessor, all their work included.
    kinds: value numbers of the assessors, shape (categories, assessors), or UNKNOWN.
    """

    given: Bools
    kept: Bools
    free: Bools
    loads: Integers
    lived: Bools
    kinds: Integers

    def __post_init__(self) -> None:
        self.counts = count_kinds(self.given | self.kept, self.kinds)
        self.readers_lived = ((self.given | self.kept) & self.lived).sum(axis=1)

    def improve(self, rng: np.random.Generator) -> None:
        """Exchange until nothing is gained, in an order drawn from `rng`."""
        for _ in range(MOST_PASSES):
            pairs = np.argwhere(self.given)
            moved = [
                self.move(row, column)
                for row, column in pairs[rng.permutation(len(pairs))]
                if self.given[row, column]
            ]
            if not any(moved):
                return

    def move(self, row: int, column: int) -> bool:
        """Make the best exchange for one pair, if there is one that gains."""
        if not self.could_gain(row, column):
            return False
        here = self.gains(np.full(self.given.shape[1], row), column, self.all_columns)
        may_join = self.may_join(row, column)
        best, partner = self.find_exchange(row, column, here, may_join)
        alone = np.where(may_join & (self.loads == self.loads[column] - 1), here, 0)
        if alone.max(initial=0) >= max(best, 1):
            self.replace(row, column, int(alone.argmax()))
            return True
        if best < 1:
            return False
        other_row, other_column = partner
        self.replace(row, column, other_column)
        self.replace(other_row, other_column, column)
        return True

    @property
    def all_columns(self) -> Integers:
        return np.arange(self.given.shape[1])

    def could_gain(self, row: int, column: int) -> bool:
        """Whether the reader shares a kind with another one of the application."""
        values = self.kinds[:, column]
        return any(
            value == UNKNOWN or self.counts[category, row, value] > 1
            for category, value in enumerate(values)
        )

    def may_join(self, row: int, column: int) -> Bools:
        """Who may read the application in place of this reader."""
        rest = self.readers_lived[row] - self.lived[column]
        keeps_lived = self.lived | (rest > 0) | (self.readers_lived[row] == 0)
        taken = self.given[row] | self.kept[row]
        joiners: Bools = self.free[row] & ~taken & keeps_lived
        return joiners

    def find_exchange(
        self, row: int, column: int, here: Integers, may_join: Bools
    ) -> tuple[int, tuple[int, int]]:
        """(gain, pair): the pair with which exchanging readers gains most."""
        rows, columns = np.nonzero(self.given & may_join)
        taken = (self.given | self.kept)[rows, column]
        rest = self.readers_lived[rows] - self.lived[columns]
        keeps_lived = self.lived[column] | (rest > 0) | (self.readers_lived[rows] == 0)
        keep = np.flatnonzero(self.free[rows, column] & ~taken & keeps_lived)
        if not keep.size:
            return 0, (row, column)
        rows, columns = rows[keep], columns[keep]
        joiner = np.full(rows.size, column)
        total = here[columns] + self.gains(rows, columns, joiner)
        best = int(total.argmax())
        return int(total[best]), (int(rows[best]), int(columns[best]))

    def gains(
        self, rows: Integers, leavers: Integers | int, joiners: Integers
    ) -> Integers:
        """What each application gains when a reader leaves it and another joins."""
        gained = np.zeros(len(rows), dtype=np.int64)
        for category, kinds in enumerate(self.kinds):
            old, new = kinds[leavers], kinds[joiners]
            counts = self.counts[category]
            lost = (counts[rows, old] == 1) & (old != UNKNOWN)
            found = (counts[rows, new] - (old == new) == 0) & (new != UNKNOWN)
            gained += found.astype(np.int64) - lost
        return gained

    def replace(self, row: int, column: int, joiner: int) -> None:
        """Let one assessor read an application in place of another."""
        for one, change in ((column, -1), (joiner, 1)):
            self.given[row, one] = change > 0
            self.loads[one] += change
            self.readers_lived[row] += change * int(self.lived[one])
            for category, value in enumerate(self.kinds[:, one]):
                self.counts[category, row, value] += change


def count_kinds(total: Bools, kinds: Integers) -> Integers:
    """Readers by category, application and value; the last value is for UNKNOWN."""
    width = int(kinds.max(initial=UNKNOWN)) + 2
    counts = np.zeros((len(kinds), len(total), width), dtype=np.int64)
    rows, columns = np.nonzero(total)
    for category, values in enumerate(kinds):
        np.add.at(counts[category], (rows, values[columns]), 1)
    return counts


def measure_mix(total: Bools, kinds: Integers) -> int:
    """How many different values the readers of all applications have."""
    return int((count_kinds(total, kinds)[:, :, :-1] > 0).sum())


def bound_mix(total: Bools, free: Bools, kinds: Integers) -> int:
    """What no sharing with as many readers an application exceeds."""
    possible = (count_kinds(total | free, kinds)[:, :, :-1] > 0).sum(axis=2)
    return int(np.minimum(possible, total.sum(axis=1)).sum())
