"""A fast road for plain files: lines of whole numbers, no quotation marks.

The bytes of the file are looked at in blocks: commas and line ends are found for the
whole block at once, and eight digits at a time are turned into numbers with three
multiplications (Lemire 2022, "Quickly parsing eight digits"). Whatever is not quite
plain, is left to the careful reader: then nothing is returned.
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

BLOCK = 1 << 17
COMMA, NEWLINE, RETURN, MINUS, ZERO = 44, 10, 13, 45, 48
QUOTE = b'"'
WIDEST = 8
ZEROS = np.uint64(0x3030303030303030)
HIGH_BITS = np.uint64(0x8080808080808080)
# Which bits of a word are digits of a field of 0 to 8 digits that ends with it.
KEPT = np.array(
    [(2**64 - 1) ^ (2 ** (64 - 8 * length) - 1) for length in range(9)], dtype=np.uint64
)
TO_HIGH_BIT = np.uint64(0x7676767676767676)


@dataclass(frozen=True, eq=False)
class PlainColumns:
    """Ids and votes line by line; `order` sorts the lines by time if they are not."""

    statement: NDArray[np.uint32]
    person: NDArray[np.uint32]
    vote: NDArray[np.int8]
    order: Places | None


@dataclass(frozen=True, eq=False)
class _Block:
    """Whole lines of the file, with the end of each field (columns, lines)."""

    data: Bytes
    ends: Places

    def field(self, column: int) -> tuple[Places, Places]:
        """Where the field of each line starts, and where it ends."""
        ends = self.ends[column]
        if column:
            return self.ends[column - 1] + 1, self._trim(column, ends)
        starts = np.empty_like(ends)
        starts[0] = WIDEST
        np.add(self.ends[-1, :-1], 1, out=starts[1:])
        return starts, self._trim(column, ends)

    def _trim(self, column: int, ends: Places) -> Places:
        """Leave out the carriage return that some systems put at the end of a line."""
        last = column == len(self.ends) - 1
        return ends - (self.data[ends - 1] == RETURN) if last else ends


def read_plain(
    path: Path, columns: int, wanted: Sequence[int | None]
) -> PlainColumns | None:
    """Read the columns numbered time, statement, person, vote; None if not plain.

    The time may be None. Ids are up to eight digits, times eight to sixteen.
    """
    time, *others = wanted
    clock = _Clock(time)
    parts = []
    for block in _blocks(path, columns):
        part = None if block is None else _read_fields(block, others)
        if block is None or part is None or not clock.watch(block):
            return None
        parts.append(part)
    if not parts:
        return None
    statement, person, vote = (
        np.concatenate(part) for part in zip(*parts, strict=True)
    )
    order = None if clock.rises else _order_by_time(path, columns, clock)
    return PlainColumns(statement, person, vote, order)


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
        start, end = block.field(self.column)
        length = end - start
        if length.min() < WIDEST or length.max() > 2 * WIDEST:
            return False
        words = _words(block)
        first, second = words[start] ^ ZEROS, words[end - WIDEST] ^ ZEROS
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
    """The file without its heading, some whole lines at a time."""
    with path.open("rb") as file:
        file.readline()
        rest = b""
        while chunk := file.read(BLOCK):
            whole, newline, rest = (rest + chunk).rpartition(b"\n")
            if newline:
                yield _split(whole + newline, columns)
        if rest.strip():
            yield _split(rest + b"\n", columns)


def _split(text: bytes, columns: int) -> _Block | None:
    """Find the fields; None when some line has more or fewer than `columns`."""
    if QUOTE in text:
        return None
    # Eight bytes in front, so that a word may end at the first digit.
    data = np.frombuffer(b"0" * WIDEST + text, dtype=np.uint8)
    line_ends = data == NEWLINE
    ends = np.flatnonzero(line_ends | (data == COMMA))
    if len(ends) % columns:
        return None
    ends = np.ascontiguousarray(ends.reshape(-1, columns).T)
    if not line_ends[ends[-1]].all() or line_ends[ends[:-1]].any():
        return None
    return _Block(data, ends)


def _read_fields(
    block: _Block, columns: Sequence[int | None]
) -> tuple[NDArray[np.uint32], NDArray[np.uint32], NDArray[np.int8]] | None:
    """Statement, person and vote of each line; None when one is not plain."""
    ids = [_read_ids(block, column) for column in columns[:2] if column is not None]
    vote = None if columns[2] is None else _read_votes(block, columns[2])
    statement, person = ids
    if statement is None or person is None or vote is None:
        return None
    return statement, person, vote


def _read_ids(block: _Block, column: int) -> NDArray[np.uint32] | None:
    """Ids of one to eight digits; none with a needless 0 in front."""
    start, end = block.field(column)
    length = end - start
    if length.min() < 1 or length.max() > WIDEST:
        return None
    if ((block.data[start] == ZERO) & (length > 1)).any():
        return None
    digits = _digits(block, end, length)
    return None if _any_but_digits(digits) else _value(digits).astype(np.uint32)


def _read_votes(block: _Block, column: int) -> NDArray[np.int8] | None:
    start, end = block.field(column)
    length = end - start
    last = block.data[end - 1]
    negative = length == 2
    plain = (length == 1) | (negative & (block.data[start] == MINUS) & (last != ZERO))
    if not (plain & ((last == ZERO) | (last == ZERO + 1))).all():
        return None
    size = (last - np.uint8(ZERO)).view(np.int8)
    return np.where(negative, -size, size)


def _read_times(block: _Block, column: int) -> Words:
    """Times of eight to sixteen digits as numbers."""
    start, end = block.field(column)
    low = _digits(block, end, np.full_like(end, WIDEST))
    high = _digits(block, end - WIDEST, end - start - WIDEST)
    return _value(high) * np.uint64(10**WIDEST) + _value(low)


def _words(block: _Block) -> Words:
    """Eight bytes from every place of the block on, as one number each."""
    size = len(block.data) - WIDEST + 1
    return np.ndarray((size,), dtype="<u8", buffer=block.data, strides=(1,))


def _any_but_digits(digits: Words) -> bool:
    """Whether some byte is not 0 to 9."""
    return bool(((digits | (digits + TO_HIGH_BIT)) & HIGH_BITS).any())


def _digits(block: _Block, end: Places, length: Places) -> Words:
    """Eight digits that end before `end` as bytes 0 to 9, with 0 before the field."""
    return (_words(block)[end - WIDEST] ^ ZEROS) & KEPT[length]


def _value(digits: Words) -> Words:
    """The number that eight bytes 0 to 9 stand for, the first in the lowest byte."""
    pairs = (digits * np.uint64(2561) >> np.uint64(8)) & np.uint64(0x00FF00FF00FF00FF)
    fours = pairs * np.uint64(6553601) >> np.uint64(16)
    fours &= np.uint64(0x0000FFFF0000FFFF)
    return fours * np.uint64(42949672960001) >> np.uint64(32)
