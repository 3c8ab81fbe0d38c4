"""Applications that were begun and not sent: a reminder, a notice, then deletion."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from lehc.audit.actions import record
from lehc.recruitment.actions.applying import lock_application
from lehc.recruitment.actions.notices import tell_applicant
from lehc.recruitment.enums import EDITABLE_STATES
from lehc.recruitment.models import (
    Answer,
    Application,
    ApplicationQuerySet,
    PlaceTeam,
)

REMIND_BEFORE = timedelta(days=7)  # time to find an evening and a sponsor
KEPT_AFTER = timedelta(days=30)  # as long as a right to data may take to be answered
NOTICE_BEFORE = timedelta(days=14)  # nobody's words go without this warning


def drafts() -> ApplicationQuerySet:
    return Application.objects.filter(state__in=EDITABLE_STATES)


def remind_drafts() -> int:
    """Write once to everybody whose draft's call closes within a week."""
    now = timezone.now()
    due = drafts().filter(
        reminded_at=None,
        call__opens_at__lte=now,
        call__closes_at__gt=now,
        call__closes_at__lte=now + REMIND_BEFORE,
        started_at__lte=now - timedelta(days=1),
    )
    return sum(remind_draft(application) for application in due)


@transaction.atomic
def remind_draft(application: Application) -> bool:
    """Remind one applicant, unless it was done or they sent it meanwhile."""
    current = lock_application(application)
    if current.reminded_at or current.state not in EDITABLE_STATES:
        return False
    current.reminded_at = timezone.now()
    current.save(update_fields=["reminded_at"])
    record("recruitment.remind_draft", current, by=None)
    tell_applicant(application=current, template="draft_reminder")
    return True


def notice_unsent_drafts() -> int:
    """Write once to everybody whose draft's call has closed."""
    due = drafts().filter(closing_noticed_at=None, call__closes_at__lte=timezone.now())
    return sum(notice_unsent_draft(application) for application in due)


@transaction.atomic
def notice_unsent_draft(application: Application) -> bool:
    """Tell one applicant that the draft was not sent, and until when it is kept."""
    current = lock_application(application)
    if current.closing_noticed_at or current.state not in EDITABLE_STATES:
        return False
    now = timezone.now()
    current.closing_noticed_at = now
    current.save(update_fields=["closing_noticed_at"])
    record("recruitment.notice_unsent_draft", current, by=None)
    delete_on = max(current.call.closes_at + KEPT_AFTER, now + NOTICE_BEFORE)
    tell_applicant(application=current, template="draft_not_sent", delete_on=delete_on)
    return True


def delete_unsent_drafts() -> int:
    """Delete drafts a month after their call closed, a fortnight after the notice."""
    now = timezone.now()
    due = drafts().filter(
        call__closes_at__lte=now - KEPT_AFTER,
        closing_noticed_at__lte=now - NOTICE_BEFORE,
    )
    return sum(delete_unsent_draft(application) for application in due)


@transaction.atomic
def delete_unsent_draft(application: Application) -> bool:
    """Delete one draft with its answers and files; the audit keeps that it was."""
    current = lock_application(application)
    if current.state not in EDITABLE_STATES:
        return False
    team = current.team
    delete_files(Answer.objects.filter(application=current))
    record("recruitment.delete_unsent_draft", current, by=None, call=current.call_id)
    current.delete()
    if team is not None and not team.members.exists():
        delete_empty_team(team)
    return True


def delete_empty_team(team: PlaceTeam) -> None:
    delete_files(Answer.objects.filter(team=team))
    record("recruitment.delete_empty_team", team, by=None, call=team.call_id)
    team.delete()


def delete_files(answers: QuerySet[Answer]) -> None:
    """Remove uploaded files from the store once the deletion has been committed."""
    for answer in answers.exclude(file=""):
        transaction.on_commit(partial(answer.file.storage.delete, str(answer.file)))
