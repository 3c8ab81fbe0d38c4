"""Columns -> lines of CSV, and a file that appears whole or not at all.

Each block of rows is laid out in a matrix of bytes, every column as wide as its widest
entry and the rest of it noughts; then the noughts are dropped. Digits come from tables
of four, so no number is turned to text one by one.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from lehc.places.csv_tables.problem import TableError

Bytes = NDArray[np.uint8]
Integers = NDArray[np.int64]
Column = NDArray[Any]
"""Bytes, written as they are, or numbers."""

DECIMALS = 12
"""Digits after the point: what the computation holds to, and no more."""

UNIT = 10**DECIMALS
BLOCK_BYTES = 1 << 19
POINT, MINUS = ord("."), ord("-")


def _four_digits(*, leading_zeros: bool) -> NDArray[np.uint32]:
    """A table of 0 to 9999 as four bytes each, the last digit always written."""
    number = np.arange(10_000)[:, None]
    place = np.array([1_000, 100, 10, 1])
    digits = (number // place % 10 + ord("0")).astype(np.uint8)
    if not leading_zeros:
        digits[number < np.where(place > 1, place, 0)] = 0
    return digits.view(np.uint32)[:, 0].copy()


ALL_FOUR = _four_digits(leading_zeros=True)
NO_LEADING_ZEROS = _four_digits(leading_zeros=False)


def format_lines(columns: Sequence[Column], separator: str) -> Iterator[bytes]:
    """The lines of a table, in blocks. NaN becomes an empty field.

    Columns of bytes are written as they are; columns of numbers with twelve digits
    after the point. All have the same length.
    """
    widths = [_width(column) for column in columns]
    rows_at_once = max(1, BLOCK_BYTES // (sum(widths) + len(columns)))
    for start in range(0, len(columns[0]), rows_at_once):
        block = [column[start : start + rows_at_once] for column in columns]
        yield _block_of_lines(block, widths, separator)


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file to write that takes its name only when everything is written.

    Until then, and for ever if something goes wrong, whatever stood at `path` stays.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            yield file
        part.replace(path)
    except OSError as problem:
        message = f"{path} cannot be written: {problem.strerror}."
        raise TableError(message) from problem
    finally:
        part.unlink(missing_ok=True)


def quoted(text: str, separator: str) -> bytes:
    """One field, in quotation marks where it needs them."""
    if any(mark in text for mark in (separator, '"', "\n", "\r")):
        text = '"' + text.replace('"', '""') + '"'
    return text.encode()


def _width(column: Column) -> int:
    if column.dtype.kind == "S":
        return column.dtype.itemsize
    return 4 * _groups_of_four(column) + DECIMALS + 2


def _groups_of_four(column: Column) -> int:
    """How many fours of digits the largest whole part takes."""
    with np.errstate(invalid="ignore"):
        largest = np.fmax.reduce(np.abs(column), initial=0.0)
    return (len(str(int(largest))) + 3) // 4


def _block_of_lines(
    columns: Sequence[Column], widths: Sequence[int], separator: str
) -> bytes:
    matrix = np.zeros((len(columns[0]), sum(widths) + len(widths)), dtype=np.uint8)
    offset = 0
    for column, width in zip(columns, widths, strict=True):
        if column.dtype.kind == "S":
            _lay_texts(matrix[:, offset : offset + width], column)
        else:
            _lay_numbers(matrix, offset, column, offset + width - DECIMALS - 1)
        offset += width
        matrix[:, offset] = ord(separator)
        offset += 1
    matrix[:, -1] = ord("\n")
    return matrix.tobytes().translate(None, b"\0")


def _lay_texts(into: Bytes, column: NDArray[np.bytes_]) -> None:
    if into.shape[1]:
        packed = np.ascontiguousarray(column)
        into[:] = packed.view(np.uint8).reshape(len(column), -1)


def _lay_numbers(matrix: Bytes, offset: int, column: Column, point: int) -> None:
    """Sign at `offset`, whole part in fours up to `point`, decimals in fours after."""
    missing = np.isnan(column)
    some_missing = bool(missing.any())
    size = np.abs(np.where(missing, 0.0, column) if some_missing else column)
    whole = size.astype(np.int64)
    decimals = np.rint((size - whole) * UNIT).astype(np.int64)
    carried = decimals == UNIT
    if carried.any():
        whole, decimals = whole + carried, np.where(carried, 0, decimals)
    _lay_decimals(matrix, point + 1, decimals)
    _lay_whole(matrix, offset + 1, point, whole)
    matrix[:, point] = POINT
    below = column < 0
    if below.any():
        matrix[below & ((whole > 0) | (decimals > 0)), offset] = MINUS
    if some_missing:
        matrix[missing, offset : point + 1 + DECIMALS] = 0


def _lay_decimals(matrix: Bytes, first: int, decimals: Integers) -> None:
    for place in range(first + DECIMALS - 4, first - 1, -4):
        above = decimals // 10_000
        _lay_four(matrix, place, ALL_FOUR[decimals - above * 10_000])
        decimals = above


def _lay_whole(matrix: Bytes, first: int, point: int, whole: Integers) -> None:
    """The whole part without leading noughts, but for the one of a number below 1."""
    for place in range(point - 4, first - 1, -4):
        above = whole // 10_000
        four = whole - above * 10_000
        digits = NO_LEADING_ZEROS[four]
        if above.any():
            digits = np.where(above > 0, ALL_FOUR[four], digits)
        if place < point - 4:
            digits = np.where(whole > 0, digits, np.uint32(0))
        _lay_four(matrix, place, digits)
        whole = above


def _lay_four(matrix: Bytes, place: int, digits: NDArray[np.uint32]) -> None:
    """Write four bytes of every row at once."""
    row = matrix.strides[0]
    field: NDArray[np.uint32] = np.ndarray(
        (len(matrix),), np.uint32, matrix, place, (row,)
    )
    field[:] = digits
