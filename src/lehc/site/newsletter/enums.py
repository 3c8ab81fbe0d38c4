from __future__ import annotations

from django.db.models import TextChoices


class SubscriberState(TextChoices):
    WAITING = "waiting", "Asked, has not confirmed yet"
    ACTIVE = "active", "Gets the newsletter"
    LEFT = "left", "Has left"
    UNREACHABLE = "unreachable", "Their mailbox does not take our letters"


ENDED_STATES = frozenset({SubscriberState.LEFT, SubscriberState.UNREACHABLE})


class CopyState(TextChoices):
    """One person's copy of one issue, on its way to the mail server.

    HANDING is written down before the server gets the text and lasts until it answers.
    A copy found in it later may have arrived or not, and nobody can tell: it becomes
    UNSURE and is never sent again by itself.
    """

    QUEUED = "queued", "Waits to be sent"
    HANDING = "handing", "Is being handed to the mail server"
    SENT = "sent", "The mail server has it"
    REFUSED = "refused", "The mail server did not take it"
    UNSURE = "unsure", "Nobody can tell whether it went"
    STOPPED = "stopped", "The person left before it went"


UNFINISHED_STATES = frozenset({CopyState.QUEUED, CopyState.HANDING})


class BounceKind(TextChoices):
    HARD = "hard", "The mailbox does not exist or takes nothing from us"
    SOFT = "soft", "The mailbox could not take it this time"
