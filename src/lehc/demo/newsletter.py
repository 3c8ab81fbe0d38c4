"""Two issues of the newsletter: one that went to invented readers, one to be sent."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils import timezone
from wagtail.rich_text import RichText

from lehc.accounts.models import Person
from lehc.programmes.models import Cohort
from lehc.site.actions.planting import plant_site
from lehc.site.models import Story
from lehc.site.newsletter.actions.planting import plant_newsletter
from lehc.site.newsletter.enums import CopyState, SubscriberState
from lehc.site.newsletter.models import Copy, Issue, Sending, Subscriber
from lehc.site.newsletter.parts import render_issue

READERS = 38
WAITING = 3
HELLO = (
    "<p>Every few weeks we write down what people in the programme did, what is coming, "
    "and where you can join in. Tell us if something is missing: this letter has a "
    "person at the other end.</p>"
)


def make_newsletter(*, editor: Person, today: datetime.date) -> None:
    newsletter = plant_newsletter(plant_site())
    stories = list(Story.objects.live().order_by("-date", "-pk")[:4])
    cohort = Cohort.objects.order_by("-number").first()
    older = Issue(
        title="What neighbours did next",
        slug="what-neighbours-did-next",
        introduction="Two stories from towns that listened first.",
        date=today - datetime.timedelta(weeks=5),
        owner=editor,
        body=write_body(stories[2:], None),
    )
    newer = Issue(
        title="Two new stories, and every date",
        slug="two-new-stories-and-every-date",
        introduction="What changed since we last wrote, and when the cohort meets.",
        date=today,
        owner=editor,
        body=write_body(stories[:2], cohort),
    )
    for issue in (older, newer):
        newsletter.add_child(instance=issue)
    send_earlier(older, editor)


def write_body(stories: list[Story], cohort: Cohort | None) -> list[tuple[str, Any]]:
    told = {"heading": "New stories", "stories": stories}
    body: list[tuple[str, Any]] = [("text", RichText(HELLO)), ("stories", told)]
    if cohort is not None:
        dates = {"heading": "When the cohort meets", "cohort": cohort, "most": 4}
        body.append(("dates", dates))
    action = {"heading": "", "words": "", "page": None, "label": "See all cohorts"}
    return [*body, ("action", action | {"address": "/cohorts/"})]


def send_earlier(issue: Issue, editor: Person) -> None:
    """As if it had been sent: nothing leaves for addresses that nobody has."""
    then = timezone.now() - datetime.timedelta(weeks=5)
    Subscriber.objects.bulk_create(
        Subscriber(
            email=f"reader{number}@demonstration.example",
            state=SubscriberState.WAITING if number < WAITING else (
                SubscriberState.ACTIVE
            ),
            asked_at=timezone.now() if number < WAITING else then,
            confirmed_at=None if number < WAITING else then,
        )
        for number in range(READERS + WAITING)
    )  # fmt: skip
    letter = render_issue(issue)
    sending = Sending.objects.create(
        issue=issue,
        subject=letter.subject,
        html=letter.html,
        text=letter.text,
        asked_by=editor,
        finished_at=then,
    )
    Copy.objects.bulk_create(
        Copy(
            sending=sending,
            subscriber=reader,
            state=CopyState.SENT,
            handed_at=then,
            sent_at=then,
        )
        for reader in Subscriber.objects.active()
    )
