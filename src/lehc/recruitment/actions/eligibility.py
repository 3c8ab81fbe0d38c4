"""Checking applications: who may be assessed, in ones or many, and taking it back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from lehc.recruitment.actions.decision_letters import drop_held_letters, write_decision
from lehc.recruitment.actions.moves import move_application
from lehc.recruitment.actions.offers import read_in_order
from lehc.recruitment.enums import ApplicationState
from lehc.recruitment.models import Application, Call, StateChange
from lehc.recruitment.queries.decisions import waits_in_outbox

UNDO_WITHIN = timedelta(hours=1)
CHECKED_STATES = frozenset({ApplicationState.ELIGIBLE, ApplicationState.NOT_ELIGIBLE})


@transaction.atomic
def mark_eligible(
    *, applications: Iterable[Application], by: Any, reason: str = ""
) -> list[StateChange]:
    """Let these be assessed. Unsent letters that said otherwise are taken away.

    Raises:
        ValidationError: one of them can't become eligible now; nothing has changed.
    """
    changes = []
    for application in read_in_order(applications):
        change = move_application(
            application=application,
            to=ApplicationState.ELIGIBLE,
            by=by,
            reason=reason,
        )
        drop_held_letters(application=application)
        changes.append(change)
    return changes


@transaction.atomic
def mark_not_eligible(
    *, applications: Iterable[Application], by: Any, reason: str
) -> list[StateChange]:
    """Take these no further, and write to each, held, with the reason.

    Raises:
        ValidationError: no reason, or one of them can't be marked now.
    """
    if not reason.strip():
        raise ValidationError(
            "Give the reason. The applicant reads it in their letter.", code="reason"
        )
    changes = []
    for application in read_in_order(applications):
        change = move_application(
            application=application,
            to=ApplicationState.NOT_ELIGIBLE,
            by=by,
            reason=reason,
        )
        write_decision(application=application, template="not_eligible", reason=reason)
        changes.append(change)
    return changes


@transaction.atomic
def undo_checks(*, call: Call, change_ids: Iterable[int], by: Any) -> int:
    """Take back this person's own recent checks; say how many were taken back.

    A check is left as it is when somebody has moved the application on meanwhile, when
    its letter has been sent, or when it is more than an hour old.
    """
    changes = StateChange.objects.filter(
        pk__in=list(change_ids),
        by=by,
        at__gte=timezone.now() - UNDO_WITHIN,
        state__in=CHECKED_STATES,
        application__call=call,
    ).select_related("application__person", "application__call__cohort__programme")
    undone = [take_back(change, by=by) for change in changes]
    return sum(undone)


def take_back(change: StateChange, *, by: Any) -> bool:
    """Return the application to the state before this change, if it is the newest."""
    *_, last = newest = list(change.application.state_changes.order_by("id"))
    if last.pk != change.pk or len(newest) == 1:
        return False
    if change.state == ApplicationState.NOT_ELIGIBLE and not waits_in_outbox(
        change.application
    ):
        return False  # they have been told: taking it back needs a decision, not undo
    before = newest[-2]
    if before.state == ApplicationState.NOT_ELIGIBLE:
        mark_not_eligible(
            applications=[change.application], by=by, reason=before.reason
        )
        return True
    move_application(
        application=change.application,
        to=ApplicationState(before.state),
        by=by,
        reason="Taken back",
    )
    drop_held_letters(application=change.application)
    return True
