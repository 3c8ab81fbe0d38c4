"""Hands one copy after another to the mail server, and knows what became of each.

SMTP has one moment in which nobody can tell: after the text has gone out and before
the server's answer has come back. `hand_over` calls `begin` directly before that
moment. What goes wrong earlier is certain not to have been sent.
"""

from __future__ import annotations

import smtplib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import parseaddr
from enum import StrEnum
from typing import Any

import structlog
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.message import sanitize_address

logger = structlog.get_logger(__name__)
OK = 250
RECIPIENT_OK = frozenset({250, 251})
PERMANENT = 500
CLOSING = 421


class Outcome(StrEnum):
    SENT = "sent"
    LATER = "later"  # the server is not ready for this one: try again
    REFUSED = "refused"  # it will never take it
    UNSURE = "unsure"  # it may have it
    TAKEN = "taken"  # another worker has this copy
    CLOSED = "closed"  # the server is away: no use in trying the next one


@dataclass
class Postbag:
    """An open way to the mail server."""

    connection: Any

    def hand_over(self, message: EmailMessage, begin: Callable[[], bool]) -> Outcome:
        """Hand one message over.

        `begin` writes down that it is about to go, and says whether it still may; it
        is called once, with nothing but the text left to send.
        """
        smtp = getattr(self.connection, "connection", None)
        if not isinstance(smtp, smtplib.SMTP):
            return self._hand_whole(message, begin)
        try:
            outcome = introduce(smtp, message)
        except (smtplib.SMTPException, OSError) as error:
            logger.warning("newsletter_waits", why=type(error).__name__)
            return Outcome.CLOSED
        if outcome is not Outcome.SENT:
            return outcome
        if not begin():
            start_afresh(smtp)
            return Outcome.TAKEN
        return send_text(smtp, message)

    def _hand_whole(self, message: EmailMessage, begin: Callable[[], bool]) -> Outcome:
        """Without SMTP, as on a laptop where letters are files: one step."""
        if not begin():
            return Outcome.TAKEN
        return (
            Outcome.SENT
            if self.connection.send_messages([message])
            else (Outcome.UNSURE)
        )


@contextmanager
def open_postbag() -> Iterator[Postbag | None]:
    """A way to the mail server, or None while it is away."""
    connection = get_connection()
    try:
        connection.open()
    except (smtplib.SMTPException, OSError) as error:
        logger.warning("newsletter_waits", why=type(error).__name__)
        yield None
        return
    try:
        yield Postbag(connection)
    finally:
        connection.close()


def introduce(smtp: smtplib.SMTP, message: EmailMessage) -> Outcome:
    """Say from whom and to whom; SENT here means: go on."""
    smtp.ehlo_or_helo_if_needed()
    bounces_to = settings.NEWSLETTER_BOUNCES or parseaddr(message.from_email)[1]
    code, _ = smtp.mail(bounces_to)
    if code != OK:
        return give_up(smtp, code, is_about_sender=True)
    code, _ = smtp.rcpt(sanitize_address(message.to[0], "utf-8"))
    if code not in RECIPIENT_OK:
        return give_up(smtp, code)
    return Outcome.SENT


def give_up(smtp: smtplib.SMTP, code: int, *, is_about_sender: bool = False) -> Outcome:
    start_afresh(smtp)
    if code == CLOSING or is_about_sender:
        return Outcome.CLOSED
    return Outcome.REFUSED if code >= PERMANENT else Outcome.LATER


def start_afresh(smtp: smtplib.SMTP) -> None:
    try:
        smtp.rset()
    except (smtplib.SMTPException, OSError):
        smtp.close()


def write_bytes(message: EmailMessage) -> bytes:
    """The message as SMTP wants it. `linesep` is Django's own addition."""
    return message.message().as_bytes(linesep="\r\n")  # type: ignore[call-arg]


def send_text(smtp: smtplib.SMTP, message: EmailMessage) -> Outcome:
    """The moment itself. Only an answer of the server's makes the outcome certain."""
    try:
        code, _ = smtp.data(write_bytes(message))
    except smtplib.SMTPDataError as error:  # it refused before the text went
        return give_up(smtp, error.smtp_code)
    except (smtplib.SMTPException, OSError) as error:
        logger.warning("newsletter_unsure", why=type(error).__name__)
        smtp.close()
        return Outcome.UNSURE
    return Outcome.SENT if code == OK else give_up(smtp, code)
