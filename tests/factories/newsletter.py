"""Subscribers and issues of the newsletter."""

from __future__ import annotations

import datetime
from typing import Any

import factory
from django.utils import timezone

from lehc.site.actions.planting import plant_site
from lehc.site.newsletter.actions.planting import plant_newsletter
from lehc.site.newsletter.actions.sending import queue_copies
from lehc.site.newsletter.enums import SubscriberState
from lehc.site.newsletter.models import Issue, Sending, Subscriber


class SubscriberFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Subscriber

    email = factory.Sequence(lambda n: f"reader{n}@example.org")
    state = SubscriberState.ACTIVE
    asked_at = factory.LazyFunction(timezone.now)
    confirmed_at = factory.LazyAttribute(
        lambda row: row.asked_at if row.state != SubscriberState.WAITING else None
    )
    ended_at = factory.LazyAttribute(
        lambda row: (
            row.asked_at
            if row.state in {SubscriberState.LEFT, SubscriberState.UNREACHABLE}
            else None
        )
    )


def make_issue(title: str = "Spring news", *, live: bool = True, **facts: Any) -> Issue:
    """An issue under the newsletter's page, which is made when it is missing."""
    newsletter = plant_newsletter(plant_site())
    facts = {"date": datetime.date(2026, 3, 2), "introduction": "What is new."} | facts
    issue: Issue = newsletter.add_child(instance=Issue(title=title, live=live, **facts))
    issue.save_revision()
    return issue


def make_sending(*, subscribers: int = 0, **facts: Any) -> Sending:
    """A sending with a queued copy for each of that many new subscribers."""
    SubscriberFactory.create_batch(subscribers)
    words = {"subject": "Spring news", "html": "<p>Hello</p>", "text": "Hello\n"}
    sending = Sending.objects.create(**words | facts)
    queue_copies(sending)
    return sending
