from __future__ import annotations

import smtplib
from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from lehc.background.registry import enqueue_on_commit
from lehc.letters.enums import LetterKind, LetterState
from lehc.letters.models import Letter, LetterQuerySet

MOST_ATTEMPTS = 48  # two days, an hour apart
CLAIM_LASTS = timedelta(minutes=10)
logger = structlog.get_logger(__name__)


@transaction.atomic
def write_letter(
    *,
    kind: LetterKind,
    recipient: str,
    subject: str,
    body: str,
    hold: bool = False,
    reply_to: str = "",
) -> Letter:
    """Write a letter; it leaves after the transaction commits, unless it is held.

    An answer to it goes to `reply_to`, or to the sender.
    """
    letter = Letter.objects.create(
        kind=kind,
        recipient=recipient,
        reply_to=reply_to,
        subject=" ".join(subject.split()),
        body=body,
        state=LetterState.HELD if hold else LetterState.QUEUED,
    )
    if not hold:
        enqueue_on_commit("letters.send_letter", letter_id=letter.pk)
    return letter


@transaction.atomic
def release_letters(letters: LetterQuerySet) -> int:
    """Let held letters go, and return how many were let go."""
    ids = list(letters.held().select_for_update().values_list("pk", flat=True))
    Letter.objects.filter(pk__in=ids).update(state=LetterState.QUEUED)
    for letter_id in ids:
        enqueue_on_commit("letters.send_letter", letter_id=letter_id)
    return len(ids)


@transaction.atomic
def stop_letters(*, recipient: str) -> int:
    """Stop every letter to an address that has not gone yet; return how many."""
    return (
        Letter.objects.unsent()
        .filter(recipient__iexact=recipient)
        .update(state=LetterState.STOPPED)
    )


@transaction.atomic
def forget_codes(*, before: datetime) -> int:
    """Remove letters about signing in that were finished with before a moment."""
    return forget_letters(kind=LetterKind.SIGN_IN, before=before)


@transaction.atomic
def forget_letters(*, kind: LetterKind, before: datetime) -> int:
    """Remove letters of a kind that were finished with before a moment."""
    finished = Letter.objects.finished().filter(kind=kind, written_at__lt=before)
    gone, _ = finished.delete()
    return gone


def send_letter(letter_id: int) -> bool:
    """Send one queued letter; say whether it went now.

    A letter already sent, held or gone is left alone, so running twice sends once.
    The letter is claimed before the mail server is spoken to, and no transaction is
    open meanwhile: a slow server holds up nobody. A worker that dies in between leaves
    the claim, and the letter is tried again when that is old; its Message-ID stays, so
    that a mail program shows it once even if the server had it already. When the
    server can't take it, it stays queued until MOST_ATTEMPTS have been made.
    """
    letter = claim_letter(letter_id)
    if letter is None:
        return False
    sent = hand_to_mail_server(letter)
    note_outcome(letter, sent=sent)
    return sent


def claim_letter(letter_id: int) -> Letter | None:
    """Take a queued letter that nobody else is sending, or None."""
    now = timezone.now()
    claimed = (
        Letter.objects.free_to_send(now - CLAIM_LASTS)
        .filter(pk=letter_id)
        .update(claimed_at=now, attempts=F("attempts") + 1)
    )
    return Letter.objects.get(pk=letter_id) if claimed else None


@transaction.atomic
def note_outcome(letter: Letter, *, sent: bool) -> None:
    """Write down how sending went, and let go of the claim."""
    letter.claimed_at = None
    if sent:
        letter.state = LetterState.SENT
        letter.sent_at = timezone.now()
        if letter.kind == LetterKind.SIGN_IN:
            letter.body = ""  # a code is nobody's business once it has gone
    elif letter.attempts >= MOST_ATTEMPTS:
        letter.state = LetterState.STOPPED
    letter.save(update_fields=["claimed_at", "state", "sent_at", "body"])


def hand_to_mail_server(letter: Letter) -> bool:
    """Give the letter to the mail server; False when it can't take it now."""
    host = settings.BASE_URL.partition("//")[2].partition(":")[0]
    message = EmailMessage(
        subject=letter.subject,
        body=letter.body,
        to=[letter.recipient],
        reply_to=[letter.reply_to] if letter.reply_to else None,
        headers={"Message-ID": f"<{letter.message_id}@{host}>"},
    )
    try:
        return message.send() == 1
    except (smtplib.SMTPException, OSError) as error:
        logger.warning("letter_waits", letter=letter.pk, why=type(error).__name__)
        return False
