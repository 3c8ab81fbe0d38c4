"""Coming in: by the open link, a room's link, an invitation, or through somebody."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from lehc.audit.actions import record
from lehc.conversations.enums import Door
from lehc.conversations.keys import (
    INVITATION,
    SHEET,
    VOTER,
    hash_key,
    make_typed_key,
)
from lehc.conversations.models import (
    Conversation,
    Invitation,
    InvitationBatch,
    Voter,
)
from lehc.conversations.models.conversations import make_room_key
from lehc.conversations.rules import check_open, check_paper

LARGEST_BATCH = 500
USED_UP = "This invitation has been used, has run out or was taken back."


@transaction.atomic
def join(
    *,
    conversation: Conversation,
    door: Door,
    key: str,
) -> Voter:
    """Make the browser that holds `key` a voter; whoever is one already stays it."""
    check_open(conversation)
    if door not in conversation.doors:
        raise ValidationError("This conversation has another way in.")
    voter, _ = Voter.objects.get_or_create(
        key_hash=hash_key(VOTER, key, conversation.pk),
        defaults={"conversation": conversation, "door": door},
    )
    return voter


@transaction.atomic
def redeem_invitation(*, invitation: Invitation, key: str) -> Voter:
    """Use an invitation once. Nothing of the voter leads to it or to its batch."""
    free = Invitation.objects.filter(
        pk=invitation.pk,
        is_used=False,
        is_revoked=False,
        batch__revoked_at__isnull=True,
        batch__expires_at__gt=timezone.now(),
    )
    if not free.update(is_used=True):
        raise ValidationError(USED_UP)
    conversation = invitation.batch.conversation
    return join(conversation=conversation, door=Door.INVITATION, key=key)


@transaction.atomic
def make_batch(
    *, conversation: Conversation, name: str, size: int, expires_at: datetime, by: Any
) -> tuple[InvitationBatch, list[str]]:
    """Make invitations and return their tokens, which exist only in that list."""
    if not conversation.has_invitation_door:
        raise ValidationError("Choose personal invitations as a door first.")
    if not 1 <= size <= LARGEST_BATCH:
        raise ValidationError(
            {"size": f"Make between 1 and {LARGEST_BATCH} invitations at once"}
        )
    if expires_at <= timezone.now():
        raise ValidationError({"expires_on": "Choose a day that is still to come"})
    batch = InvitationBatch.objects.create(
        conversation=conversation,
        name=name,
        size=size,
        expires_at=expires_at,
        made_by=by,
    )
    tokens = [make_typed_key() for _ in range(size)]
    Invitation.objects.bulk_create(
        Invitation(batch=batch, number=number, token_hash=hash_key(INVITATION, token))
        for number, token in enumerate(tokens, start=1)
    )
    record("conversations.make_batch", batch, by=by, size=size)
    return batch, tokens


@transaction.atomic
def revoke_batch(*, batch: InvitationBatch, by: Any) -> int:
    """Take back the invitations that nobody has used; return how many."""
    batch.revoked_at = timezone.now()
    batch.save(update_fields=["revoked_at"])
    unused = batch.invitations.filter(is_used=False, is_revoked=False)
    count = unused.update(is_revoked=True)
    record("conversations.revoke_batch", batch, by=by, count=count)
    return count


@transaction.atomic
def revoke_invitation(*, invitation: Invitation, by: Any) -> None:
    """Take back one invitation, by the number printed on it."""
    unused = Invitation.objects.filter(
        pk=invitation.pk, is_used=False, is_revoked=False
    )
    if not unused.update(is_revoked=True):
        raise ValidationError("That invitation has been used or taken back already")
    record("conversations.revoke_invitation", invitation, by=by)


@transaction.atomic
def renew_room_key(*, conversation: Conversation, by: Any) -> None:
    """Give the room a new link; posters with the old one no longer work."""
    conversation.room_key = make_room_key()
    conversation.save(update_fields=["room_key"])
    record("conversations.renew_room_key", conversation, by=by)


@transaction.atomic
def join_on_behalf(*, conversation: Conversation, key: str, by: Any) -> Voter | None:
    """A voter whose votes come on paper or aloud, typed by `by`.

    `key` is the one of the empty sheet: None when it has been typed in already.
    """
    check_paper(conversation)
    voter, is_new = Voter.objects.get_or_create(
        key_hash=hash_key(SHEET, key, conversation.pk),
        defaults={
            "conversation": conversation,
            "door": Door.BEHALF,
            "entered_by": by,
        },
    )
    if not is_new:
        return None
    record("conversations.join_on_behalf", conversation, by=by)
    return voter
