"""Votes and statements that came on paper or aloud, marked as typed in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from lehc.audit.actions import record
from lehc.conversations.actions.doors import join_on_behalf
from lehc.conversations.actions.statements import write_statement
from lehc.conversations.actions.voting import cast_vote, withdraw_everything
from lehc.conversations.keys import AUTHOR, hash_key
from lehc.conversations.languages import ENGLISH
from lehc.conversations.models import Conversation, Statement, Voter
from lehc.conversations.rules import check_paper


@transaction.atomic
def enter_paper(
    *,
    conversation: Conversation,
    votes: Iterable[tuple[Statement, int, bool]],
    text: str,
    key: str,
    by: Any,
    language: str = ENGLISH,
) -> bool:
    """Enter one person's answers and statement, all or nothing.

    An answer is a statement, what they say of it, and whether it matters to them.
    `key` is the one of the empty sheet: sent twice, as by a second press, the sheet is
    taken once, and the answer is False. Only its hash is kept, as a voter's and, with
    another purpose, as the author's mark, so that nothing joins the two.
    """
    answers = list(votes)
    if answers:
        voter = join_on_behalf(conversation=conversation, key=key, by=by)
        if voter is None:
            return False
        for statement, value, matters in answers:
            cast_vote(voter=voter, statement=statement, value=value, matters=matters)
    if text:
        write_statement(
            conversation=conversation,
            text=text,
            language=language,
            author_hash=hash_key(AUTHOR, key, conversation.pk),
            by=by,
        )
    return True


@transaction.atomic
def take_sheet_out(*, voter: Voter, by: Any) -> int:
    """Take out a sheet that was typed wrongly; count the votes, as a withdrawal does.

    `voter` comes with its conversation.
    """
    check_paper(voter.conversation)
    count = withdraw_everything(voter=voter, author_hash="")
    record("conversations.take_sheet_out", voter.conversation, by=by, votes=count)
    return count
