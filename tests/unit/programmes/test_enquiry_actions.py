from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from lehc.audit.models import AuditEvent
from lehc.background.registry import run_housekeeping
from lehc.letters.models import Letter
from lehc.programmes import enquiry_actions
from lehc.programmes.enquiry_actions import (
    assign_enquiry,
    close_enquiry,
    note_on_enquiry,
    receive_enquiry,
    reopen_enquiry,
    reply_to_enquiry,
)
from lehc.programmes.models import Enquiry, EnquiryNote, EnquiryReply
from tests.factories.accounts import PersonFactory
from tests.factories.programmes import EnquiryFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db
LONG_AGO = timezone.now() - dt.timedelta(days=300)


@pytest.fixture
def enquiry() -> Any:
    return EnquiryFactory(
        programme=ProgrammeFactory(
            name="Leading Together", short_name="LT", contact_email="team@example.org"
        ),
        name="Nasreen O'Brien",
        email="nasreen@example.org",
        message="May I come?\nI live in Wigan.",
        received_at=LONG_AGO,
        touched_at=LONG_AGO,
    )


def test_a_question_comes_in_waiting_and_with_nobody() -> None:
    programme = ProgrammeFactory()

    received = receive_enquiry(
        programme=programme, name="A", email="a@x.example", topic="dates", message="?"
    )

    received.refresh_from_db()
    assert (received.state, received.assigned_to) == ("waiting", None)
    assert received.received_at == received.touched_at
    event = AuditEvent.objects.get(action="programmes.receive_enquiry")
    assert (event.object_id, event.actor_id, event.facts) == (
        str(received.pk),
        None,
        {},
    )


def test_an_answer_goes_by_e_mail_and_what_they_answer_comes_to_the_programme(
    enquiry: Any, django_capture_on_commit_callbacks: Any
) -> None:
    person = PersonFactory(name="Ama Boateng")

    with django_capture_on_commit_callbacks(execute=True):
        reply = reply_to_enquiry(enquiry=enquiry, text="Yes, of course.", by=person)

    (message,) = mail.outbox
    assert (message.to, message.reply_to) == (
        ["nasreen@example.org"],
        ["team@example.org"],
    )
    assert message.subject == "Your question to LT"
    assert message.body.startswith("Dear Nasreen O'Brien,\n\nYes, of course.\n\nAma")
    assert "> May I come?\n> I live in Wigan." in message.body
    enquiry.refresh_from_db()
    assert (enquiry.state, enquiry.assigned_to) == ("answered", person)
    assert enquiry.touched_at > LONG_AGO
    assert reply.letter == Letter.objects.get()


def test_an_answer_leaves_it_with_whom_it_was(enquiry: Any) -> None:
    holder = PersonFactory()
    assign_enquiry(enquiry=enquiry, to=holder, by=holder)

    reply_to_enquiry(enquiry=enquiry, text="Yes.", by=PersonFactory())

    assert enquiry.assigned_to == holder


def test_when_an_answer_can_not_be_recorded_no_letter_goes(
    enquiry: Any,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    def refuse(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(enquiry_actions, "record", refuse)
    with django_capture_on_commit_callbacks() as callbacks, pytest.raises(RuntimeError):
        reply_to_enquiry(enquiry=enquiry, text="Yes.", by=PersonFactory())

    assert callbacks == []
    assert (Letter.objects.count(), EnquiryReply.objects.count()) == (0, 0)
    assert Enquiry.objects.get().state == "waiting"


def test_it_is_closed_and_waits_again_once_each(enquiry: Any) -> None:
    person = PersonFactory()

    with pytest.raises(ValidationError, match="waiting already"):
        reopen_enquiry(enquiry=enquiry, by=person)
    close_enquiry(enquiry=enquiry, by=person)
    with pytest.raises(ValidationError, match="closed already"):
        close_enquiry(enquiry=enquiry, by=person)
    assert Enquiry.objects.get().state == "closed"
    reopen_enquiry(enquiry=enquiry, by=person)
    assert Enquiry.objects.get().state == "waiting"


def test_a_year_after_the_last_word_housekeeping_deletes_it_all(enquiry: Any) -> None:
    """And what had a word since then stays, notes and all."""
    old, kept = enquiry, EnquiryFactory()
    for each in (old, kept):
        note_on_enquiry(enquiry=each, text="A note", by=PersonFactory())
        reply_to_enquiry(enquiry=each, text="An answer", by=PersonFactory())
    past = timezone.now() - dt.timedelta(days=370)
    Enquiry.objects.filter(pk=old.pk).update(received_at=past, touched_at=past)

    assert "accounts.forget_what_is_due" in run_housekeeping()

    assert list(Enquiry.objects.all()) == [kept]
    assert [note.enquiry for note in EnquiryNote.objects.all()] == [kept]
    assert [reply.enquiry for reply in EnquiryReply.objects.all()] == [kept]


def test_the_database_refuses_a_word_before_the_question() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        EnquiryFactory(touched_at=LONG_AGO)
