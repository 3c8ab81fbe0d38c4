from __future__ import annotations

import datetime
import re

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from lehc.audit.models import AuditEvent
from lehc.letters.models import Letter
from lehc.site.newsletter.actions.subscribing import (
    ask_for_newsletter,
    confirm_subscriber,
    end_subscription,
)
from lehc.site.newsletter.enums import CopyState, SubscriberState
from lehc.site.newsletter.links import read_confirm_token, write_confirm_link
from lehc.site.newsletter.models import Copy, Subscriber
from lehc.site.newsletter.tasks import forget_subscribers
from tests.factories.newsletter import SubscriberFactory, make_sending

pytestmark = pytest.mark.django_db
ADDRESS = "amina@example.org"


def state(subscriber: Subscriber) -> str:
    subscriber.refresh_from_db()
    return subscriber.state


def test_asking_writes_a_letter_and_nothing_more() -> None:
    subscriber = ask_for_newsletter(email=" Amina@Example.org ")
    assert (subscriber.email, subscriber.state) == (ADDRESS, "waiting")
    assert not Subscriber.objects.active().exists()
    letter = Letter.objects.get()
    assert (letter.recipient, letter.kind) == (ADDRESS, "newsletter")
    found = re.search(r"/newsletter/confirm/([^/]+)/", letter.body)
    assert found is not None
    assert read_confirm_token(found[1]) == subscriber.key
    assert confirm_subscriber(key=subscriber.key) is True
    assert state(subscriber) == "active"
    assert AuditEvent.objects.get().action == "newsletter.confirm"


def test_asking_again_keeps_one_row_and_writes_again() -> None:
    first = ask_for_newsletter(email=ADDRESS)
    assert ask_for_newsletter(email=ADDRESS.upper()) == first
    assert Letter.objects.count() == 2


def test_somebody_on_the_list_is_told_so_and_stays_on_it() -> None:
    subscriber = SubscriberFactory(email=ADDRESS)
    ask_for_newsletter(email=ADDRESS)
    assert state(subscriber) == "active"
    letter = Letter.objects.get()
    assert letter.subject == "You get our newsletter already"
    assert f"/newsletter/leave/{subscriber.key}/" in letter.body


@pytest.mark.parametrize("before", [SubscriberState.LEFT, SubscriberState.UNREACHABLE])
def test_somebody_who_left_comes_back_by_confirming(before: SubscriberState) -> None:
    subscriber = SubscriberFactory(email=ADDRESS, state=before, soft_bounces=3)
    ask_for_newsletter(email=ADDRESS)
    assert state(subscriber) == "waiting"
    assert confirm_subscriber(key=subscriber.key) is True
    assert (state(subscriber), subscriber.soft_bounces) == ("active", 0)


@pytest.mark.parametrize(
    ("before", "answer", "after"),
    [
        (SubscriberState.WAITING, True, "active"),
        (SubscriberState.ACTIVE, True, "active"),
        (SubscriberState.LEFT, False, "left"),
        (SubscriberState.UNREACHABLE, False, "unreachable"),
    ],
)
def test_an_old_link_brings_nobody_back(before, answer, after) -> None:
    subscriber = SubscriberFactory(state=before)
    assert confirm_subscriber(key=subscriber.key) is answer
    assert state(subscriber) == after


def test_nobody_confirms_with_a_key_that_is_nobodys() -> None:
    assert confirm_subscriber(key="none") is False


def test_confirming_link_is_signed_and_runs_out() -> None:
    link = write_confirm_link("key")
    token = link.rstrip("/").rpartition("/")[2]
    assert read_confirm_token(token) == "key"
    assert read_confirm_token("key") is None
    assert read_confirm_token(token[:-1] + "~") is None
    with time_machine.travel(timezone.now() + datetime.timedelta(days=7, seconds=2)):
        assert read_confirm_token(token) is None


def test_leaving_stops_what_waits_and_is_written_down() -> None:
    sending = make_sending(subscribers=2)
    leaver, other = Subscriber.objects.all()
    end_subscription(subscriber=leaver)
    end_subscription(subscriber=leaver)
    assert state(leaver) == "left"
    assert sending.copies.get(subscriber=leaver).state == CopyState.STOPPED
    assert sending.copies.get(subscriber=other).state == CopyState.QUEUED
    events = AuditEvent.objects.filter(action="newsletter.end")
    assert [event.facts for event in events] == [{"state": "left"}]


def test_addresses_are_forgotten_in_time() -> None:
    now = timezone.now()
    rows = {
        "waiting, 8 days": (SubscriberState.WAITING, 8),
        "waiting, 6 days": (SubscriberState.WAITING, 6),
        "active, years": (SubscriberState.ACTIVE, 900),
        "left, 31 days": (SubscriberState.LEFT, 31),
        "left, 29 days": (SubscriberState.LEFT, 29),
        "unreachable, 31 days": (SubscriberState.UNREACHABLE, 31),
    }
    made = {
        name: SubscriberFactory(
            state=kind, asked_at=now - datetime.timedelta(days=days)
        )
        for name, (kind, days) in rows.items()
    }
    make_sending()
    forget_subscribers()
    left = set(Subscriber.objects.values_list("pk", flat=True))
    assert {name for name, row in made.items() if row.pk in left} == {
        "waiting, 6 days",
        "active, years",
        "left, 29 days",
    }


def test_a_copy_outlives_whom_it_was_for() -> None:
    sending = make_sending(subscribers=1)
    Subscriber.objects.all().delete()
    assert sending.copies.get().subscriber is None


def test_letters_that_asked_are_forgotten_too() -> None:
    ask_for_newsletter(email=ADDRESS)
    now = timezone.now()
    Letter.objects.update(
        state="sent", sent_at=now, written_at=now - datetime.timedelta(days=8)
    )
    forget_subscribers()
    assert Letter.objects.count() == 0


@pytest.mark.parametrize(
    "facts",
    [
        {"email": ADDRESS.upper()},
        {"state": "active", "confirmed_at": None},
        {"state": "left", "ended_at": None},
        {"state": "active", "ended_at": timezone.now()},
    ],
)
def test_database_refuses_what_can_not_be(facts) -> None:
    SubscriberFactory(email=ADDRESS)
    with pytest.raises(IntegrityError), transaction.atomic():
        SubscriberFactory(**facts)


def test_keys_differ_and_say_nothing_of_the_address() -> None:
    keys = [row.key for row in SubscriberFactory.create_batch(5)]
    assert len(set(keys)) == 5
    assert all(len(key) >= 20 for key in keys)
    assert Copy.objects.count() == 0
