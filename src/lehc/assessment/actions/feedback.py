from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from lehc.assessment.models import Feedback
from lehc.assessment.queries.after import read_draft
from lehc.assessment.rules import may_ask_second_look
from lehc.audit.actions import record
from lehc.letters.actions import write_letter
from lehc.letters.drafts import draft_letter
from lehc.letters.enums import LetterKind
from lehc.recruitment.enums import ApplicationState
from lehc.recruitment.models import Application


@transaction.atomic
def edit_feedback(
    *, application: Application, words: str, is_ready: bool, by: Any
) -> Feedback:
    """Keep what a person made of the draft; ready means it may go.

    Raises:
        ValidationError: it has been sent, or it is called ready without a change.
    """
    Application.objects.select_for_update().get(pk=application.pk)
    feedback = Feedback.objects.filter(application=application).first()
    if feedback and feedback.sent_at:
        raise ValidationError("This feedback has been sent already.", code="sent")
    words = words.replace("\r\n", "\n").strip()
    if is_ready and words == read_draft(application).strip():
        raise ValidationError(
            "This is still the draft from the rubric. Put it in your own words first, "
            "as you would say it to them.",
            code="unedited",
        )
    feedback = feedback or Feedback(application=application)
    feedback.words, feedback.edited_by = words, by
    feedback.ready_at = timezone.now() if is_ready else None
    feedback.save()
    record(
        "assessment.edit_feedback",
        feedback,
        by=by,
        application=application.pk,
        is_ready=is_ready,
    )
    return feedback


@transaction.atomic
def send_feedback(*, feedback: Iterable[Feedback], by: Any) -> int:
    """Send what is ready to those who have been told the decision; say how many.

    The rows given are those that may go: `queries.after.list_sendable`.
    """
    rows = list(feedback)
    for row in rows:
        send_one(row, by)
    return len(rows)


def send_one(feedback: Feedback, by: Any) -> None:
    application = feedback.application
    cohort = application.call.cohort
    subject, body = draft_letter(
        "assessment/letters/feedback.txt",
        person=application.person,
        words=feedback.words,
        call=application.call,
        cohort=cohort,
        programme=cohort.programme,
        is_waiting=application.state == ApplicationState.WAITING,
        may_ask=may_ask_second_look(application.person, application),
        link=settings.BASE_URL
        + reverse("application_second_look", args=[application.reference]),
    )
    feedback.letter = write_letter(
        kind=LetterKind.NOTICE,
        recipient=application.person.email,
        subject=subject,
        body=body,
    )
    feedback.sent_at = timezone.now()
    feedback.save(update_fields=["letter", "sent_at"])
    record("assessment.send_feedback", feedback, by=by, application=application.pk)
