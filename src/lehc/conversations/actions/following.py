"""Addresses that want to hear what became of it, and the letters to them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from lehc.conversations.enums import StatementState
from lehc.conversations.keys import sign_follower
from lehc.conversations.models import (
    Appeal,
    Conversation,
    DecisionMove,
    Follower,
    Statement,
    StatementReview,
)
from lehc.conversations.rules import find_first
from lehc.letters.actions import forget_letters, write_letter
from lehc.letters.drafts import draft_letter
from lehc.letters.enums import LetterKind

KEPT_AFTER_CLOSING = timedelta(days=365)
WAITS_FOR_A_YES = timedelta(days=7)
LETTERS_KEPT = timedelta(days=30)


@transaction.atomic
def follow(
    *, conversation: Conversation, email: str, statement: Statement | None = None
) -> Follower:
    """Keep an address apart, and ask its owner whether they meant it."""
    follower, _ = Follower.objects.get_or_create(
        conversation=conversation, statement=statement, email=email.strip().lower()
    )
    if not follower.is_confirmed:
        write_to(follower, "confirm.txt")
    return follower


@transaction.atomic
def confirm_following(*, follower: Follower) -> None:
    """The owner of an address means it; what they missed before saying so follows."""
    if follower.is_confirmed:
        return
    follower.is_confirmed = True
    follower.save(update_fields=["is_confirmed"])
    if follower.statement is not None:
        tell_what_was_missed(follower, follower.statement)


def tell_what_was_missed(follower: Follower, statement: Statement) -> None:
    """The newest outcome of their statement and decisions on it, a letter each."""
    me = Follower.objects.filter(pk=follower.pk)
    outcomes = statement.reviews.exclude(outcome=StatementState.REPLACED)
    review = outcomes.order_by("-id").first()
    if review is not None:
        appeal = getattr(review, "appeal", None)
        if appeal is not None and appeal.answered_at and not appeal.is_granted:
            write_second_look(me, appeal)
        else:
            write_outcome(me, review)
    for decision in (statement.merged_into or statement).decisions.published():
        move = decision.moves.order_by("at").last()
        if move is not None:
            write_to_all(me, "move.txt", {"move": move, "decision": decision})


@transaction.atomic
def stop_following(*, follower: Follower) -> None:
    """Forget the address; the letters about this conversation end."""
    Follower.objects.filter(
        conversation=follower.conversation_id, email=follower.email
    ).delete()


@transaction.atomic
def tell_outcome(*, review: StatementReview) -> int:
    """Tell who wrote a statement what became of it; how many letters."""
    return write_outcome(review.statement.followers.all(), review)


def write_outcome(rows: QuerySet[Follower], review: StatementReview) -> int:
    facts = {
        "review": review,
        "statement": review.statement,
        "first": find_first(review.statement),
    }
    return write_to_all(rows, "outcome.txt", facts)


@transaction.atomic
def tell_second_look(*, appeal: Appeal) -> int:
    """Tell who asked for a second look that it stays as it is, and why."""
    return write_second_look(appeal.review.statement.followers.all(), appeal)


def write_second_look(rows: QuerySet[Follower], appeal: Appeal) -> int:
    facts = {"appeal": appeal, "statement": appeal.review.statement}
    return write_to_all(rows, "second_look.txt", facts)


@transaction.atomic
def tell_move(*, move: DecisionMove) -> int:
    """Tell authors and followers of one step of a decision; each address once.

    Who wrote a statement that became one with an answered one wrote that too.
    """
    decision = move.decision
    numbers = decision.statements.values("number")
    concerned = (
        Q(statement=None)
        | Q(statement__number__in=numbers)
        | Q(statement__merged_into__number__in=numbers)
    )
    rows = Follower.objects.filter(concerned, conversation=decision.conversation_id)
    return write_to_all(rows, "move.txt", {"move": move, "decision": decision})


def write_to_all(rows: QuerySet[Follower], template: str, facts: dict[str, Any]) -> int:
    """One letter to each address that has said yes."""
    confirmed = rows.filter(is_confirmed=True).select_related("conversation")
    by_address = {row.email: row for row in confirmed.order_by("-statement_id")}
    for follower in by_address.values():
        write_to(follower, template, **facts)
    return len(by_address)


def write_to(follower: Follower, template: str, **facts: Any) -> None:
    conversation = follower.conversation
    token = sign_follower(follower.pk)
    subject, body = draft_letter(
        f"conversations/letters/{template}",
        follower=follower,
        conversation=conversation,
        link=f"{settings.BASE_URL}{reverse('following', args=[token])}",
        decisions_link=f"{settings.BASE_URL}"
        f"{reverse('decisions', args=[conversation.slug])}",
        **facts,
    )
    write_letter(
        kind=LetterKind.CONVERSATION,
        recipient=follower.email,
        subject=subject,
        body=body,
    )


@transaction.atomic
def forget_followers(*, now: datetime | None = None) -> int:
    """Delete addresses that are due, and letters that went out a month ago."""
    now = now or timezone.now()
    long_ago = now - KEPT_AFTER_CLOSING
    due = Q(
        conversation__closes_at__lt=long_ago, asked_on__lt=timezone.localdate(long_ago)
    ) | Q(is_confirmed=False, asked_on__lt=timezone.localdate(now - WAITS_FOR_A_YES))
    gone, _ = Follower.objects.filter(due).delete()
    forget_letters(kind=LetterKind.CONVERSATION, before=now - LETTERS_KEPT)
    return gone
