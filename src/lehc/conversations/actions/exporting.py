"""Single votes taken out of the site: by whom, what for, and recorded."""

from __future__ import annotations

import random
import secrets
from collections.abc import Iterator
from datetime import datetime, time
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from lehc.audit.actions import record
from lehc.conversations.models import Conversation, Vote, VoteExport
from lehc.conversations.small_numbers import LEAST_VOTERS
from lehc.conversations.validators import check_purpose

VoteRow = tuple[int, int, int, int]


@transaction.atomic
def take_out_votes(
    *, conversation: Conversation, reason: str, by: Any
) -> list[VoteRow]:
    """The votes that count, as (timestamp, statement number, voter, vote).

    Voters are numbered anew in an order of chance, and of the time only the day is
    left: what is needed to work the map out again, and no more.
    """
    rows = list(read_rows(conversation))
    voters = list({row[2] for row in rows})
    if len(voters) < LEAST_VOTERS:
        raise ValidationError(
            f"Single votes can be taken out once {LEAST_VOTERS} people have voted."
        )
    random.Random(secrets.randbits(64)).shuffle(voters)
    numbers = {voter: place for place, voter in enumerate(voters)}
    made = VoteExport.objects.create(
        conversation=conversation,
        reason=check_purpose(reason),
        voters=len(voters),
        votes=len(rows),
        by=by,
    )
    record(
        "conversations.take_out_votes",
        conversation,
        by=by,
        export=made.pk,
        voters=made.voters,
        votes=made.votes,
    )
    return sorted((day, number, numbers[pk], value) for day, number, pk, value in rows)


def read_rows(conversation: Conversation) -> Iterator[VoteRow]:
    rows = Vote.objects.counted().filter(voter__conversation=conversation).order_by()
    fields = ("cast_at", "statement__number", "voter_id", "value")
    for cast_at, number, voter, value in rows.values_list(*fields).iterator(5000):
        yield first_moment(cast_at), number, voter, value


def first_moment(moment: datetime) -> int:
    """The first moment of the day, in milliseconds."""
    day = timezone.localtime(moment).date()
    return int(timezone.make_aware(datetime.combine(day, time.min)).timestamp() * 1000)
