"""The results as they are shown. A look at the page may make them anew."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from lehc.conversations.actions.integrity import look_for_patterns
from lehc.conversations.models import Conversation, Snapshot
from lehc.conversations.queries.results import (
    count_flagged,
    count_moves_since,
    count_votes,
    find_last_number,
    find_snapshot,
)
from lehc.conversations.queries.voting import count_voters
from lehc.conversations.small_numbers import LEAST_VOTERS, STEP

# Entries of the log whose votes are looked at for patterns while somebody waits.
MOST_AT_ONCE = 50_000


@transaction.atomic
def refresh_results(*, conversation: Conversation) -> Snapshot | None:
    """The results to show: new ones once three voters or more have done something.

    None below ten voters. Between two versions at least three people have voted,
    changed a vote, left or come back, so that no difference tells one person's votes.
    """
    newest = find_snapshot(conversation)
    if newest is not None and count_moves_since(newest) < STEP:
        return newest
    voters = count_voters(conversation)
    if voters < LEAST_VOTERS:
        return None
    entry_number = find_last_number(conversation)
    if entry_number <= MOST_AT_ONCE:
        look_for_patterns(conversation=conversation)
    return Snapshot.objects.create(
        conversation=conversation,
        made_at=timezone.now(),
        voters=voters,
        flagged=count_flagged(conversation),
        entry_number=entry_number,
        counts=count_votes(conversation),
        unflagged=count_votes(conversation, without_flagged=True),
    )
