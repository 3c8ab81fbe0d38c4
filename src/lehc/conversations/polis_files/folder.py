"""A whole conversation as Polis exports it: a folder with votes and statements."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from lehc.conversations.polis_files.problems import InputError, at_line
from lehc.conversations.polis_files.statements import StatementNote, read_statements
from lehc.conversations.polis_files.votes import TIME, CastVotes, read_votes

# Polis and its open data name the file of statements differently.
STATEMENT_FILES = ("comments.csv", "statements.csv")
VOTES_FILE, SUMMARY_FILE = "votes.csv", "summary.csv"
# Milliseconds; an export of seconds would lie in 1970.
EARLIEST = 1_000_000_000_000


@dataclass(frozen=True, eq=False)
class PolisFolder:
    """What the files say. `hash` tells one file of votes from another.

    `topic` is empty and the moments are None where no file says them.
    """

    cast: CastVotes
    notes: dict[str, StatementNote]
    topic: str
    first_at: datetime | None
    last_at: datetime | None
    hash: str


def read_folder(folder: Path) -> PolisFolder:
    """Read a folder. Raises InputError with the file, the line and what to mend."""
    if not folder.is_dir():
        raise InputError(f"{folder} is not a folder; name the one with {VOTES_FILE}.")
    votes = folder / VOTES_FILE
    names = [name for name in STATEMENT_FILES if (folder / name).exists()]
    if not votes.exists() or not names:
        raise InputError(
            f"{folder} needs {VOTES_FILE} and {' or '.join(STATEMENT_FILES)}."
        )
    cast, notes = read_votes(votes), read_statements(folder / names[0])
    unknown = [each for each in cast.statement_ids if each not in notes]
    if unknown:
        raise InputError(
            f"{VOTES_FILE} has votes on statement {unknown[0]}, which {names[0]} does "
            "not know; add its words."
        )
    wordless = [each for each in cast.statement_ids if not notes[each].text.strip()]
    if wordless:
        raise InputError(f"{names[0]}: statement {wordless[0]} has no words; add them.")
    first, last = find_moments(votes)
    return PolisFolder(
        cast,
        notes,
        read_topic(folder / SUMMARY_FILE),
        first,
        last,
        sha256(votes.read_bytes()).hexdigest(),
    )


def read_topic(path: Path) -> str:
    """The topic that the summary gives; empty without one."""
    if not path.exists():
        return ""
    data = path.read_bytes()
    try:
        lines = data.decode("utf-8-sig").splitlines(keepends=True)
    except UnicodeDecodeError as error:
        raise at_line(
            path.name,
            data.count(b"\n", 0, error.start) + 1,
            "is not UTF-8; save the file as UTF-8.",
        ) from error
    facts = {row[0]: row[1] for row in csv.reader(lines) if len(row) > 1}
    return facts.get("topic", "").strip()


def find_moments(path: Path) -> tuple[datetime | None, datetime | None]:
    """When the first and the last vote were cast; None where no time can be that.

    Columns that nobody reads may hold anything.
    """
    with path.open(newline="", encoding="utf-8-sig", errors="replace") as file:
        times = [float(row[TIME]) for row in csv.DictReader(file) if row.get(TIME, "")]
    now = datetime.now(tz=UTC).timestamp() * 1000
    if not times or min(times) < EARLIEST or max(times) > now:
        return None, None
    return moment_of(min(times)), moment_of(max(times))


def moment_of(milliseconds: float) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, tz=UTC)
