"""What follows from a bounce."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from lehc.site.newsletter.actions.subscribing import end_subscription
from lehc.site.newsletter.bounces import Bounce
from lehc.site.newsletter.enums import BounceKind, SubscriberState
from lehc.site.newsletter.models import Copy, Subscriber

MOST_SOFT_BOUNCES = 3  # each of another issue


@transaction.atomic
def note_bounce(bounce: Bounce) -> bool:
    """Write a bounce down; False when it is of no copy of ours, or known already."""
    copy = (
        Copy.objects.select_for_update(of=("self",))
        .filter(message_id=bounce.message_id, bounce="")
        .first()
    )
    if copy is None:
        return False
    Copy.objects.filter(pk=copy.pk).update(bounce=bounce.kind)
    if copy.subscriber_id is None:
        return True
    subscribers = Subscriber.objects.filter(pk=copy.subscriber_id)
    if bounce.kind == BounceKind.SOFT:
        subscribers.update(soft_bounces=F("soft_bounces") + 1)
    subscriber = subscribers.get()
    if bounce.kind == BounceKind.HARD or subscriber.soft_bounces >= MOST_SOFT_BOUNCES:
        end_subscription(subscriber=subscriber, state=SubscriberState.UNREACHABLE)
    return True
