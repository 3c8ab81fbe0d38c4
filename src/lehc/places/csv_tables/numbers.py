"""Fields -> numbers: whole numbers eight digits at a time, the rest one by one.

Eight ASCII digits fit one 64-bit word, and three multiplications turn the word into the
number (D Lemire, "Quickly parsing eight digits", 2018): whole columns of whole numbers
are read without looking at a digit in Python.
"""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from lehc.places.csv_tables.problem import problem_at
from lehc.places.csv_tables.rows import Rows

Floats = NDArray[np.float64]
Words = NDArray[np.uint64]

WORD = 8
ALL_BITS = np.uint64(0xFFFF_FFFF_FFFF_FFFF)
ZEROS = np.uint64(0x3030_3030_3030_3030)
TO_HIGH_BIT = np.uint64(0x4646_4646_4646_4646)
HIGH_BITS = np.uint64(0x8080_8080_8080_8080)
STEPS = (
    (np.uint64(0x0F0F_0F0F_0F0F_0F0F), np.uint64(2_561), np.uint64(8)),
    (np.uint64(0x00FF_00FF_00FF_00FF), np.uint64(6_553_601), np.uint64(16)),
    (np.uint64(0x0000_FFFF_0000_FFFF), np.uint64(42_949_672_960_001), np.uint64(32)),
)

DECIMAL_CHARACTERS = b"0123456789.eE+-"
PLAIN_NUMBER = re.compile(rb"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
WITH_THOUSANDS = re.compile(rb"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")


def read_numbers(
    rows: Rows, column: int, name: str, *, may_be_empty: bool = False
) -> Floats:
    """The numbers of one column; NaN for an empty field where it may be empty.

    Takes a decimal point, a decimal comma where commas do not separate the columns, an
    exponent, and Excel's thousands ("1,234" in quotation marks). Raises TableError
    naming the line for anything else.
    """
    starts, ends = rows.starts[:, column], rows.ends[:, column]
    numbers, plain = _whole_numbers(rows.padded, starts, ends)
    if not plain.all():
        others = np.flatnonzero(~plain)
        numbers[others] = _decimals(rows, others, column) or [
            _one_number(rows, row, column, name, may_be_empty)
            for row in others.tolist()
        ]
    return numbers


def check_not_negative(numbers: Floats, rows: Rows, name: str) -> None:
    """Raise TableError at the first number below nought."""
    if (numbers < 0).any():
        row = int(np.argmax(numbers < 0))
        sentence = f"{name} is {numbers[row]:g}, below nought. Write 0 or more."
        raise problem_at(int(rows.lines[row]), sentence)


def words_before(padded: bytes, ends: NDArray[np.int64]) -> Words:
    """The eight bytes before each place, as one number each."""
    everywhere: Words = np.ndarray((len(padded) - WORD + 1,), "<u8", padded, 0, (1,))
    return everywhere[ends - WORD]


def _whole_numbers(
    padded: bytes, starts: NDArray[np.int64], ends: NDArray[np.int64]
) -> tuple[Floats, NDArray[np.bool_]]:
    """Numbers, and which fields are one to eight digits and nothing else."""
    length = ends - starts
    fits = (length > 0) & (length <= WORD)
    unused = (8 * (WORD - np.clip(length, 1, WORD))).astype(np.uint64)
    kept = (ALL_BITS >> unused) << unused
    word = (words_before(padded, ends) & kept) | (ZEROS & ~kept)
    odd = ((word + TO_HIGH_BIT) | (word - ZEROS)) & HIGH_BITS
    for mask, factor, shift in STEPS:
        word = ((word & mask) * factor) >> shift
    return word.astype(np.float64), fits & (odd == 0)


def _decimals(rows: Rows, others: NDArray[np.int64], column: int) -> list[float] | None:
    """The numbers where all are plainly written with a point, else None."""
    starts, ends = rows.starts[others, column], rows.ends[others, column]
    fields = [
        rows.padded[start:end]
        for start, end in zip(starts.tolist(), ends.tolist(), strict=True)
    ]
    if b"".join(fields).translate(None, DECIMAL_CHARACTERS):
        return None
    try:
        return list(map(float, fields))
    except ValueError:
        return None


def _one_number(
    rows: Rows, row: int, column: int, name: str, may_be_empty: bool
) -> float:
    text = rows.field(row, column).strip()
    if text[:1] == b'"' and text[-1:] == b'"':
        text = text[1:-1].strip()
    if rows.separator != ",":
        text = text.replace(b",", b".")
    elif WITH_THOUSANDS.fullmatch(text):
        text = text.replace(b",", b"")
    if PLAIN_NUMBER.fullmatch(text):
        return float(text)
    if not text and may_be_empty:
        return float("nan")
    raise problem_at(int(rows.lines[row]), _not_a_number(text, name))


def _not_a_number(text: bytes, name: str) -> str:
    if not text:
        return f"{name} is empty. Write the number, 0 if there were none."
    shown = text.decode("utf-8", errors="replace")[:40]
    return f"{name} is “{shown}”, not a number. Write digits, as in 1234 or 12.5."
