"""Votes as Polis exports them: timestamp, comment-id, voter-id, vote.

Other columns are passed over and the order of columns is free. The timestamp may be
missing; then the order of the lines counts. Plain files of whole numbers, which all
exports are, take a fast road; anything else is read line by line, which also finds
the line that is wrong.
"""

from __future__ import annotations

import csv
import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lehc.conversations.polis_files.plain import PlainColumns, read_plain
from lehc.conversations.polis_files.problems import InputError, at_line

TIME, STATEMENT, PERSON, VOTE = "timestamp", "comment-id", "voter-id", "vote"
NEEDED = (STATEMENT, PERSON, VOTE)
VOTES = {"-1": -1, "0": 0, "1": 1}
# Milliseconds or finer have sixteen digits at most, as on the fast road.
LARGEST_TIME = 10**16
# So many ids are looked up at a time: NumPy makes eight bytes of each for it.
PIECE = 1 << 15

Ints = NDArray[np.integer]


@dataclass(frozen=True, eq=False)
class CastVotes:
    """Votes in the order they were cast, the last of a pair to count.

    `person` and `statement` are places in `person_ids` and `statement_ids`, which are
    in the order of their numbers (or of the alphabet, where they are not numbers).
    """

    person: Ints
    statement: Ints
    vote: NDArray[np.int8]
    person_ids: tuple[str, ...]
    statement_ids: tuple[str, ...]


def read_votes(path: Path) -> CastVotes:
    """Read a file of votes. Raises InputError with the line and what to mend."""
    heading = _read_heading(path)
    places = {name: heading.index(name) for name in (*NEEDED, TIME) if name in heading}
    missing = [name for name in NEEDED if name not in places]
    if missing:
        raise at_line(
            path.name,
            1,
            f"the column {missing[0]} is missing; the heading should name "
            f"{TIME}, {STATEMENT}, {PERSON} and {VOTE}.",
        )
    wanted = [places[name] for name in NEEDED]
    plain = read_plain(path, len(heading), wanted, time=places.get(TIME))
    return _from_plain(plain) if plain else _read_lines(path, places, len(heading))


def _read_heading(path: Path) -> list[str]:
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            return [name.strip() for name in next(csv.reader(file), [])]
    except OSError as error:
        raise InputError(
            f"{path} cannot be opened ({error.strerror}); check the name."
        ) from error
    except UnicodeDecodeError as error:
        raise _not_utf8(path) from error
    except csv.Error as error:
        raise _not_csv(path, 1, error) from error


def _not_csv(path: Path, line: int, error: csv.Error) -> InputError:
    sentence = f"cannot be read ({error}); look for a quotation mark without its pair."
    return at_line(path.name, line, sentence)


def _not_utf8(path: Path) -> InputError:
    return InputError(f"{path.name} is not UTF-8; save the file as UTF-8.")


def _from_plain(plain: PlainColumns) -> CastVotes:
    person, person_ids = _number(plain.person)
    statement, statement_ids = _number(plain.statement)
    vote = plain.vote
    if plain.order is not None:
        person, statement = person[plain.order], statement[plain.order]
        vote = vote[plain.order]
    return CastVotes(person, statement, vote, person_ids, statement_ids)


def _number(ids: Ints) -> tuple[Ints, tuple[str, ...]]:
    """Places in the sorted row of different ids, and that row as text."""
    if not len(ids):
        return ids, ()
    most = int(ids.max())
    if most > 4 * len(ids) + 1_000_000:
        different, places = np.unique(ids, return_inverse=True)
        return places.astype(np.int32), tuple(map(str, different.tolist()))
    seen = np.zeros(most + 1, dtype=bool)
    for part in np.array_split(ids, len(ids) // PIECE + 1):
        seen[part] = True
    if not seen.all():
        codes = np.cumsum(seen, dtype=np.int32) - np.int32(1)
        ids = codes[ids]
    return ids, tuple(map(str, np.flatnonzero(seen).tolist()))


def _read_lines(path: Path, places: dict[str, int], columns: int) -> CastVotes:
    """Line by line, for ids that are not plain numbers and to say what is wrong."""
    rows = []
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            reader = csv.reader(file)
            next(reader)
            for cells in reader:
                if cells:
                    _check_width(path, reader.line_num, cells, columns)
                    rows.append(_read_row(path, reader.line_num, cells, places))
    except UnicodeDecodeError as error:
        raise _not_utf8(path) from error
    except csv.Error as error:
        raise _not_csv(path, reader.line_num, error) from error
    rows.sort(key=lambda row: row[0])
    people, person_ids = _name([row[2] for row in rows])
    statements, statement_ids = _name([row[1] for row in rows])
    vote = np.array([row[3] for row in rows], dtype=np.int8)
    return CastVotes(people, statements, vote, person_ids, statement_ids)


def _check_width(path: Path, line: int, cells: list[str], columns: int) -> None:
    if len(cells) != columns:
        raise at_line(
            path.name,
            line,
            f"has {len(cells)} values for {columns} columns; give it one for each.",
        )


def _read_row(
    path: Path, line: int, cells: list[str], places: dict[str, int]
) -> tuple[float, str, str, int]:
    values = {name: cells[place].strip() for name, place in places.items()}
    for name in (STATEMENT, PERSON):
        if not values[name]:
            raise at_line(path.name, line, f"the {name} is empty; write one.")
    if values[VOTE] not in VOTES:
        raise at_line(
            path.name,
            line,
            f"the vote is “{values[VOTE]}”; write 1 for agree, 0 for pass or "
            "-1 for disagree.",
        )
    time = _read_time(path, line, values.get(TIME))
    return time, values[STATEMENT], values[PERSON], VOTES[values[VOTE]]


def _read_time(path: Path, line: int, text: str | None) -> float:
    if text is None:
        return 0.0
    try:
        time = float(text)
    except ValueError:
        time = math.nan
    if not abs(time) < LARGEST_TIME:  # nor is nan
        raise at_line(
            path.name,
            line,
            f"the timestamp is “{text}”; write a number of milliseconds.",
        )
    return time


def _name(ids: list[str]) -> tuple[Ints, tuple[str, ...]]:
    """As `_number`, for ids of any kind."""
    different = sort_ids(set(ids))
    places = {each: place for place, each in enumerate(different)}
    return np.array([places[each] for each in ids], dtype=np.int32), tuple(different)


def sort_ids(ids: set[str]) -> list[str]:
    """By number where all are whole numbers, else by alphabet."""
    if all(each.isascii() and each.isdigit() for each in ids):
        return sorted(ids, key=_order_number)
    return sorted(ids)


def _order_number(text: str) -> tuple[int, str, str]:
    """Sorts whole numbers of any length, which int() does not read."""
    digits = text.lstrip("0")
    return len(digits), digits, text
