"""Letters against a real mail server, which may refuse, vanish or be slow."""

from __future__ import annotations

import datetime
import smtplib
import socket
from collections.abc import Iterator
from email.message import Message

import pytest
import time_machine
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as MessageHandler
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.db import IntegrityError, transaction
from django.utils import timezone

from lehc.letters import actions
from lehc.letters.actions import (
    CLAIM_LASTS,
    MOST_ATTEMPTS,
    claim_letter,
    release_letters,
    send_letter,
    stop_letters,
    write_letter,
)
from lehc.letters.enums import LetterKind, LetterState
from lehc.letters.models import Letter
from lehc.letters.tasks import forget_codes, send_waiting

pytestmark = pytest.mark.django_db


class PostOffice(MessageHandler):
    """A mail server that keeps what it gets, or says what `refusal` says."""

    def __init__(self) -> None:
        super().__init__()
        self.letters: list[Message] = []
        self.refusal = ""
        self.cuts_line = False

    def handle_message(self, message: Message) -> None:
        self.letters.append(message)

    async def handle_RCPT(
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        address: str,
        *_: object,
    ) -> str:
        if self.refusal:
            return self.refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        answer: str = await super().handle_DATA(server, session, envelope)
        if self.cuts_line:  # it has the letter, but its answer never arrives
            server.transport.abort()
        return answer


def find_free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@pytest.fixture
def post_office(settings) -> Iterator[PostOffice]:
    office = PostOffice()
    controller = Controller(office, hostname="127.0.0.1", port=find_free_port())
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    yield office
    controller.stop()


@pytest.fixture
def closed_post_office(settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", find_free_port()


def write(kind=LetterKind.NOTICE, **facts):
    facts = {"recipient": "amina@example.org", "subject": "S", "body": "B"} | facts
    return write_letter(kind=kind, **facts)


def state(letter):
    letter.refresh_from_db()
    return letter.state


def test_letter_arrives_as_it_was_written(post_office):
    letter = write(subject="Grüße & Küsse\n", body="Dear Zoë,\n\nO'Brien says hello.\n")
    assert send_letter(letter.pk) is True
    [message] = post_office.letters
    assert message["X-RcptTo"] == "amina@example.org"
    assert message["Message-ID"] == f"<{letter.message_id}@localhost>"
    assert message.get_content_type() == "text/plain"
    body = message.get_payload(decode=True)
    assert body.decode() == "Dear Zoë,\r\n\r\nO'Brien says hello.\r\n"
    assert (state(letter), letter.sent_at is None) == ("sent", False)


def test_letter_leaves_when_the_change_has_committed(
    post_office, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        letter = write()
        assert post_office.letters == []
    assert len(post_office.letters) == 1
    assert state(letter) == "sent"


def test_sending_twice_sends_once(post_office):
    letter = write()
    assert [send_letter(letter.pk), send_letter(letter.pk)] == [True, False]
    assert len(post_office.letters) == 1


def test_two_workers_at_once_send_once(post_office):
    letter = write()
    assert claim_letter(letter.pk) is not None
    assert send_letter(letter.pk) is False
    assert post_office.letters == []


def test_held_letter_waits_for_its_release(
    post_office, django_capture_on_commit_callbacks
):
    letters = [write(hold=True) for _ in range(3)]
    assert send_letter(letters[0].pk) is False
    with django_capture_on_commit_callbacks(execute=True):
        assert release_letters(Letter.objects.exclude(pk=letters[2].pk)) == 2
    assert len(post_office.letters) == 2
    assert [state(letter) for letter in letters] == ["sent", "sent", "held"]


def test_closed_server_leaves_the_letter_waiting(closed_post_office):
    letter = write()
    assert send_letter(letter.pk) is False
    assert (state(letter), letter.attempts, letter.claimed_at) == ("queued", 1, None)


def test_waiting_letters_go_once_the_server_is_back(post_office):
    letter = write()
    post_office.refusal = "451 Try again later"
    send_waiting()
    assert (state(letter), post_office.letters) == ("queued", [])
    post_office.refusal = ""
    send_waiting()
    assert (state(letter), letter.attempts) == ("sent", 2)
    assert len(post_office.letters) == 1


def test_letter_that_is_always_refused_stops_in_the_end(post_office):
    post_office.refusal = "550 No such person"
    letter = write()
    Letter.objects.filter(pk=letter.pk).update(attempts=MOST_ATTEMPTS - 1)
    assert send_letter(letter.pk) is False
    assert (state(letter), letter.attempts) == ("stopped", MOST_ATTEMPTS)
    send_waiting()
    assert state(letter) == "stopped"


def test_line_cut_after_the_letter_was_taken_tries_again_under_the_same_name(
    post_office,
):
    """We can't know that the server has it; a mail program shows one of the two."""
    post_office.cuts_line = True
    letter = write()
    assert send_letter(letter.pk) is False
    post_office.cuts_line = False
    assert send_letter(letter.pk) is True
    names = {message["Message-ID"] for message in post_office.letters}
    assert names == {f"<{letter.message_id}@localhost>"}


def test_worker_killed_in_the_middle_delays_but_loses_nothing(post_office, monkeypatch):
    letter = write()

    def die(letter: Letter) -> bool:
        raise KeyboardInterrupt  # as a signal that ends the process

    monkeypatch.setattr(actions, "hand_to_mail_server", die)
    with pytest.raises(KeyboardInterrupt):
        send_letter(letter.pk)
    monkeypatch.undo()
    assert state(letter) == "queued"
    send_waiting()
    assert post_office.letters == []  # another worker might still be at it
    later = timezone.now() + CLAIM_LASTS + datetime.timedelta(seconds=1)
    with time_machine.travel(later):
        send_waiting()
    assert len(post_office.letters) == 1
    assert (state(letter), letter.attempts) == ("sent", 2)


def test_no_transaction_is_open_while_the_server_is_spoken_to(monkeypatch):
    """On SQLite an open one would hold up every other writer."""
    from django.db import connection

    letter = write()
    depth = len(connection.savepoint_ids)
    seen = []
    monkeypatch.setattr(
        actions,
        "hand_to_mail_server",
        lambda letter: seen.append(len(connection.savepoint_ids)) or True,
    )
    send_letter(letter.pk)
    assert seen == [depth]


def test_sign_in_letter_forgets_its_code(post_office):
    letter = write(LetterKind.SIGN_IN, body="Your code")
    send_letter(letter.pk)
    letter.refresh_from_db()
    assert letter.body == ""


def test_day_old_sign_in_letters_are_gone():
    old = timezone.now() - datetime.timedelta(days=1, minutes=1)
    sent = {"state": LetterState.SENT, "sent_at": timezone.now()}
    rows = [
        (write(LetterKind.SIGN_IN), {"written_at": old, **sent}),
        (write(LetterKind.SIGN_IN), {"written_at": old}),
        (write(LetterKind.SIGN_IN), sent),
        (write(LetterKind.DECISION), {"written_at": old, **sent}),
    ]
    for letter, facts in rows:
        Letter.objects.filter(pk=letter.pk).update(**facts)
    forget_codes()
    left = set(Letter.objects.values_list("pk", flat=True))
    assert left == {letter.pk for letter, _ in rows[1:]}


def test_stopping_stops_what_has_not_gone(post_office):
    gone, waiting, held = write(), write(), write(hold=True)
    other = write(recipient="other@example.org")
    send_letter(gone.pk)
    assert stop_letters(recipient="AMINA@example.org") == 2
    assert [state(row) for row in (gone, waiting, held, other)] == [
        "sent",
        "stopped",
        "stopped",
        "queued",
    ]


def test_letter_and_change_fall_together():
    def write_and_fail():
        with transaction.atomic():
            write()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        write_and_fail()
    assert Letter.objects.count() == 0


def test_database_knows_when_a_sent_letter_went():
    letter = write()
    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(state=LetterState.SENT)


def test_trouble_that_is_not_the_servers_is_not_hidden(monkeypatch):
    letter = write()

    def fail(self, *args, **kwargs):
        raise ValueError("a fault of ours")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", fail)
    with pytest.raises(ValueError, match="a fault of ours"):
        send_letter(letter.pk)
    assert issubclass(smtplib.SMTPRecipientsRefused, smtplib.SMTPException)
