"""The door for bounces: closed, locked, and open with the right key."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from lehc.site.newsletter.models import Copy, Subscriber
from tests.factories.newsletter import make_sending
from tests.unit.site.newsletter.test_bounces import write_bounce

pytestmark = pytest.mark.django_db
SECRET = "a-secret-of-twenty-four-signs"
DOOR = "/newsletter/bounces/"


def knock(client: Client, raw: bytes, authorization: str = f"Bearer {SECRET}") -> int:
    response = client.post(
        DOOR,
        raw,
        content_type="message/rfc822",
        headers={"Authorization": authorization},
    )
    return response.status_code


@pytest.fixture
def bounce(settings: Any) -> bytes:
    settings.NEWSLETTER_BOUNCE_SECRET = SECRET
    make_sending(subscribers=1)
    return write_bounce(message_id=f"<{Copy.objects.get().message_id}@localhost>")


def test_bounce_ends_the_subscription_once(client: Client, bounce: bytes) -> None:
    assert [knock(client, bounce), knock(client, bounce)] == [202, 204]
    assert Subscriber.objects.get().state == "unreachable"


def test_anything_else_is_taken_and_changes_nothing(
    client: Client, bounce: bytes
) -> None:
    assert [knock(client, b"Hello"), knock(client, b"")] == [204, 204]
    assert Subscriber.objects.get().state == "active"


@pytest.mark.parametrize("said", ["", "Bearer", "Bearer wrong", SECRET])
def test_without_the_secret_nothing_is_read(
    client: Client, bounce: bytes, said: str
) -> None:
    assert knock(client, bounce, said) == 403
    assert Subscriber.objects.get().state == "active"


def test_guessing_is_slowed_down(client: Client, bounce: bytes) -> None:
    codes = [knock(client, bounce, "Bearer wrong") for _ in range(11)]
    assert codes == [403] * 10 + [429]
    assert knock(client, bounce) == 202


def test_without_a_setting_there_is_no_door(client: Client, settings: Any) -> None:
    settings.NEWSLETTER_BOUNCE_SECRET = ""
    assert knock(client, b"x") == 404
    assert knock(client, b"x", "Bearer ") == 404


def test_too_large_and_wrong_verbs_are_refused(client: Client, bounce: bytes) -> None:
    assert knock(client, b"x" * (1024 * 1024 + 1)) == 413
    assert client.get(DOOR).status_code == 405
