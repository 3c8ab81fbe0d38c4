"""Rows of a CSV file or a spreadsheet, one at a time, with their lines."""

from __future__ import annotations

import csv
import gzip
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, cast

from lehc.places.importing.problems import FileError

LINES_BEFORE_HEADER = 12
LARGEST_SPREADSHEET = 60_000_000
LONGEST_CELL = 1_000_000
SPREADSHEETS = (".xlsx", ".ods", ".xls", ".xlsb")

Row = Sequence[str]
Reached = Callable[[int, int], None]


class Line(NamedTuple):
    number: int
    cells: Row


def normalise(name: str) -> str:
    """A column's name without what publishers change: case, spaces, marks."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


def read_lines(path: Path, reached: Reached) -> Iterator[Line]:
    """Every line that is not blank, with its number in the file (or row in the sheet).

    Raises:
        FileError: it is no file of a kind that we read.
    """
    if not path.is_file():
        raise FileError("There is no such file.")
    if path.suffix.lower() in SPREADSHEETS:
        yield from read_sheets(path, reached)
        return
    with path.open("rb") as raw:
        stream = open_text(raw)
        try:
            yield from read_csv(stream, raw, reached)
        except (csv.Error, UnicodeDecodeError, EOFError, OSError) as problem:
            raise FileError(f"The file can't be read as text: {problem}.") from None


def open_text(raw: BinaryIO) -> io.TextIOBase:
    """UTF-8 with or without a mark, or Windows-1252; compressed with gzip or not."""
    start = raw.read(64 * 1024)
    raw.seek(0)
    if start[:2] == b"\x1f\x8b":
        return io.TextIOWrapper(
            cast(BinaryIO, gzip.GzipFile(fileobj=raw)), "utf-8-sig", newline=""
        )
    if start[:2] == b"PK":
        raise FileError("This is a zip archive. Unpack it, and import what is inside.")
    if b"\0" in start:
        raise FileError("This is no text file. Save it as CSV first.")
    try:
        start[: start.rfind(b"\n") + 1].decode("utf-8")
        encoding = "utf-8-sig"
    except UnicodeDecodeError:
        encoding = "cp1252"
    return io.TextIOWrapper(raw, encoding, newline="")


def read_csv(stream: Iterable[str], raw: BinaryIO, reached: Reached) -> Iterator[Line]:
    usual = csv.field_size_limit(LONGEST_CELL)  # one limit for the whole process
    try:
        reader = csv.reader(stream)
        for count, cells in enumerate(reader):
            if any(cells):
                yield Line(reader.line_num, cells)
            if count % 2_000 == 0:
                reached(raw.tell(), count)
    finally:
        csv.field_size_limit(usual)


def read_sheets(path: Path, reached: Reached) -> Iterator[Line]:
    """All sheets of a spreadsheet one after the other; numbers as they are shown."""
    from python_calamine import CalamineError, CalamineWorkbook  # start-up cost

    size = path.stat().st_size
    if size > LARGEST_SPREADSHEET:
        raise FileError("A spreadsheet of this size must be saved as CSV first.")
    try:
        book = CalamineWorkbook.from_path(str(path))
        for name in book.sheet_names:
            yield Line(0, [name])
            for number, cells in enumerate(book.get_sheet_by_name(name).iter_rows(), 1):
                shown = [show_cell(cell) for cell in cells]
                if any(shown):
                    yield Line(number, shown)
    except CalamineError as problem:
        raise FileError(f"The spreadsheet can't be opened: {problem}.") from None
    reached(size, 0)


def show_cell(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def read_table(
    lines: Iterable[Line], needed: Sequence[Sequence[str]]
) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows by the plain names of their columns, below the first header that has them.

    Each item of `needed` is one column by all its names. Title lines above the header
    are passed over; in a spreadsheet, so are sheets without such a header.

    Raises:
        FileError: no header has the columns; says which are missing.
    """
    header: list[str] | None = None
    closest: set[str] | None = None
    before = 0
    for line in lines:
        if line.number == 0:  # a new sheet
            header, before = None, 0
            continue
        if header is None:
            before += 1
            names = [normalise(cell) for cell in line.cells]
            missing = find_missing(names, needed)
            if not missing:
                header = names
                yield line.number, dict.fromkeys(names, "")
            elif closest is None or len(missing) < len(closest):
                closest = missing
            if before >= LINES_BEFORE_HEADER and header is None:
                break
            continue
        yield line.number, pair(header, line.cells)
    if header is None and closest is not None:
        raise FileError(
            "The file does not have the columns that this import needs. Missing: "
            f"{', '.join(sorted(closest))}."
        )


def find_missing(names: Iterable[str], needed: Sequence[Sequence[str]]) -> set[str]:
    there = set(names)
    return {
        each[0] for each in needed if not any(normalise(name) in there for name in each)
    }


def pair(header: Sequence[str], cells: Row) -> dict[str, str]:
    """Cells by column; a row cut short lacks its last columns."""
    return dict(zip(header, map(str.strip, cells), strict=False))
