"""Statements as Polis exports them: an id, the moderation state, the words."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lehc.conversations.polis_files.problems import InputError, at_line

# Polis, its open data and its tools name the same columns differently.
ID_NAMES = ("comment-id", "statement_id", "statement-id", "comment_id")
TEXT_NAMES = ("comment-body", "text", "txt", "body")
MODERATED_NAMES = ("moderated", "mod")
META_NAMES = ("is_meta", "is-meta", "meta")
YES = frozenset({"1", "true", "t", "yes"})
NO = frozenset({"", "0", "false", "f", "no"})
STATES = {"-1": True, "0": False, "1": False, "": False}


@dataclass(frozen=True)
class StatementNote:
    """What a file says about one statement.

    `moderated` marks one that was taken out; `meta` one that only describes voters.
    """

    text: str
    moderated: bool
    meta: bool


def read_statements(path: Path) -> dict[str, StatementNote]:
    """Read a file of statements, by id. Raises InputError with the line to mend."""
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            return dict(_read_rows(path, csv.reader(file)))
    except OSError as error:
        raise InputError(
            f"{path} cannot be opened ({error.strerror}); check the name."
        ) from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path.name} is not UTF-8; save it as UTF-8.") from error
    except csv.Error as error:
        raise InputError(
            f"{path.name} cannot be read ({error}); look for a quotation mark without "
            "its pair."
        ) from error


def _read_rows(
    path: Path, rows: Iterator[list[str]]
) -> Iterator[tuple[str, StatementNote]]:
    heading = [name.strip() for name in next(rows, [])]
    id_place = _find(heading, ID_NAMES)
    if id_place is None:
        raise at_line(path.name, 1, f"no column holds the ids; call one {ID_NAMES[0]}.")
    places = [
        _find(heading, names) for names in (TEXT_NAMES, MODERATED_NAMES, META_NAMES)
    ]
    seen: set[str] = set()
    for line, cells in enumerate(rows, start=2):
        if not cells:
            continue
        if len(cells) != len(heading):
            raise at_line(
                path.name,
                line,
                f"has {len(cells)} values for {len(heading)} columns; put words with "
                "commas in quotation marks.",
            )
        name = cells[id_place].strip()
        if name in seen:
            raise at_line(path.name, line, f"statement {name} comes twice; keep one.")
        seen.add(name)
        yield name, _read_note(path, line, cells, places)


def _read_note(
    path: Path, line: int, cells: list[str], places: list[int | None]
) -> StatementNote:
    text, moderated, meta = (
        "" if place is None else cells[place].strip() for place in places
    )
    if moderated not in STATES:
        raise at_line(
            path.name,
            line,
            f"the moderation state is “{moderated}”; write -1 for taken out, 0 for "
            "not looked at or 1 for accepted.",
        )
    if meta.lower() not in YES | NO:
        raise at_line(path.name, line, f"is_meta is “{meta}”; write 1 or 0.")
    return StatementNote(text, STATES[moderated], meta.lower() in YES)


def _find(heading: list[str], names: tuple[str, ...]) -> int | None:
    return next((heading.index(name) for name in names if name in heading), None)
