"""Votes: cast, undone, withdrawn.

A voter has no account, so there is no `by`: the vote log, written in the same
transaction, is the record.
"""

from __future__ import annotations

from django.db import transaction

from lehc.conversations.actions.log import log_change, log_vote
from lehc.conversations.enums import EntryKind, StatementState
from lehc.conversations.models import Follower, Statement, Voter
from lehc.conversations.rules import check_may_vote, check_open


def cast_vote(
    *, voter: Voter, statement: Statement, value: int, matters: bool = False
) -> None:
    """Record what a voter says of a statement; it replaces what they said before.

    `voter` comes with its conversation. When this returns, the vote is committed, as
    long as no transaction of the caller's is open.
    """
    check_may_vote(voter, statement)
    log_vote(
        conversation_id=voter.conversation_id,
        voter_id=voter.pk,
        statement_id=statement.pk,
        value=value,
        matters=matters,
    )


@transaction.atomic
def undo_vote(*, voter: Voter, statement: Statement) -> bool:
    """Take one vote back; False when there was none."""
    check_open(voter.conversation)
    gone, _ = voter.votes.filter(statement=statement).delete()
    if gone:
        log_change(
            conversation_id=voter.conversation_id, kind=EntryKind.UNDONE, count=gone
        )
    return bool(gone)


@transaction.atomic
def withdraw_everything(*, voter: Voter | None, author_hash: str) -> int:
    """Take back all votes of a voter, and their name as author; count the votes.

    The voter's row goes with its votes. Statements that nobody has read yet are taken
    back; those that others have voted on stay, and from now on have no author, nor an
    address to write to about them.
    """
    votes = 0
    if voter is not None:
        votes = voter.votes.count()
        voter.delete()
        log_change(
            conversation_id=voter.conversation_id,
            kind=EntryKind.WITHDRAWAL,
            count=votes,
        )
    if author_hash:
        mine = Statement.objects.filter(author_hash=author_hash)
        Follower.objects.filter(statement__in=mine).delete()
        mine.waiting().update(state=StatementState.WITHDRAWN)
        mine.update(author_hash="")
    return votes
