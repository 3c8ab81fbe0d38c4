from __future__ import annotations

import io
import json
import logging
import logging.config

import pytest
import structlog

from lehc.accounts.models import Person
from lehc.config.logs import LOGS_OF_IDS_ONLY, mask_text
from lehc.letters.actions import send_letter, write_letter
from tests.factories.accounts import PersonFactory


@pytest.fixture
def log():
    """Everything that is logged, as it would stand in the terminal."""
    stream = io.StringIO()
    formatter = logging.config.dictConfig  # the real configuration, on our stream
    formatter(LOGS_OF_IDS_ONLY)
    handler = logging.getLogger().handlers[-1]
    assert isinstance(handler, logging.StreamHandler)
    handler.setStream(stream)
    yield stream
    logging.getLogger().removeHandler(handler)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("sent to amina.khan@example.org", "sent to [address]"),
        ("Key (email)=(o'brien@mail.example.co.uk)", "Key (email)=([address])"),
        (
            "Not Found: /team-invitations/Qm3_x81kdHd-0aZZnFqI2w/",
            "Not Found: /team-invitations/[token]/",
        ),
        ("code BCDF-GHJK", "code [code]"),
        ("application 17 of cohort seventh-cohort", None),
        ("/account/sign-in/code/again/", None),
        ("lehc.recruitment.actions.moves", None),
    ],
)
def test_mask_hides_addresses_tokens_and_codes(text, masked):
    assert mask_text(text) == (masked or text)


def test_line_is_json_with_ids(log):
    structlog.get_logger("lehc.letters").warning("letter_waits", letter=7)
    line = json.loads(log.getvalue())
    assert line.pop("timestamp")
    assert line == {
        "event": "letter_waits",
        "letter": 7,
        "level": "warning",
        "logger": "lehc.letters",
    }


def test_messages_of_libraries_are_masked(log):
    logging.getLogger("some.library").error("Bad thing for %s", "amina@example.org")
    assert json.loads(log.getvalue())["event"] == "Bad thing for [address]"


def test_tracebacks_are_masked(log):
    try:
        raise ValueError("amina@example.org can't be saved")
    except ValueError:
        logging.getLogger("some.library").exception("Trouble")
    assert "amina@example.org" not in log.getvalue()
    assert "[address] can't be saved" in log.getvalue()


def test_person_in_a_log_is_a_number(log):
    person = Person(pk=7, email="amina@example.org", name="Amina Khan")
    structlog.get_logger("lehc.test").warning("seen", person=person)
    assert json.loads(log.getvalue())["person"] == "Person 7"
    assert "Amina" not in log.getvalue()


@pytest.mark.django_db
def test_whole_sign_in_logs_no_address(log, client, settings):
    """Its trouble too: the mail server is away and a page breaks."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    person = PersonFactory(email="amina.khan@example.org", name="Amina Khan")
    client.post("/account/sign-in/", {"email": person.email})
    client.get("/account/needs/?email=amina.khan@example.org")
    letter = write_letter(
        kind="notice", recipient=person.email, subject="Amina Khan", body="Words"
    )
    send_letter(letter.pk)
    text = log.getvalue()
    assert "letter_waits" in text
    assert "ConnectionRefusedError" in text
    assert "amina" not in text.lower()
