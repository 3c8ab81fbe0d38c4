"""A fast road for plain files: lines of whole numbers, no quotation marks.

The bytes of the file are looked at in blocks that stay in the processor's nearest
memory: commas and line ends are found for the whole block at once, and eight digits at
a time are turned into numbers with three multiplications (Lemire 2022, "Quickly parsing
eight digits"). Whatever is not quite plain, is left to the careful reader: then nothing
is returned.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]
Words = NDArray[np.uint64]
Places = NDArray[np.int64]
Ids = NDArray[np.int32]
Votes = NDArray[np.int8]

BLOCK = 1 << 18
# Two ids and a vote of one digit, each with a comma or a line end.
SHORTEST_LINE = 6
COMMA, NEWLINE, MINUS, ZERO = 44, 10, 45, 48
QUOTE, RETURN = b'"', b"\r"
WIDEST = 8
ZEROS = np.uint64(0x3030303030303030)
HIGH_BITS = np.uint64(0x8080808080808080)
# Which bits of a word are digits of a field of 0 to 8 digits that ends with it.
KEPT = np.array(
    [(2**64 - 1) ^ (2 ** (64 - 8 * length) - 1) for length in range(9)], dtype=np.uint64
)
# Digits to pairs, pairs to fours, fours to one number of eight: times, right, and.
STEPS = tuple(
    tuple(map(np.uint64, step))
    for step in (
        (10 * 2**8 + 1, 8, 0x00FF00FF00FF00FF),
        (100 * 2**16 + 1, 16, 0x0000FFFF0000FFFF),
        (10_000 * 2**32 + 1, 32, 0x00000000FFFFFFFF),
    )
)
TO_HIGH_BIT = np.uint64(0x7676767676767676)


@dataclass(frozen=True, eq=False)
class PlainColumns:
    """Ids and votes line by line; `order` sorts the lines by time if they are not."""

    statement: Ids
    person: Ids
    vote: Votes
    order: Places | None


@dataclass(frozen=True, eq=False)
class _Block:
    """Whole lines of the file, with start and end of each field (columns, lines).

    The next block comes in the same memory.
    """

    data: Bytes
    starts: Places
    ends: Places

    def words(self, places: Places) -> Words:
        """The eight bytes from each of these places on, as one number."""
        size = len(self.data) - WIDEST + 1
        every = np.ndarray((size,), dtype="<u8", buffer=self.data, strides=(1,))
        found: Words = every[places]
        return found


def read_plain(
    path: Path, columns: int, wanted: Sequence[int], *, time: int | None
) -> PlainColumns | None:
    """Read the columns numbered statement, person, vote and time; None if not plain.

    The time may be None. Ids are up to eight digits, times eight to sixteen.
    """
    clock = _Clock(time)
    # More than there can be: what stays untouched takes no memory.
    most = path.stat().st_size // SHORTEST_LINE + 1
    ids, vote = np.empty((2, most), dtype=np.int32), np.empty(most, dtype=np.int8)
    lines = 0
    for block in _blocks(path, columns):
        if block is None:
            return None
        here = slice(lines, lines + block.ends.shape[1])
        plain = (
            _read_ids(block, wanted[0], ids[0, here])
            and _read_ids(block, wanted[1], ids[1, here])
            and _read_votes(block, wanted[2], vote[here])
            and clock.watch(block)
        )
        if not plain:
            return None
        lines = here.stop
    if not lines:
        return None
    order = None if clock.rises else _order_by_time(path, columns, clock)
    return PlainColumns(ids[0, :lines], ids[1, :lines], vote[:lines], order)


class _Clock:
    """Watches whether times rise from line to line, which they nearly always do.

    Equally long numbers rise when their bytes do, so they need not be worked out.
    """

    def __init__(self, column: int | None) -> None:
        self.column = column
        self.rises = True
        self._last: tuple[int, int, int] | None = None

    def watch(self, block: _Block) -> bool:
        """Look at one block; whether the times in it can be read at all."""
        if self.column is None:
            return True
        start, end = block.starts[self.column], block.ends[self.column]
        length = end - start
        if length.min() < WIDEST or length.max() > 2 * WIDEST:
            return False
        first, second = block.words(start) ^ ZEROS, block.words(end - WIDEST) ^ ZEROS
        if _any_but_digits(first) or _any_but_digits(second):
            return False
        self._compare(length, first.byteswap(), second.byteswap())
        return True

    def _compare(self, length: Places, first: Words, second: Words) -> None:
        now = (int(length[0]), int(first[0]), int(second[0]))
        then = (int(length[-1]), int(first[-1]), int(second[-1]))
        later = first[1:] > first[:-1]
        later |= (first[1:] == first[:-1]) & (second[1:] >= second[:-1])
        even = bool((length == length[0]).all())
        after = self._last is None or (self._last <= now and self._last[0] == now[0])
        self.rises = self.rises and even and after and bool(later.all())
        self._last = then


def _order_by_time(path: Path, columns: int, clock: _Clock) -> Places:
    """The lines in the order of their times; equal times keep the order of lines."""
    assert clock.column is not None
    times = [
        _read_times(block, clock.column)
        for block in _blocks(path, columns)
        if block is not None
    ]
    return np.argsort(np.concatenate(times), kind="stable")


def _blocks(path: Path, columns: int) -> Iterator[_Block | None]:
    """The file without its heading, some whole lines at a time, in the same place.

    None where a line is longer than a block or not plain.
    """
    # Eight bytes in front, so that a word may end at the first digit, and one behind
    # for the end of the last line.
    room = bytearray(b"0" * WIDEST + bytes(BLOCK + 1))
    view = memoryview(room)
    filled = WIDEST
    with path.open("rb") as file:
        file.readline()
        while count := file.readinto(view[filled:-1]):
            filled += count
            whole = room.rfind(b"\n", WIDEST, filled) + 1 or WIDEST
            if whole > WIDEST:
                yield _split(room, whole, columns)
            elif filled == WIDEST + BLOCK:
                yield None
            rest = room[whole:filled]
            filled = WIDEST + len(rest)
            room[WIDEST:filled] = rest
    if room[WIDEST:filled].strip():
        room[filled] = NEWLINE
        yield _split(room, filled + 1, columns)


def _split(room: bytearray, whole: int, columns: int) -> _Block | None:
    """Find the fields; None when some line has more or fewer than `columns`."""
    if room.find(QUOTE, 0, whole) >= 0:
        return None
    data = np.frombuffer(room, dtype=np.uint8, count=whole)
    line_ends = data == NEWLINE
    marks = np.flatnonzero(line_ends | (data == COMMA))
    if len(marks) != columns * np.count_nonzero(line_ends):
        return None
    ends = np.ascontiguousarray(marks.reshape(-1, columns).T)
    if not line_ends[ends[-1]].all():
        return None
    starts = np.empty_like(ends)
    np.add(ends[:-1], 1, out=starts[1:])
    np.add(ends[-1, :-1], 1, out=starts[0, 1:])
    starts[0, 0] = WIDEST
    if room.find(RETURN, 0, whole) >= 0:  # some systems put one at the end of a line
        ends[-1] -= data[ends[-1] - 1] == ord(RETURN)
    return _Block(data, starts, ends)


def _read_ids(block: _Block, column: int, out: Ids) -> bool:
    """Put ids of one to eight digits, no needless 0 in front, into `out`.

    False when some of them are not.
    """
    start, end = block.starts[column], block.ends[column]
    length = end - start
    if length.min() < 1 or length.max() > WIDEST:
        return False
    if ((block.data[start] == ZERO) & (length > 1)).any():
        return False
    digits = _digits(block, end, length)
    if _any_but_digits(digits):
        return False
    out[:] = _value(digits)
    return True


def _read_votes(block: _Block, column: int, out: Votes) -> bool:
    """Put votes into `out`; False when some are not 0, 1 or -1."""
    start, end = block.starts[column], block.ends[column]
    digit = block.data[end - 1] - np.uint8(ZERO)
    negative = block.data[start] == MINUS
    plain = (end - start == 1 + negative) & (digit <= 1) & (digit >= negative)
    out[:] = np.where(negative, np.int8(-1), digit.view(np.int8))
    return bool(plain.all())


def _read_times(block: _Block, column: int) -> Words:
    """Times of eight to sixteen digits as numbers."""
    start, end = block.starts[column], block.ends[column]
    low = _digits(block, end, np.full_like(end, WIDEST))
    high = _digits(block, end - WIDEST, end - start - WIDEST)
    return _value(high) * np.uint64(10**WIDEST) + _value(low)


def _any_but_digits(digits: Words) -> bool:
    """Whether some byte is not 0 to 9."""
    return bool(np.bitwise_or.reduce(digits | (digits + TO_HIGH_BIT)) & HIGH_BITS)


def _digits(block: _Block, end: Places, length: Places) -> Words:
    """Eight digits that end before `end` as bytes 0 to 9, with 0 before the field."""
    return (block.words(end - WIDEST) ^ ZEROS) & KEPT[length]


def _value(digits: Words) -> Words:
    """The number that eight bytes 0 to 9 stand for, the first in the lowest byte."""
    value = digits.copy()
    for factor, width, kept in STEPS:
        value *= factor
        value >>= width
        value &= kept
    return value
