"""A conversation that was held on Polis, brought in as a finished one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import numpy as np
from django.db import transaction
from django.utils import timezone

from lehc.audit.actions import record
from lehc.conversations.actions.preparing import make_slug
from lehc.conversations.actions.results import make_results
from lehc.conversations.chain import (
    BEGINNING,
    commit_to_vote,
    link_entry,
    make_salt,
)
from lehc.conversations.enums import Door, EntryKind, Origin, StatementState
from lehc.conversations.keys import VOTER, hash_key, make_key
from lehc.conversations.models import (
    Conversation,
    LogEntry,
    Statement,
    Vote,
    Voter,
)
from lehc.conversations.polis_files.folder import PolisFolder
from lehc.conversations.polis_files.votes import sort_ids
from lehc.conversations.validators import LONGEST_STATEMENT
from lehc.programmes.models import Programme

AT_ONCE = 2000
# Certainly after it came in, which tells that the files give no times.
UNDATED_END = timedelta(minutes=1)
MOST_DIGITS = 9  # of a number that every database keeps
CONTEXT = "People wrote statements and voted on them on Polis, another site."
POLICY = "Statements were read by those who held the conversation on Polis."
AUDIENCE = "Whoever took part on Polis"


def bring_in(
    *, folder: PolisFolder, programme: Programme, question: str, language: str = "en"
) -> tuple[Conversation, bool]:
    """The conversation, and whether it is new: the same votes come in once.

    Statements that were taken out, or that only describe the voter, have no part in
    the results. Of a vote that was changed the last counts, and the log begins with
    it.
    """
    known = programme.conversations.filter(source_hash=folder.hash).first()
    if known is not None:
        return known, False
    conversation = add_everything(folder, programme, question, language)
    make_results(conversation=conversation)
    return conversation, True


@transaction.atomic
def add_everything(
    folder: PolisFolder, programme: Programme, question: str, language: str
) -> Conversation:
    first, last = folder.first_at, folder.last_at
    now = timezone.now()
    conversation = Conversation.objects.create(
        programme=programme,
        slug=make_slug(question),
        question=question,
        context=CONTEXT,
        audience=AUDIENCE,
        opens_at=first or now - timedelta(days=1),
        closes_at=last + timedelta(seconds=1) if last else now + UNDATED_END,
        launched_at=first or now,
        has_open_door=True,
        moderation_policy=POLICY,
        source_hash=folder.hash,
    )
    statements = add_statements(conversation, folder, language)
    add_votes(conversation, folder, statements, last or now)
    record(
        "conversations.bring_in",
        conversation,
        by=None,
        voters=len(folder.cast.person_ids),
        statements=len(statements),
    )
    return conversation


def add_statements(
    conversation: Conversation, folder: PolisFolder, language: str
) -> list[Statement]:
    """Every statement with words, those with votes first, in the order of the ids.

    What became of them can be asked here from now on, so that is when waiting begins.
    """
    rows = []
    voted = folder.cast.statement_ids
    known = {key for key, note in folder.notes.items() if key and note.text.strip()}
    keys = [*voted, *sort_ids(known.difference(voted))]
    for number, key in zip(number_statements(keys), keys, strict=True):
        note = folder.notes[key]
        is_out = note.moderated or note.meta
        rows.append(
            Statement(
                conversation=conversation,
                number=number,
                text=shorten(note.text),
                language=language,
                origin=Origin.ELSEWHERE,
                state=StatementState.RETURNED if is_out else StatementState.PUBLISHED,
                published_at=None if is_out else conversation.made_at,
            )
        )
    return Statement.objects.bulk_create(rows, batch_size=AT_ONCE)


def number_statements(keys: Sequence[str]) -> list[int]:
    """The file's own numbers; 1 to n where some are words, too large or the same."""
    if all(key.isascii() and key.isdigit() and len(key) <= MOST_DIGITS for key in keys):
        numbers = [int(key) for key in keys]
        if len(set(numbers)) == len(numbers):
            return numbers
    return list(range(1, len(keys) + 1))


def shorten(text: str) -> str:
    """The words as one line, cut where they are longer than ours may be."""
    words = " ".join(text.split())
    if len(words) <= LONGEST_STATEMENT:
        return words
    return f"{words[: LONGEST_STATEMENT - 1]}…"


def add_votes(
    conversation: Conversation,
    folder: PolisFolder,
    statements: list[Statement],
    at: datetime,
) -> None:
    """A voter for each person, and each last vote with its entry of the log."""
    voters = Voter.objects.bulk_create(
        (
            Voter(
                conversation=conversation,
                key_hash=hash_key(VOTER, make_key(), conversation.pk),
                door=Door.OPEN,
            )
            for _ in folder.cast.person_ids
        ),
        batch_size=AT_ONCE,
    )
    votes: list[Vote] = []
    for person, statement, value in last_votes(folder):
        votes.append(
            Vote(
                voter=voters[person],
                statement=statements[statement],
                value=value,
                cast_at=at,
                salt=make_salt(),
            )
        )
    entries = LogEntry.objects.bulk_create(
        chain_entries(conversation, votes, at), batch_size=AT_ONCE
    )
    for vote, entry in zip(votes, entries, strict=True):
        vote.entry = entry
    Vote.objects.bulk_create(votes, batch_size=AT_ONCE)


def last_votes(folder: PolisFolder) -> list[tuple[int, int, int]]:
    """(person, statement, value) of each vote that counts, in the order cast."""
    cast = folder.cast
    pair = cast.person.astype(np.int64) * len(cast.statement_ids) + cast.statement
    _, from_end = np.unique(pair[::-1], return_index=True)
    kept = np.sort(len(pair) - 1 - from_end)
    columns: tuple[Any, ...] = (cast.person, cast.statement, cast.vote)
    return list(zip(*(each[kept].tolist() for each in columns), strict=True))


def chain_entries(
    conversation: Conversation, votes: list[Vote], at: datetime
) -> list[LogEntry]:
    """The log, as it would be had each vote been cast here on the last day."""
    before, day, entries = BEGINNING, timezone.localtime(at).date(), []
    for number, vote in enumerate(votes, start=1):
        commitment = commit_to_vote(
            salt=vote.salt,
            voter=vote.voter_id,
            statement=vote.statement_id,
            value=vote.value,
            matters=False,
        )
        before = link_entry(
            before,
            conversation=conversation.pk,
            number=number,
            kind=EntryKind.VOTE.value,
            day=day,
            count=1,
            commitment=commitment,
        )
        entries.append(
            LogEntry(
                conversation=conversation,
                number=number,
                kind=EntryKind.VOTE,
                day=day,
                count=1,
                commitment=commitment,
                hash=before,
            )
        )
    return entries
