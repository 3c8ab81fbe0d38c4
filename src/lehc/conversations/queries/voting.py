from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np
from django.db.models import Count, Exists, OuterRef, QuerySet
from django.http import Http404
from numpy.typing import NDArray

from lehc.conversations.enums import Door
from lehc.conversations.models import (
    Conversation,
    Statement,
    StatementQuerySet,
    Vote,
    Voter,
)
from lehc.conversations.patterns import TimedVote

VOTE_COLUMNS = ("voter_id", "statement_id", "value", "entry__number")


@dataclass(frozen=True)
class CastVote:
    """One answer of a voter, as it counts now."""

    statement_id: int
    value: int
    cast_at: datetime


@dataclass(frozen=True, eq=False)
class VoteRows:
    """Votes as arrays: positions in the two tuples of ids, and -1, 0 or 1.

    `entry` is the number of each vote's entry in the log.
    """

    person: NDArray[np.int64]
    statement: NDArray[np.int64]
    vote: NDArray[np.int8]
    entry: NDArray[np.int64]
    person_ids: tuple[int, ...]
    statement_ids: tuple[int, ...]


def list_open(conversation: Conversation) -> StatementQuerySet:
    """What can be voted on, in the order of the numbers."""
    return Statement.objects.published().filter(conversation=conversation)


def get_open_statement(conversation: Conversation, pk: int) -> Statement:
    """A statement of the conversation.

    Raises:
        Http404: the conversation has none such.
    """
    found = Statement.objects.filter(conversation=conversation, pk=pk).first()
    if found is None:
        raise Http404
    return found


def list_cast(voter: Voter) -> list[CastVote]:
    """Everything a voter has answered, in the order of answering."""
    rows = Vote.objects.filter(voter=voter).order_by("cast_at")
    return [
        CastVote(*row) for row in rows.values_list("statement_id", "value", "cast_at")
    ]


def read_answers(voter: Voter) -> dict[int, int]:
    """What a voter says of each statement now, by its id."""
    rows = Vote.objects.filter(voter=voter)
    return dict(rows.values_list("statement_id", "value"))


def list_votes_with_words(voter: Voter) -> list[Vote]:
    """A voter's votes on what is open, the newest first."""
    rows = Vote.objects.filter(voter=voter, statement__state="published")
    rows = rows.prefetch_related("statement__translations")
    return list(rows.select_related("statement", "entry").order_by("-cast_at"))


def count_answers(conversation: Conversation) -> dict[int, int]:
    """How many have answered each open statement."""
    rows = list_open(conversation).annotate(answers=Count("votes"))
    return dict(rows.values_list("pk", "answers"))


def count_voters(conversation: Conversation) -> int:
    """People whose votes make the results."""
    return list_counted(conversation).count()


def list_counted(conversation: Conversation) -> QuerySet[Voter]:
    """Voters who are counted: not left out, and with a vote on an open statement."""
    counted = Vote.objects.counted().filter(voter=OuterRef("pk"))
    voters = Voter.objects.counted().filter(conversation=conversation)
    return voters.filter(Exists(counted))


def read_votes(conversation: Conversation) -> VoteRows:
    """The votes that count, for the methods; everything is in the order of the ids."""
    rows = Vote.objects.counted().filter(voter__conversation=conversation)
    table = np.array(
        list(rows.order_by().values_list(*VOTE_COLUMNS)), dtype=np.int64
    ).reshape(-1, len(VOTE_COLUMNS))
    people, person = np.unique(table[:, 0], return_inverse=True)
    known = list_open(conversation).order_by("pk").values_list("pk", flat=True)
    statement_ids = np.array(list(known), dtype=np.int64)
    return VoteRows(
        person,
        np.searchsorted(statement_ids, table[:, 1]),
        table[:, 2].astype(np.int8),
        table[:, 3],
        tuple(people.tolist()),
        tuple(statement_ids.tolist()),
    )


def take_votes(rows: VoteRows, stays: NDArray[np.bool_]) -> VoteRows:
    """Some of the votes; whoever has none left is in no row."""
    people, person = np.unique(rows.person[stays], return_inverse=True)
    return replace(
        rows,
        person=person,
        statement=rows.statement[stays],
        vote=rows.vote[stays],
        entry=rows.entry[stays],
        person_ids=tuple(rows.person_ids[place] for place in people.tolist()),
    )


def leave_out_people(rows: VoteRows, people: set[int]) -> VoteRows:
    """The same votes without those of some people."""
    gone = [place for place, pk in enumerate(rows.person_ids) if pk in people]
    return take_votes(rows, ~np.isin(rows.person, gone))


def read_timed_votes(conversation: Conversation) -> list[TimedVote]:
    """Votes with their times, but for those that somebody else typed in."""
    rows = Vote.objects.filter(voter__conversation=conversation)
    table = rows.exclude(voter__door=Door.BEHALF).order_by()
    return [
        TimedVote(*row)
        for row in table.values_list("voter_id", "statement_id", "value", "cast_at")
    ]
