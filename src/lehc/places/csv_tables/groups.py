"""Rows that share a key -> one row of a matrix for each number.

A group is all rows whose kept columns are alike; its rows may stand anywhere in the
file. Each row fills one slot of its group (an age band, a quantile).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lehc.places.csv_tables.numbers import ALL_BITS, WORD, Words, words_before
from lehc.places.csv_tables.problem import TableError, problem_at
from lehc.places.csv_tables.rows import PADDING, Rows

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

FIRST_CAPACITY = 1_024
ROOM_FOR_ERROR = 1.5
"""Above the number of groups that the file's size allows, by this much, they are taken
to be no groups at all."""


class GroupMatrix:
    """Numbers gathered from all blocks: `numbers` of (numbers, groups, slots).

    NaN where a row was not there yet. Grows as groups and slots appear.
    """

    def __init__(self, numbers: int, slots: int) -> None:
        self.keys: dict[bytes, int] = {}
        self.first_lines: list[int] = []
        self._numbers = np.full((numbers, FIRST_CAPACITY, slots), np.nan)
        self._seen = np.zeros((FIRST_CAPACITY, slots), dtype=bool)
        self._filled = 0
        self._expected = 0.0

    @property
    def groups(self) -> int:
        """How many groups there are so far."""
        return len(self.keys)

    @property
    def numbers(self) -> Floats:
        """The numbers of the groups seen; a view, not a copy."""
        return self._numbers[:, : self.groups]

    def add(
        self, rows: Rows, keys: list[int], slot: Integers, numbers: list[Floats]
    ) -> None:
        """Put each row's numbers into its group and slot.

        Raises TableError naming the line of a row whose place is already filled.
        """
        group = self._groups_of(rows, keys)
        self._make_room(int(slot.max(initial=-1)) + 1)
        taken = self._seen[group, slot]
        self._seen[group, slot] = True
        self._filled += len(rows)
        if np.count_nonzero(self._seen) != self._filled:
            raise self._repeated(rows, taken, group, slot)
        for matrix, column in zip(self._numbers, numbers, strict=True):
            matrix[group, slot] = column

    def check_complete(self, slots: list[str], called: str) -> None:
        """Raise TableError for the first group that lacks a slot."""
        missing = ~self._seen[: self.groups, : len(slots)]
        if not missing.any():
            return
        group = int(np.argmax(missing.any(axis=1)))
        slot = slots[int(np.argmax(missing[group]))]
        sentence = (
            f"here begins {self._describe(group)}, which has no row for {called} "
            f"{slot}. Add it, or take the other rows of the group out."
        )
        raise problem_at(self.first_lines[group], sentence)

    def check_plausible(self, most: float, slots: int) -> None:
        """Raise TableError when there are more groups than the file can fill.

        `most` is about how many rows the file has; each group needs `slots` of them.
        """
        self._expected = most / slots
        if self.groups <= FIRST_CAPACITY + ROOM_FOR_ERROR * self._expected:
            return
        message = (
            f"Too many groups: {self.groups:,} in the first part of the file, where "
            f"each needs {slots} rows. Is there a column that differs on every row, "
            "such as a row number? Remove it."
        )
        raise TableError(message)

    def _groups_of(self, rows: Rows, keys: list[int]) -> Integers:
        """The number of each row's group; new groups get the next."""
        begins = np.flatnonzero(_differs_from_row_before(rows, keys))
        lines = rows.lines[begins].tolist()
        numbers = []
        for line, key in zip(lines, _keys_at(rows, keys, begins), strict=True):
            number = self.keys.get(key)
            if number is None:
                number = self.keys[key] = len(self.keys)
                self.first_lines.append(line)
            numbers.append(number)
        sizes = np.diff(begins, append=len(rows))
        return np.repeat(np.array(numbers, dtype=np.int64), sizes)

    def _make_room(self, slots: int) -> None:
        capacity, width = self._seen.shape
        if self.groups <= capacity and slots <= width:
            return
        if self.groups > capacity:
            capacity = max(self.groups, capacity + capacity // 2)
            if self._expected > self.groups:  # room for all at once: nothing to copy
                capacity = int(self._expected * 1.02)
        shape = (capacity, max(slots, width))
        seen = np.zeros(shape, dtype=bool)
        seen[: self._seen.shape[0], :width] = self._seen
        numbers = np.full((len(self._numbers), *shape), np.nan)
        numbers[:, : self._seen.shape[0], :width] = self._numbers
        self._seen, self._numbers = seen, numbers

    def _repeated(
        self, rows: Rows, taken: NDArray[np.bool_], group: Integers, slot: Integers
    ) -> TableError:
        flat = group * self._seen.shape[1] + slot
        first = np.unique(flat, return_index=True)[1]
        again = np.ones(len(flat), dtype=bool)
        again[first] = False
        row = int(np.argmax(taken | again))
        sentence = (
            f"{self._describe(int(group[row]))} has this row twice. Remove one, or add "
            "the column that tells them apart."
        )
        return problem_at(int(rows.lines[row]), sentence)

    def _describe(self, group: int) -> str:
        key = next(key for key, number in self.keys.items() if number == group)
        text = key.decode("utf-8", errors="replace")[:80]
        return f"the group “{text}”" if text else "the table"


def _keys_at(rows: Rows, keys: list[int], places: Integers) -> list[bytes]:
    """The kept columns of some rows, separators and quotation marks included."""
    parts = [
        [
            rows.padded[start:end]
            for start, end in zip(
                rows.starts[places, first].tolist(),
                rows.ends[places, last].tolist(),
                strict=True,
            )
        ]
        for first, last in _neighbours(keys)
    ]
    if len(parts) == 1:
        return parts[0]
    if not parts:
        return [b""] * len(places)
    return list(map(rows.separator.encode().join, zip(*parts, strict=True)))


def _neighbours(columns: list[int]) -> list[tuple[int, int]]:
    """Runs of neighbouring columns, as their first and last."""
    runs: list[tuple[int, int]] = []
    for column in columns:
        if runs and runs[-1][1] == column - 1:
            runs[-1] = (runs[-1][0], column)
        else:
            runs.append((column, column))
    return runs


def _differs_from_row_before(rows: Rows, keys: list[int]) -> NDArray[np.bool_]:
    """Whether any key column differs from the row before; true for the first row."""
    differs = np.zeros(len(rows), dtype=bool)
    differs[:1] = True
    for first, last in _neighbours(keys):
        starts, ends = rows.starts[:, first], rows.ends[:, last]
        length = ends - starts
        differs[1:] |= length[1:] != length[:-1]
        for offset in range(0, int(length.max(initial=0)), WORD):
            word = _word_at(rows.padded, starts, length, offset)
            differs[1:] |= word[1:] != word[:-1]
    return differs


def _word_at(padded: bytes, starts: Integers, length: Integers, offset: int) -> Words:
    """Eight bytes of each field from `offset` on, nought beyond its end."""
    left = np.clip(length - offset, 0, WORD)
    ends = np.minimum(starts + offset + WORD, len(padded) - len(PADDING) + WORD)
    word = words_before(padded, ends)
    unused = (8 * (WORD - left)).astype(np.uint64)
    # Shifting by all 64 bits is not defined, so a field that has ended is set apart.
    kept = ALL_BITS >> np.minimum(unused, np.uint64(63))
    return np.where(left > 0, word & kept, np.uint64(0))
