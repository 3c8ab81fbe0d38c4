"""Asking for the newsletter, confirming, leaving, and forgetting who has left."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from lehc.accounts.validators import clean_email
from lehc.audit.actions import record
from lehc.letters.actions import write_letter
from lehc.letters.drafts import draft_letter
from lehc.letters.enums import LetterKind
from lehc.site.newsletter.enums import CopyState, SubscriberState
from lehc.site.newsletter.links import write_confirm_link, write_leave_link
from lehc.site.newsletter.models import Copy, Subscriber


@transaction.atomic
def ask_for_newsletter(*, email: str) -> Subscriber:
    """Write to an address that asked, so that its owner can say yes.

    Nothing else happens before they do. Somebody who gets the newsletter already is
    told so; who asks learns nothing either way.
    """
    email = clean_email(email)
    now = timezone.now()
    subscriber, is_new = Subscriber.objects.select_for_update().get_or_create(
        email=email, defaults={"asked_at": now}
    )
    is_active = subscriber.state == SubscriberState.ACTIVE
    if not is_new and not is_active:
        subscriber.state = SubscriberState.WAITING
        subscriber.asked_at, subscriber.ended_at = now, None
        subscriber.save(update_fields=["state", "asked_at", "ended_at"])
    name = "already" if is_active else "confirm"
    subject, body = draft_letter(
        f"newsletter/letters/{name}.txt",
        confirm_url=write_confirm_link(subscriber.key),
        leave_url=write_leave_link(subscriber.key),
    )
    kind = LetterKind.NEWSLETTER
    write_letter(kind=kind, recipient=email, subject=subject, body=body)
    return subscriber


@transaction.atomic
def confirm_subscriber(*, key: str) -> bool:
    """The owner of the address said yes; False when nobody asked with this key."""
    subscriber = Subscriber.objects.select_for_update().filter(key=key).first()
    if subscriber is None or subscriber.state != SubscriberState.WAITING:
        return subscriber is not None and subscriber.state == SubscriberState.ACTIVE
    subscriber.state = SubscriberState.ACTIVE
    subscriber.confirmed_at = timezone.now()
    subscriber.soft_bounces = 0
    subscriber.save(update_fields=["state", "confirmed_at", "soft_bounces"])
    record("newsletter.confirm", subscriber, by=None)
    return True


@transaction.atomic
def end_subscription(
    *, subscriber: Subscriber, state: SubscriberState = SubscriberState.LEFT
) -> None:
    """No more copies, including those that wait. Twice does nothing more."""
    ended = Subscriber.objects.filter(
        pk=subscriber.pk, state__in=[SubscriberState.WAITING, SubscriberState.ACTIVE]
    ).update(state=state, ended_at=timezone.now())
    if ended:
        Copy.objects.queued().filter(subscriber=subscriber).update(
            state=CopyState.STOPPED
        )
        record("newsletter.end", subscriber, by=None, state=state)


@transaction.atomic
def forget_subscribers(*, waiting_before: datetime, ended_before: datetime) -> int:
    """Remove addresses that never confirmed, and those that left a while ago."""
    rows = Subscriber.objects.waiting_since_before(waiting_before)
    rows |= Subscriber.objects.ended_before(ended_before)
    count, _ = rows.delete()
    return count
