"""Keeping a conversation honest: published heads, flags, and removals that show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Max, QuerySet
from django.utils import timezone

from lehc.audit.actions import record
from lehc.conversations.actions.log import log_change
from lehc.conversations.enums import EntryKind, PatternKind
from lehc.conversations.models import ChainHead, Conversation, Flag, LogEntry, Voter
from lehc.conversations.patterns import find_patterns
from lehc.conversations.queries.voting import read_timed_votes


@transaction.atomic
def publish_heads(*, day: date) -> int:
    """Publish the end of each log on every day up to this one that has none yet.

    A day on which a log did not grow has none. Two processes may do it at once.
    """
    published = 0
    for conversation in Conversation.objects.launched():
        entries = LogEntry.objects.filter(conversation=conversation, day__lte=day)
        known = ChainHead.objects.filter(conversation=conversation).values("day")
        ends = entries.exclude(day__in=known).values("day").annotate(end=Max("number"))
        tips = entries.filter(number__in=[row["end"] for row in ends.order_by()])
        heads = [
            ChainHead(
                conversation=conversation, day=tip.day, number=tip.number, hash=tip.hash
            )
            for tip in tips
        ]
        published += len(ChainHead.objects.bulk_create(heads, ignore_conflicts=True))
    return published


def look_for_patterns(*, conversation: Conversation) -> None:
    """Flag the voters who show a pattern now.

    Of votes that were held elsewhere we don't know when each was cast.
    """
    if conversation.is_brought_in:
        return
    found = find_patterns(read_timed_votes(conversation))
    flag_voters(conversation=conversation, found=found)


@transaction.atomic
def flag_voters(
    *, conversation: Conversation, found: Mapping[PatternKind, Iterable[int]]
) -> None:
    """Mark voters with a pattern, and unmark those who no longer show it."""
    for kind, voters in found.items():
        wanted = set(voters)
        rows = Flag.objects.filter(voter__conversation=conversation, kind=kind)
        rows.exclude(voter_id__in=wanted).delete()
        known = set(rows.values_list("voter_id", flat=True))
        Flag.objects.bulk_create(
            Flag(voter_id=voter, kind=kind) for voter in sorted(wanted - known)
        )


@transaction.atomic
def leave_out(*, voter: Voter, because: str, by: Any) -> None:
    """Leave a voter's votes out of the results. The log and the results say so."""
    if voter.removed_on is not None:
        raise ValidationError("These votes have been left out already.")
    voter.removed_on = timezone.localdate()
    voter.removed_by = by
    voter.removed_because = because
    voter.save(update_fields=["removed_on", "removed_by", "removed_because"])
    count = voter.votes.count()
    log_change(
        conversation_id=voter.conversation_id, kind=EntryKind.REMOVAL, count=count
    )
    record("conversations.leave_out", voter.conversation, by=by, votes=count)


@transaction.atomic
def count_again(*, voter: Voter, by: Any) -> None:
    """Count a voter's votes again."""
    if voter.removed_on is None:
        raise ValidationError("These votes are counted.")
    voter.removed_on = voter.removed_by = None
    voter.removed_because = ""
    voter.save(update_fields=["removed_on", "removed_by", "removed_because"])
    count = voter.votes.count()
    log_change(
        conversation_id=voter.conversation_id, kind=EntryKind.RETURN, count=count
    )
    record("conversations.count_again", voter.conversation, by=by, votes=count)


@transaction.atomic
def forget_voters(rows: QuerySet[Voter]) -> int:
    """Delete voters with their votes; each log says how many votes went.

    Published heads stay true: the chain speaks of the votes, not what they said.
    """
    counted = rows.order_by().values_list("conversation").annotate(n=Count("votes"))
    gone = dict(counted.values_list("conversation", "n"))
    count = rows.count()
    rows.delete()
    for conversation_id, votes in sorted(gone.items()):
        log_change(
            conversation_id=conversation_id, kind=EntryKind.FORGOTTEN, count=votes
        )
    return count
