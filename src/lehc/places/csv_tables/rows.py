"""One block of whole lines -> where each field of each row starts and ends."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lehc.places.csv_tables.problem import TableError, problem_at

Places = NDArray[np.int64]

PADDING = b"\0" * 8
"""Either side of a block, so that eight bytes can be read at any field's end."""

FEED, RETURN, QUOTE = 10, 13, 34


@dataclass(frozen=True, slots=True)
class Rows:
    """The fields of a block: `starts` and `ends` of (rows, columns) index `padded`.

    `lines` are the rows' line numbers in the file.
    """

    padded: bytes
    starts: Places
    ends: Places
    lines: Places
    separator: str

    def __len__(self) -> int:
        return len(self.starts)

    def field(self, row: int, column: int) -> bytes:
        """The bytes of one field, quotation marks included."""
        return self.padded[self.starts[row, column] : self.ends[row, column]]


def split_rows(block: bytes, columns: int, separator: str, first_line: int) -> Rows:
    """Cut a block of whole lines into rows of `columns` fields.

    Lines that are empty, or hold separators only, are left out. Raises TableError for
    a row with another number of fields.
    """
    padded = PADDING + block + PADDING
    text = np.frombuffer(padded, dtype=np.uint8)
    cuts = np.flatnonzero((text == FEED) | (text == ord(separator)))
    feeds = cuts[text[cuts] == FEED]
    if QUOTE in block:
        cuts = _outside_quotes(text, cuts)
    before = np.empty_like(cuts)
    before[:1], before[1:] = len(PADDING) - 1, cuts[:-1]
    is_feed = text[cuts] == FEED
    if not _is_regular(is_feed, columns):
        full = ~_is_empty_line(text, before, cuts, is_feed)
        cuts, before, is_feed = cuts[full], before[full], is_feed[full]
        if not _is_regular(is_feed, columns):
            raise _irregular(is_feed, columns, text, before, first_line)
    starts = (before + 1).reshape(-1, columns)
    ends = cuts.reshape(-1, columns)
    ends = _without_returns(text, ends)
    lines = first_line + np.arange(len(starts))
    if len(feeds) != len(starts):
        lines = first_line + np.searchsorted(feeds, starts[:, 0])
    filled = ends[:, -1] - starts[:, 0] > columns - 1
    if filled.all():
        return Rows(padded, starts, ends, lines, separator)
    return Rows(padded, starts[filled], ends[filled], lines[filled], separator)


def _outside_quotes(text: NDArray[np.uint8], cuts: Places) -> Places:
    quotes = np.flatnonzero(text == QUOTE)
    return cuts[np.searchsorted(quotes, cuts) % 2 == 0]


def _is_regular(is_feed: NDArray[np.bool_], columns: int) -> bool:
    """Whether every row ends at its last column, and nowhere else."""
    if len(is_feed) % columns:
        return False
    ends_row = is_feed.reshape(-1, columns)
    return bool(ends_row[:, -1].all()) and not ends_row[:, :-1].any()


def _is_empty_line(
    text: NDArray[np.uint8], before: Places, cuts: Places, is_feed: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Feeds that end a line with nothing on it, or only a carriage return."""
    length = cuts - before - 1
    bare = (length == 0) | ((length == 1) & (text[before + 1] == RETURN))
    begins = np.ones(len(cuts), dtype=bool)
    begins[1:] = is_feed[:-1]
    return is_feed & begins & bare


def _irregular(
    is_feed: NDArray[np.bool_],
    columns: int,
    text: NDArray[np.uint8],
    before: Places,
    first_line: int,
) -> TableError:
    """The problem of the first row with another number of fields than the header."""
    sizes = np.diff(np.flatnonzero(is_feed), prepend=-1)
    row = int(np.argmax(sizes != columns))
    start = int(before[sizes[:row].sum()]) + 1
    line = first_line + int(np.count_nonzero(text[:start] == FEED))
    message = (
        f"there are {sizes[row]} fields, but the header names {columns} columns. Add "
        "or remove separators, or put a text that holds one in quotation marks."
    )
    return problem_at(line, message)


def _without_returns(text: NDArray[np.uint8], ends: Places) -> Places:
    """The last field of a line that ended in CR LF ends before the CR."""
    returned = text[ends[:, -1] - 1] == RETURN
    if returned.any():
        ends = ends.copy()
        ends[:, -1] -= returned
    return ends
