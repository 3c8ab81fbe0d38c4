"""Bounces as mail servers write them: what counts, and what must not."""

from __future__ import annotations

import uuid
from email.message import EmailMessage

import pytest

from lehc.site.newsletter.actions.bouncing import MOST_SOFT_BOUNCES, note_bounce
from lehc.site.newsletter.bounces import Bounce, read_bounce
from lehc.site.newsletter.enums import BounceKind
from lehc.site.newsletter.models import Copy, Subscriber
from tests.factories.newsletter import make_sending

NUMBER = uuid.UUID("11111111-2222-4333-8444-555555555555")


def write_bounce(
    status: str = "5.1.1",
    action: str = "failed",
    message_id: str = f"<{NUMBER}@localhost>",
    original: str = "message/rfc822",
) -> bytes:
    """A delivery status notification, as Postfix and Exim write it."""
    return "\r\n".join(
        [
            "From: MAILER-DAEMON@mail.example.org",
            "To: news@localhost",
            "Subject: Undelivered Mail Returned to Sender",
            "MIME-Version: 1.0",
            "Content-Type: multipart/report; report-type=delivery-status; boundary=B",
            "",
            "--B",
            "Content-Type: text/plain",
            "",
            "I'm sorry to have to inform you that your message could not be delivered.",
            "--B",
            "Content-Type: message/delivery-status",
            "",
            "Reporting-MTA: dns; mail.example.org",
            "",
            "Final-Recipient: rfc822; victim@example.org",
            f"Action: {action}",
            f"Status: {status}",
            "",
            "--B",
            f"Content-Type: {original}",
            "",
            f"Message-ID: {message_id}",
            "Subject: Spring news",
            "",
            "Hello",
            "--B--",
            "",
        ]
    ).encode()


@pytest.mark.parametrize(
    ("facts", "kind"),
    [
        ({}, BounceKind.HARD),
        ({"original": "text/rfc822-headers"}, BounceKind.HARD),
        ({"status": "5.7.1 (blocked)"}, BounceKind.HARD),
        ({"status": "5.2.2"}, BounceKind.SOFT),
        ({"status": "4.4.7"}, BounceKind.SOFT),
        ({"action": "Failed"}, BounceKind.HARD),
    ],
)
def test_bounce_names_our_copy_and_its_kind(facts, kind) -> None:
    assert read_bounce(write_bounce(**facts)) == Bounce(NUMBER, kind)


@pytest.mark.parametrize(
    "facts",
    [
        {"action": "delayed"},
        {"action": "delivered", "status": "2.0.0"},
        {"status": "none"},
        {"message_id": f"<{NUMBER}@elsewhere.example>"},
        {"message_id": "<not-a-number@localhost>"},
        {"message_id": ""},
        {"original": "text/plain"},
    ],
)
def test_what_says_nothing_of_a_copy_of_ours_is_nothing(facts) -> None:
    assert read_bounce(write_bounce(**facts)) is None


def test_anything_else_is_nothing() -> None:
    holiday = EmailMessage()
    holiday["Subject"] = "Out of office"
    holiday.set_content("Back on Monday")
    for raw in (b"", b"\xff\xfe", b"Hello", holiday.as_bytes()):
        assert read_bounce(raw) is None


@pytest.fixture
def copies(db):
    for _ in range(MOST_SOFT_BOUNCES):
        sending = make_sending(subscribers=0 if Subscriber.objects.exists() else 2)
        sending.copies.update(state="sent", sent_at=sending.asked_at)
    first = Subscriber.objects.all()[0]
    return list(Copy.objects.filter(subscriber=first))


def states() -> list[str]:
    return list(Subscriber.objects.values_list("state", flat=True))


def test_hard_bounce_ends_it_for_that_person_alone(copies) -> None:
    bounce = Bounce(copies[0].message_id, BounceKind.HARD)
    assert note_bounce(bounce) is True
    assert states() == ["unreachable", "active"]
    assert note_bounce(bounce) is False
    assert Copy.objects.filter(bounce="hard").count() == 1


def test_soft_bounces_end_it_when_three_issues_came_back(copies) -> None:
    for number, copy in enumerate(copies, start=1):
        bounce = Bounce(copy.message_id, BounceKind.SOFT)
        assert note_bounce(bounce) is True
        assert note_bounce(bounce) is False
        ended = number == MOST_SOFT_BOUNCES
        assert states() == ["unreachable" if ended else "active", "active"]


def test_bounce_of_nothing_we_sent_changes_nothing(copies) -> None:
    assert note_bounce(Bounce(NUMBER, BounceKind.HARD)) is False
    assert states() == ["active", "active"]


def test_bounce_of_somebody_forgotten_is_noted(copies) -> None:
    Subscriber.objects.all().delete()
    assert note_bounce(Bounce(copies[0].message_id, BounceKind.HARD)) is True
