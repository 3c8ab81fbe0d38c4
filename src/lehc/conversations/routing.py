"""The next statement for a voter, with priorities that are worked out now and then."""

from __future__ import annotations

import time
from collections.abc import Sequence

from django.core.cache import cache

from lehc.background.registry import enqueue_on_commit
from lehc.conversations.calculations.routing import (
    MOST_FOR_EVERYBODY,
    choose_next,
    find_priorities,
)
from lehc.conversations.models import Conversation, LogEntry, Statement, Voter
from lehc.conversations.queries.voting import read_votes

FRESH_FOR = 60  # seconds
KEPT_FOR = 24 * 60 * 60
MOST_AT_ONCE = 50_000  # votes that are worked out while somebody waits


def find_next(
    voter: Voter,
    statements: Sequence[Statement],
    answered: set[int],
    skipped: Sequence[int],
) -> Statement | None:
    """What the voter sees next: everything where that is little, else what helps."""
    by_id = {statement.pk: statement for statement in statements}
    priorities = None
    if len(by_id) > MOST_FOR_EVERYBODY:
        priorities = look_up_priorities(voter.conversation)
    chosen = choose_next(voter.pk, list(by_id), answered, skipped, priorities)
    return by_id[chosen] if chosen is not None else None


def look_up_priorities(conversation: Conversation) -> dict[int, float]:
    """Priorities not much older than a minute; in a huge conversation, as they come."""
    key = name_key(conversation.pk)
    made_at, priorities = cache.get(key, (0.0, {}))
    if time.time() - made_at < FRESH_FOR:
        return priorities
    newest = LogEntry.objects.filter(conversation=conversation).order_by("-number")
    entries = newest.values_list("number", flat=True).first() or 0
    if entries <= MOST_AT_ONCE:
        return work_out_priorities(conversation.pk)
    if cache.add(f"{key}:asked", 1, FRESH_FOR):
        enqueue_on_commit(
            "conversations.work_out_priorities", conversation_id=conversation.pk
        )
    return priorities


def work_out_priorities(conversation_id: int) -> dict[int, float]:
    conversation = Conversation.objects.get(pk=conversation_id)
    priorities = find_priorities(read_votes(conversation))
    cache.set(name_key(conversation_id), (time.time(), priorities), KEPT_FOR)
    return priorities


def name_key(conversation_id: int) -> str:
    return f"conversations:routing:{conversation_id}"
