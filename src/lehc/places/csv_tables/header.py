"""The first line of a table: what separates the columns, and what they are called."""

from __future__ import annotations

import csv
from dataclasses import dataclass

from lehc.places.csv_tables.problem import problem_at

SEPARATORS = ",;\t"


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of a table. `body` is where its rows start in the first block."""

    separator: str
    names: tuple[str, ...]
    line: int
    body: int

    def place(self, name: str) -> int | None:
        """Where the column of that name is, capitals and spaces around it ignored."""
        wanted = name.casefold()
        for place, each in enumerate(self.names):
            if each.casefold() == wanted:
                return place
        return None

    def places(self, required: tuple[str, ...]) -> dict[str, int]:
        """Where each required column is; a TableError names those that are not."""
        found = {name: self.place(name) for name in required}
        missing = [name for name, place in found.items() if place is None]
        if missing:
            named = ", ".join(name for name in self.names if name)
            sentence = (
                f"there is no column called {' or '.join(missing)}. The columns are "
                f"{named}. Name them as the command says (--help)."
            )
            raise problem_at(self.line, sentence)
        return {name: place for name, place in found.items() if place is not None}

    def key_places(self, used: set[int]) -> list[int]:
        """The other columns, which are kept; those without a name are left out."""
        return [
            place for place, name in enumerate(self.names) if place not in used and name
        ]


def read_header(block: bytes) -> Header:
    """The header at the start of a file's first block.

    Understands Excel's own first line `sep=;`. Raises TableError for a name that
    appears twice.
    """
    separator, line, start = "", 1, 0
    while True:
        end = _end_of_record(block, start)
        text = block[start:end].decode("utf-8").strip("\r\n")
        if text.lower().startswith("sep=") and len(text) == 5:
            separator = text[-1]
        elif text.strip():
            break
        if end >= len(block):
            raise problem_at(line, "there is no header line. Name the columns in it.")
        start, line = end, line + 1
    separator = separator or max(SEPARATORS, key=text.count)
    names = _names_in(text, separator, line)
    _check_names(names, line)
    return Header(separator, names, line, end)


def _names_in(text: str, separator: str, line: int) -> tuple[str, ...]:
    try:
        fields = next(csv.reader([text], delimiter=separator))
    except (csv.Error, TypeError) as problem:
        sentence = "the names of the columns cannot be read. Write them anew."
        raise problem_at(line, sentence) from problem
    return tuple(field.strip() for field in fields)


def _end_of_record(block: bytes, start: int) -> int:
    end = block.find(b"\n", start) + 1
    while end and block.count(b'"', start, end) % 2:
        end = block.find(b"\n", end) + 1
    return end or len(block)


def _check_names(names: tuple[str, ...], line: int) -> None:
    seen: set[str] = set()
    for name in names:
        if name and name.casefold() in seen:
            raise problem_at(
                line, f"two columns are called {name}. Rename or remove one."
            )
        seen.add(name.casefold())
