"""A CSV file as spreadsheets write it, in whatever encoding and with whatever comma.

Reads UTF-8 with and without a byte order mark, UTF-16, and Windows-1252; commas,
semicolons and tabs. Text is normalised (NFC, no surrounding space), so the same table
saved in another way is the same table.
"""

from __future__ import annotations

import codecs
import csv
import io
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import pairwise

SEPARATORS = ",;\t"
LONGEST_CELL = 131072


class InputError(ValueError):
    """What was given cannot be used; the message names the place and the mend."""


@dataclass(frozen=True)
class Row:
    """One line of a table: its number in the file and its cells by heading."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Table:
    """A file's name for messages, its headings and its rows; empty rows left out."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[Row, ...]

    def find_heading(self, *wanted: str) -> str | None:
        """The heading that is one of the wanted words, capitals aside."""
        folded = {heading.casefold(): heading for heading in reversed(self.headings)}
        for word in wanted:
            if word in self.headings:
                return word
            if word.casefold() in folded:
                return folded[word.casefold()]
        return None

    def need_heading(self, *wanted: str) -> str:
        """As find_heading; raises InputError that lists the headings there are."""
        heading = self.find_heading(*wanted)
        if heading is not None:
            return heading
        listed = ", ".join(self.headings)
        raise InputError(
            f"{self.name}, line 1: there is no column “{wanted[0]}”. The columns are "
            f"{listed}. {suggest(wanted[0], self.headings)}"
        )


def suggest(word: str, known: tuple[str, ...]) -> str:
    """A sentence about the mend for a name that is not known."""
    for name in find_close(word, known):
        return f"If you meant “{name}”, write it the same in both places."
    return f"Add the column “{word}”, or correct its name."


def find_close(word: str, known: Sequence[str]) -> list[str]:
    """The known word that is nearly this one, capitals aside; none if none is."""
    folded = {name.casefold(): name for name in known}
    return [folded[name] for name in get_close_matches(word.casefold(), folded, n=1)]


def read_table(name: str, data: bytes, *, may_have_no_rows: bool = False) -> Table:
    """The table in a file's bytes; raises InputError.

    A file without headings is always a fault; one without rows only where rows are
    needed.
    """
    text = decode(name, data)
    if not text.strip():
        raise InputError(
            f"{name} is empty: it needs a line of headings and then one line for each "
            "entry."
        )
    separator, text = find_separator(text)
    lines = list(read_lines(name, text, separator))
    (first, headings), body = lines[0], lines[1:]
    check_headings(name, first, headings)
    rows = tuple(make_row(name, line, headings, cells) for line, cells in body)
    if not rows and not may_have_no_rows:
        raise InputError(
            f"{name}, line {first}: there is nothing below the headings. Add one line "
            "for each entry."
        )
    return Table(name, tuple(heading for heading in headings if heading), rows)


def decode(name: str, data: bytes) -> str:
    """The text in the bytes, in the encodings that spreadsheets write."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    elif b"\0" in data:
        # UTF-16 without its mark: the zeros stand where ASCII has its upper half.
        encodings = ["utf-16-be" if data[:1] == b"\0" else "utf-16-le"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return unicodedata.normalize("NFC", data.decode(encoding))
        except UnicodeDecodeError:
            continue
    raise InputError(
        f"{name} cannot be read as text. Save it from the spreadsheet as “CSV UTF-8”."
    )


def find_separator(text: str) -> tuple[str, str]:
    """The character between cells, and the text without a `sep=` line."""
    first, _, rest = text.partition("\n")
    hint = first.strip().strip('"').casefold()
    if hint.startswith("sep=") and len(hint) <= len("sep=x"):
        # An empty first line keeps the line numbers of messages right.
        return (hint[4:] or "\t"), "\n" + rest
    outside = "".join(first.split('"')[::2])
    return max(SEPARATORS, key=outside.count), text


def read_lines(name: str, text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """(number of the first line, cells) of every row with anything in it.

    Strict: an open quotation mark would otherwise take in every line below it.
    """
    source = io.StringIO(text, newline="")
    reader = csv.reader(source, delimiter=separator, strict=True)
    line = 0
    try:
        for cells in reader:
            started, line = line + 1, reader.line_num
            stripped = [cell.strip() for cell in cells]
            if any(stripped):
                yield started, stripped
    except csv.Error as error:
        raise InputError(
            f"{name}, line {line + 1}: this line cannot be read as cells ({error}). "
            "Close or take out a single quotation mark, or save the file again from "
            "the spreadsheet as CSV."
        ) from error


def check_headings(name: str, line: int, headings: list[str]) -> None:
    """Raise InputError when two columns have one name."""
    for before, after in pairwise(sorted(filter(None, headings))):
        if before == after:
            raise InputError(
                f"{name}, line {line}: two columns are called “{before}”. Give each "
                "column a name of its own."
            )


def make_row(name: str, line: int, headings: list[str], cells: list[str]) -> Row:
    """The cells by heading; missing cells at the end are empty."""
    if any(cells[len(headings) :]):
        raise InputError(
            f"{name}, line {line}: there are {len(cells)} cells under {len(headings)} "
            "headings. Put quotation marks around a cell that holds a comma."
        )
    padded = cells + [""] * (len(headings) - len(cells))
    pairs = zip(headings, padded, strict=False)  # longer only by empty cells
    return Row(line, {heading: cell for heading, cell in pairs if heading})
