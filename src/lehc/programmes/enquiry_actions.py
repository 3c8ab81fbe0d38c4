"""An enquiry's way: received, given to somebody, noted on, answered, closed."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from lehc.audit.actions import record
from lehc.letters.actions import write_letter
from lehc.letters.drafts import draft_letter
from lehc.letters.enums import LetterKind
from lehc.programmes.enums import EnquiryState
from lehc.programmes.models import Enquiry, EnquiryNote, EnquiryReply, Programme


@transaction.atomic
def receive_enquiry(
    *, programme: Programme, name: str, email: str, topic: str, message: str
) -> Enquiry:
    """Put a question from the public into the team's inbox."""
    now = timezone.now()
    enquiry = Enquiry.objects.create(
        programme=programme,
        name=name,
        email=email,
        topic=topic,
        message=message,
        received_at=now,
        touched_at=now,
    )
    record("programmes.receive_enquiry", enquiry, by=None)
    return enquiry


@transaction.atomic
def assign_enquiry(*, enquiry: Enquiry, to: Any, by: Any) -> None:
    """Give it to somebody of the team, or with None to nobody."""
    touch(enquiry, assigned_to=to)
    record("programmes.assign_enquiry", enquiry, by=by, to=getattr(to, "pk", None))


@transaction.atomic
def note_on_enquiry(*, enquiry: Enquiry, text: str, by: Any) -> EnquiryNote:
    """Write something down for the team; who asked gets no letter."""
    note = EnquiryNote.objects.create(enquiry=enquiry, by=by, text=text)
    touch(enquiry)
    record("programmes.note_on_enquiry", enquiry, by=by)
    return note


@transaction.atomic
def reply_to_enquiry(*, enquiry: Enquiry, text: str, by: Any) -> EnquiryReply:
    """Answer by e-mail. It counts as answered, and as with whoever answered first.

    What they answer to it goes to the programme's own address.
    """
    subject, body = draft_letter(
        "programmes/letters/enquiry_reply.txt",
        enquiry=enquiry,
        programme=enquiry.programme,
        text=text,
        by=by,
        question="\n".join(f"> {line}" for line in enquiry.message.splitlines()),
    )
    letter = write_letter(
        kind=LetterKind.ENQUIRY,
        recipient=enquiry.email,
        subject=subject,
        body=body,
        reply_to=enquiry.programme.contact_email,
    )
    reply = EnquiryReply.objects.create(
        enquiry=enquiry, by=by, text=text, letter=letter
    )
    touch(
        enquiry,
        state=EnquiryState.ANSWERED,
        assigned_to=enquiry.assigned_to or by,
    )
    record("programmes.reply_to_enquiry", enquiry, by=by, letter=letter.pk)
    return reply


@transaction.atomic
def close_enquiry(*, enquiry: Enquiry, by: Any) -> None:
    """Nothing more will be done about it; from anything but closed.

    Raises:
        ValidationError: it is closed already.
    """
    if enquiry.state == EnquiryState.CLOSED:
        raise ValidationError("It is closed already.", code="closed")
    touch(enquiry, state=EnquiryState.CLOSED)
    record("programmes.close_enquiry", enquiry, by=by)


@transaction.atomic
def reopen_enquiry(*, enquiry: Enquiry, by: Any) -> None:
    """It waits again.

    Raises:
        ValidationError: it waits already.
    """
    if enquiry.state == EnquiryState.WAITING:
        raise ValidationError("It is waiting already.", code="waiting")
    touch(enquiry, state=EnquiryState.WAITING)
    record("programmes.reopen_enquiry", enquiry, by=by)


def touch(enquiry: Enquiry, **changes: Any) -> None:
    """Save what has changed, and that something has: from then its time is counted."""
    for name, value in changes.items():
        setattr(enquiry, name, value)
    enquiry.touched_at = timezone.now()
    enquiry.save(update_fields=[*changes, "touched_at"])
