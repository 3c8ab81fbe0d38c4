"""A conversation read from files, as the methods want it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lehc.conversations.polis_files.problems import InputError
from lehc.conversations.polis_files.statements import StatementNote
from lehc.conversations.polis_files.votes import CastVotes, sort_ids
from lehc.methods.opinion import NO_GROUP, VoteMatrix, gather_votes


@dataclass(frozen=True, eq=False)
class Conversation:
    """Votes as a matrix, the ids of its rows and columns, and notes on statements."""

    votes: VoteMatrix
    person_ids: tuple[str, ...]
    statement_ids: tuple[str, ...]
    texts: tuple[str, ...]
    moderated: NDArray[np.bool_]
    meta: NDArray[np.bool_]


def make_conversation(
    cast: CastVotes, notes: dict[str, StatementNote] | None = None
) -> Conversation:
    """Put votes and notes together; statements without a note are open."""
    votes = gather_votes(
        cast.person,
        cast.statement,
        cast.vote,
        people=len(cast.person_ids),
        statements=len(cast.statement_ids),
    )
    open_note = StatementNote("", moderated=False, meta=False)
    found = [(notes or {}).get(each, open_note) for each in cast.statement_ids]
    return Conversation(
        votes,
        cast.person_ids,
        cast.statement_ids,
        tuple(note.text for note in found),
        np.array([note.moderated for note in found], dtype=bool),
        np.array([note.meta for note in found], dtype=bool),
    )


def number_groups(
    talk: Conversation, group_of: dict[str, str]
) -> tuple[NDArray[np.int64], tuple[str, ...]]:
    """A label for each person, and the names of the groups in order.

    Voters who are not in the conversation are passed over. Raises InputError when
    that leaves nobody.
    """
    named = [group_of.get(person) for person in talk.person_ids]
    present = {name for name in named if name is not None}
    if not present:
        raise InputError(
            "None of the voters in the file of groups has voted; check that both "
            "files use the same ids."
        )
    names = tuple(sort_ids(present))
    places = {name: place for place, name in enumerate(names)}
    labels = [NO_GROUP if name is None else places[name] for name in named]
    return np.array(labels, dtype=np.int64), names
