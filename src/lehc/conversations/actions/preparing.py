"""Preparing a conversation, opening it and closing it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from lehc.audit.actions import record
from lehc.conversations.enums import Phase
from lehc.conversations.models import (
    Conversation,
    GunningCheck,
    ModerationReason,
)
from lehc.conversations.rules import find_launch_gaps

LONGEST_SLUG = 40
# What may still change once people have been asked.
FIXED_AFTER_LAUNCH = ("question", "scope", "cohort", "place", "opens_at", "reads_first")


@transaction.atomic
def start_conversation(*, by: Any, **fields: Any) -> Conversation:
    """Start preparing a conversation; nobody sees it before it is launched."""
    conversation = Conversation(slug=make_slug(fields["question"]), **fields)
    check_times(conversation)
    conversation.save()
    record("conversations.start_conversation", conversation, by=by)
    return conversation


def make_slug(question: str) -> str:
    """The question's first words, with a number where others begin alike."""
    words = slugify(question)[:LONGEST_SLUG].rsplit("-", 1)[0] or "conversation"
    taken = set(
        Conversation.objects.filter(slug__startswith=words).values_list(
            "slug", flat=True
        )
    )
    slug, number = words, 2
    while slug in taken:
        slug, number = f"{words}-{number}", number + 1
    return slug


@transaction.atomic
def change_conversation(*, conversation: Conversation, by: Any, **fields: Any) -> None:
    """Change what may be changed: before the launch all, after it words and its end."""
    if conversation.is_brought_in:
        raise ValidationError("This was held elsewhere. It stays as it came in.")
    if conversation.launched_at is not None:
        fields = {
            name: value
            for name, value in fields.items()
            if name not in FIXED_AFTER_LAUNCH
        }
    for name, value in fields.items():
        setattr(conversation, name, value)
    check_times(conversation)
    if conversation.launched_at is not None and not conversation.doors:
        raise ValidationError("Keep at least one door open.")
    conversation.save(update_fields=list(fields))
    record("conversations.change", conversation, by=by, fields=sorted(fields))


def check_times(conversation: Conversation) -> None:
    if conversation.closes_at <= conversation.opens_at:
        raise ValidationError({"closes_on": "Choose a day after the opening"})


@transaction.atomic
def write_policy(
    *, conversation: Conversation, policy: str, reasons: list[str], by: Any
) -> None:
    """Publish how statements are read, and the reasons for which some are sent back.

    A reason that has been given to an author stays on the list. A change after the
    launch shows in public, with its day.
    """
    before = conversation.moderation_policy, list_reasons(conversation)
    conversation.moderation_policy = policy
    unused = conversation.reasons.filter(statementreview__isnull=True)
    unused.exclude(words__in=reasons).delete()
    kept = list_reasons(conversation)
    ModerationReason.objects.bulk_create(
        ModerationReason(conversation=conversation, words=words)
        for words in dict.fromkeys(reasons)
        if words not in kept
    )
    is_changed = before != (policy, list_reasons(conversation))
    if conversation.launched_at is not None and is_changed:
        conversation.policy_changed_on = timezone.localdate()
    conversation.save(update_fields=["moderation_policy", "policy_changed_on"])
    record("conversations.write_policy", conversation, by=by, reasons=len(reasons))


def list_reasons(conversation: Conversation) -> set[str]:
    return set(conversation.reasons.values_list("words", flat=True))


@transaction.atomic
def answer_gunning(*, conversation: Conversation, by: Any, **answers: str) -> None:
    """Answer the four questions that make a consultation fair."""
    GunningCheck.objects.update_or_create(
        conversation=conversation, defaults={**answers, "by": by}
    )
    record("conversations.answer_gunning", conversation, by=by)


@transaction.atomic
def launch(*, conversation: Conversation, by: Any) -> None:
    """Let people see it; votes are taken from the opening on."""
    if conversation.launched_at is not None:
        raise ValidationError("This conversation has been launched already.")
    gaps = find_launch_gaps(conversation)
    if gaps:
        raise ValidationError(gaps)
    conversation.launched_at = timezone.now()
    conversation.save(update_fields=["launched_at"])
    record("conversations.launch", conversation, by=by)


@transaction.atomic
def close_now(*, conversation: Conversation, by: Any) -> None:
    """Close before the day that was set."""
    if conversation.get_phase() != Phase.OPEN:
        raise ValidationError("Only a conversation that is open can be closed.")
    conversation.closes_at = timezone.now()
    conversation.save(update_fields=["closes_at"])
    record("conversations.close_now", conversation, by=by)
