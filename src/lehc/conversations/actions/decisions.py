"""You said, we did: decisions, and each step of them told to people."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from lehc.audit.actions import record
from lehc.background.registry import enqueue_on_commit
from lehc.conversations.enums import Answer
from lehc.conversations.models import (
    Conversation,
    Decision,
    DecisionMove,
    Statement,
)


@transaction.atomic
def save_decision(
    *,
    conversation: Conversation,
    decision: Decision | None,
    statements: Iterable[Statement],
    by: Any,
    **fields: Any,
) -> Decision:
    """Write a decision down, or change one that nobody has been told yet."""
    if decision is None:
        decision = Decision(conversation=conversation)
    elif decision.published_at is not None:
        raise ValidationError("People know this decision. Add a next step to it.")
    for name, value in fields.items():
        setattr(decision, name, value)
    check_decision(decision)
    answered = list(statements)
    if not answered:
        raise ValidationError({"statements": "Choose what it answers"})
    if any(row.conversation_id != conversation.pk for row in answered):
        raise ValidationError("Choose statements of this conversation.")
    decision.save()
    decision.statements.set(answered)
    record("conversations.save_decision", decision, by=by)
    return decision


def check_decision(decision: Decision) -> None:
    """“We will” says by when; every answer says what, and who sees to it."""
    if decision.answer != Answer.WILL:
        return
    if decision.by_when is None:
        raise ValidationError({"by_when": "Enter by when it will be done"})
    if decision.by_when <= timezone.localdate():
        raise ValidationError(
            {"by_when": "Choose a day that is still to come: it will be done by then"}
        )


def hold(decision: Decision) -> None:
    """Read it afresh and keep it until the transaction ends: two may press at once."""
    decision.refresh_from_db(from_queryset=Decision.objects.select_for_update())


@transaction.atomic
def publish_decision(*, decision: Decision, by: Any) -> DecisionMove:
    """Tell everybody: the first step."""
    hold(decision)
    if decision.published_at is not None:
        raise ValidationError("This decision has been published already.")
    check_decision(decision)
    decision.published_at = timezone.now()
    decision.save(update_fields=["published_at"])
    record("conversations.publish_decision", decision, by=by)
    return add_move(decision, by=by)


@transaction.atomic
def move_decision(
    *, decision: Decision, answer: str, words: str, by_when: date | None, by: Any
) -> DecisionMove | None:
    """The next step: done, put off, or not done and why. Everybody is told.

    None for what people know already, as when it is sent twice: nobody is told again.
    """
    hold(decision)
    if decision.published_at is None:
        raise ValidationError("Publish the decision first.")
    if (answer, words, by_when) == (
        decision.answer,
        decision.words,
        decision.by_when,
    ):
        return None
    decision.answer = answer
    decision.words = words
    decision.by_when = by_when
    check_decision(decision)
    decision.save(update_fields=["answer", "words", "by_when"])
    record("conversations.move_decision", decision, by=by, answer=str(answer))
    return add_move(decision, by=by)


def add_move(decision: Decision, *, by: Any) -> DecisionMove:
    move = DecisionMove.objects.create(
        decision=decision,
        answer=decision.answer,
        words=decision.words,
        by_when=decision.by_when,
        by=by,
        at=timezone.now(),
    )
    enqueue_on_commit("conversations.tell_move", move_id=move.pk)
    return move


@transaction.atomic
def remove_draft(*, decision: Decision, by: Any) -> None:
    """Throw away a decision that nobody has been told."""
    if decision.published_at is not None:
        raise ValidationError("People know this decision. Add a next step to it.")
    record("conversations.remove_decision", decision, by=by)
    decision.delete()
