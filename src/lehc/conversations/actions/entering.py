"""Votes and statements that came on paper or aloud, marked as typed in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from lehc.conversations.actions.doors import join_on_behalf
from lehc.conversations.actions.statements import write_statement
from lehc.conversations.actions.voting import cast_vote
from lehc.conversations.languages import ENGLISH
from lehc.conversations.models import Conversation, Statement


@transaction.atomic
def enter_paper(
    *,
    conversation: Conversation,
    votes: Iterable[tuple[Statement, int]],
    text: str,
    by: Any,
    language: str = ENGLISH,
) -> None:
    """Enter one person's answers and statement, all or nothing."""
    answers = list(votes)
    if answers:
        voter = join_on_behalf(conversation=conversation, by=by)
        for statement, value in answers:
            cast_vote(voter=voter, statement=statement, value=value)
    if text:
        write_statement(conversation=conversation, text=text, language=language, by=by)
