"""Making and changing a call, and what it looks for."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from lehc.audit.actions import record
from lehc.background.registry import enqueue_patient_work
from lehc.programmes.models import Cohort
from lehc.programmes.ordering import close_ranks, swap_with_neighbour
from lehc.recruitment.enums import ApplicationState
from lehc.recruitment.models import Call, Criterion, DecisionLetter
from lehc.recruitment.queries.calls import (
    list_criteria,
    may_arrange_criteria,
    may_reword_criteria,
)

# What people are told when a cohort has been chosen.
DECIDED_STATES = frozenset(
    {
        ApplicationState.OFFERED,
        ApplicationState.ACCEPTED,
        ApplicationState.WAITING,
        ApplicationState.NOT_THIS_TIME,
    }
)


@transaction.atomic
def save_call(*, cohort: Cohort, by: Any, **fields: Any) -> Call:
    """Make the cohort's call, or change the given fields of it.

    Raises:
        ValidationError: the dates are not in order, a team could never be that large,
            nobody could apply, people would be cut off, or it would open again after
            its decisions.
    """
    call = Call.objects.select_for_update().filter(cohort=cohort).first()
    action = "recruitment.change_call" if call else "recruitment.create_call"
    call = call or Call(cohort=cohort)
    changed = {
        name: value for name, value in fields.items() if getattr(call, name) != value
    }
    was_open = bool(call.pk) and call.is_open
    for name, value in changed.items():
        setattr(call, name, value)
    check_call(call)
    check_closing(call, was_open=was_open)
    if call.pk and changed:
        call.save(update_fields=list(changed))
    elif not call.pk:
        call.save()
    record(action, call, by=by, changed=sorted(changed))
    enqueue_patient_work("recruitment.print_flyers", call=call.pk)
    return call


def check_call(call: Call) -> None:
    """Refuse a call that nobody could follow, field by field.

    Raises:
        ValidationError: with a message for each field to mend.
    """
    wrong = {}
    if call.closes_at <= call.opens_at:
        wrong["closes_on"] = "Choose a closing time after the opening time"
    if call.panel_on < call.closes_at.date():
        wrong["panel_on"] = "Choose a panel date after the call closes"
    if call.decision_on < call.panel_on:
        wrong["decision_on"] = "Choose a decision date on or after the panel date"
    if call.team_minimum < 2:
        wrong["team_minimum"] = "A team is two people or more"
    if call.team_maximum < call.team_minimum:
        wrong["team_maximum"] = "Let the largest team be at least the smallest"
    if not (call.allows_single or call.allows_teams):
        wrong["routes"] = "Choose at least one way to apply"
    if wrong:
        raise ValidationError(wrong)


def check_closing(call: Call, *, was_open: bool) -> None:
    """Refuse a closing time that cuts people off, or that opens what is decided."""
    if was_open and call.closes_at <= timezone.now():
        raise ValidationError(
            {
                "closes_on": "People may be writing at this moment. Choose a closing "
                "time that is still to come"
            }
        )
    if not call.pk or was_open or not call.is_open:
        return
    decided = DecisionLetter.objects.filter(
        application__call=call, application__state__in=DECIDED_STATES
    )
    if decided.exists():
        raise ValidationError(
            {
                "closes_on": "Letters about decisions are written, so this call can’t "
                "open again. Make a new cohort with its own call"
            }
        )


@transaction.atomic
def save_criterion(
    *,
    call: Call,
    title: str,
    description: str,
    by: Any,
    criterion: Criterion | None = None,
) -> Criterion:
    """Add a criterion at the end, or reword one.

    Raises:
        ValidationError: people are applying by the criteria already.
    """
    if criterion is None:
        require_arrangeable(call)
        position = list_criteria(call).count() + 1
        criterion = Criterion(call=call, position=position)
    elif not may_reword_criteria(call):
        raise ValidationError(
            "People are applying by these words, so they stay as they are.",
            code="published",
        )
    criterion.title, criterion.description = title, description
    criterion.save()
    record("recruitment.save_criterion", criterion, by=by)
    return criterion


@transaction.atomic
def remove_criterion(*, criterion: Criterion, by: Any) -> None:
    """Take a criterion away while the call is unpublished.

    Raises:
        ValidationError: the call has been published.
    """
    require_arrangeable(criterion.call)
    record("recruitment.remove_criterion", criterion, by=by)
    criterion.delete()
    close_ranks(list_criteria(criterion.call))


@transaction.atomic
def move_criterion(*, criterion: Criterion, up: bool, by: Any) -> None:
    """Move a criterion one place; at an end nothing happens.

    Raises:
        ValidationError: the call has been published.
    """
    require_arrangeable(criterion.call)
    swap_with_neighbour(criterion, list_criteria(criterion.call), up=up)
    record("recruitment.move_criterion", criterion, by=by, up=up)


def require_arrangeable(call: Call) -> None:
    if not may_arrange_criteria(call):
        raise ValidationError(
            "The call is published, so what it looks for stays as people read it.",
            code="published",
        )
