"""Adding to the vote log. Call inside a transaction: an entry stands or falls with it.

Written in SQL because every vote passes here: three statements, where the ORM would
make six and take four times as long (benchmarks/conversations).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from lehc.conversations.chain import (
    BEGINNING,
    commit_to_vote,
    link_entry,
    make_salt,
)
from lehc.conversations.enums import EntryKind

LOCK = "SELECT id FROM conversations_conversation WHERE id = %s FOR NO KEY UPDATE"
NEWEST = """
SELECT number, hash,
  EXISTS (SELECT 1 FROM conversations_vote WHERE voter_id = %s AND statement_id = %s)
FROM conversations_logentry WHERE conversation_id = %s ORDER BY number DESC LIMIT 1
"""
ADD = """
INSERT INTO conversations_logentry
  (conversation_id, number, kind, day, count, commitment, hash)
VALUES (%s, %s, %s, %s, %s, %s, %s) RETURNING id
"""
VOTE = """
INSERT INTO conversations_vote
  (voter_id, statement_id, value, matters, cast_at, salt, entry_id)
VALUES (%s, %s, %s, %s, %s, %s, %s)
ON CONFLICT (voter_id, statement_id) DO UPDATE SET
  value = excluded.value, matters = excluded.matters, cast_at = excluded.cast_at,
  salt = excluded.salt, entry_id = excluded.entry_id
"""


@dataclass(frozen=True)
class Tip:
    """The end of a log, and whether the voter has voted on the statement before."""

    number: int
    hash: str
    has_voted: bool = False


def find_tip(
    cursor: Any, conversation_id: int, voter_id: int = 0, statement_id: int = 0
) -> Tip:
    """The end of the log, held until the transaction ends: one writer at a time.

    SQLite has one writer anyway; PostgreSQL holds the row of the conversation.
    """
    if connection.vendor == "postgresql":
        cursor.execute(LOCK, [conversation_id])
    cursor.execute(NEWEST, [voter_id, statement_id, conversation_id])
    row = cursor.fetchone()
    return Tip(row[0], row[1], bool(row[2])) if row else Tip(0, BEGINNING)


def add_entry(
    cursor: Any,
    tip: Tip,
    conversation_id: int,
    kind: EntryKind,
    *,
    count: int = 1,
    commitment: str = "",
) -> int:
    """Add an entry after the tip, and return its id."""
    number, day = tip.number + 1, timezone.localdate()
    hashed = link_entry(
        tip.hash,
        conversation=conversation_id,
        number=number,
        kind=kind.value,
        day=day,
        count=count,
        commitment=commitment,
    )
    cursor.execute(
        ADD,
        [
            conversation_id,
            number,
            kind.value,
            connection.ops.adapt_datefield_value(day),
            count,
            commitment,
            hashed,
        ],
    )
    [entry_id] = cursor.fetchone()
    return int(entry_id)


@transaction.atomic
def log_change(*, conversation_id: int, kind: EntryKind, count: int) -> None:
    """Add an entry about votes that were taken back, or left out, or counted again."""
    with connection.cursor() as cursor:
        tip = find_tip(cursor, conversation_id)
        add_entry(cursor, tip, conversation_id, kind, count=count)


@transaction.atomic
def log_vote(
    *,
    conversation_id: int,
    voter_id: int,
    statement_id: int,
    value: int,
    matters: bool,
    cast_at: datetime | None = None,
) -> None:
    """Add a vote to the log and make it the voter's present one.

    `cast_at` is for votes that were cast before, elsewhere; else it is now.
    """
    salt = make_salt()
    commitment = commit_to_vote(
        salt=salt,
        voter=voter_id,
        statement=statement_id,
        value=value,
        matters=matters,
    )
    with connection.cursor() as cursor:
        tip = find_tip(cursor, conversation_id, voter_id, statement_id)
        kind = EntryKind.CHANGE if tip.has_voted else EntryKind.VOTE
        entry_id = add_entry(cursor, tip, conversation_id, kind, commitment=commitment)
        moment = connection.ops.adapt_datetimefield_value(cast_at or timezone.now())
        cursor.execute(
            VOTE,
            [voter_id, statement_id, value, matters, moment, salt, entry_id],
        )
