"""What the analyst's commands share: a table read, an answer written with reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lehc.places.calculations.reasons import REASON_WORDS
from lehc.places.csv_tables.header import Header, read_header
from lehc.places.csv_tables.problem import TableError, problem_at
from lehc.places.csv_tables.rows import Rows, split_rows
from lehc.places.csv_tables.text import TextFile
from lehc.places.csv_tables.writing import Column, format_lines, quoted, whole_file

BYTE_ORDER_MARK = b"\xef\xbb\xbf"

REASON = "reason"


@dataclass(frozen=True, slots=True)
class Written:
    """How many rows an answer has, and how many of them show no figure."""

    rows: int
    hidden: int


@dataclass(frozen=True, slots=True)
class Answer:
    """Some rows of an answer: their columns, and the reason code of each row."""

    columns: list[Column]
    reason: NDArray[np.uint8]


class Table:
    """A CSV file being read: its header, then its rows block by block."""

    def __init__(self, path: Path) -> None:
        self._text = TextFile(path)
        self._size = path.stat().st_size
        self._blocks = self._text.blocks()
        self._first = next(self._blocks, b"")
        if not self._first:
            message = "The file is empty. Its first line should name the columns."
            raise TableError(message)
        self.header: Header = read_header(self._first)
        self._bytes_read, self._rows_read = 0, 0

    @property
    def mark(self) -> bytes:
        """What the answer begins with, so that Excel reads its letters right."""
        return BYTE_ORDER_MARK if self._text.came_from_excel else b""

    @property
    def most_rows(self) -> float:
        """About how many rows the whole file holds, judging by those read so far."""
        return self._size * self._rows_read / max(self._bytes_read, 1)

    def blocks_of_rows(self) -> Iterator[Rows]:
        """The rows; raises TableError for lines that do not fit, or no rows."""
        line, width = self.header.line + 1, len(self.header.names)
        block: bytes | None = self._first[self.header.body :]
        self._first = b""
        while block is not None:
            rows = split_rows(block, width, self.header.separator, line)
            line += block.count(b"\n")
            self._bytes_read += len(block)
            self._rows_read += len(rows)
            if len(rows):
                yield rows
            block = next(self._blocks, None)
        if not self._rows_read:
            raise problem_at(self.header.line, "no rows follow the header. Add them.")

    def kept_columns(self, used: Iterable[int], written: Sequence[str]) -> list[int]:
        """The columns kept as they are; a TableError if one is written anew."""
        kept = self.header.key_places(set(used))
        for place in kept:
            name = self.header.names[place]
            if name.casefold() in {*written, REASON}:
                sentence = f"the column {name} is written anew. Rename or remove it."
                raise problem_at(self.header.line, sentence)
        return kept


def write_answer(
    target: Path, table: Table, names: Sequence[str], answers: Iterable[Answer]
) -> Written:
    """Write the answer's blocks under its column names, whole or not at all."""
    separator = table.header.separator
    rows = hidden = 0
    with whole_file(target) as file:
        line = separator.encode().join(
            quoted(name, separator) for name in (*names, REASON)
        )
        file.write(table.mark + line + b"\n")
        for answer in answers:
            words = _words_of(answer.reason, separator)
            file.writelines(format_lines([*answer.columns, words], separator))
            rows += len(answer.reason)
            hidden += int(np.count_nonzero(answer.reason))
    return Written(rows, hidden)


def _words_of(reason: NDArray[np.uint8], separator: str) -> NDArray[np.bytes_]:
    if not reason.any():
        return np.zeros(len(reason), dtype="S1")
    words = [quoted(REASON_WORDS[code], separator) for code in sorted(REASON_WORDS)]
    return np.array(words)[reason]
