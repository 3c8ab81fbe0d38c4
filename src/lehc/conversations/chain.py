"""The hash chain of a vote log: how an entry's hashes are made. Pure.

    commitment = SHA-256(salt, voter, statement, value, matters)
    hash = SHA-256(hash before, conversation, number, kind, day, count, commitment)

The parts are joined by line ends. Whoever has the log can check every hash; only who
has a vote and its salt can tell which vote a commitment stands for.
"""

from __future__ import annotations

import secrets
from datetime import date
from hashlib import sha256

BEGINNING = "0" * 64  # stands before the first entry
SALT_BYTES = 16


def make_salt() -> str:
    return secrets.token_hex(SALT_BYTES)


def commit_to_vote(
    *, salt: str, voter: int, statement: int, value: int, matters: bool
) -> str:
    """What the log says of a vote without telling it."""
    return _hash(salt, voter, statement, value, int(matters))


def link_entry(
    before: str,
    *,
    conversation: int,
    number: int,
    kind: str,
    day: date,
    count: int,
    commitment: str,
) -> str:
    """The hash of an entry, which holds it and everything before it."""
    return _hash(before, conversation, number, kind, day.isoformat(), count, commitment)


def _hash(*parts: object) -> str:
    text = "\n".join(str(part) for part in parts)
    return sha256(text.encode()).hexdigest()
