from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from lehc.audit.actions import record
from lehc.recruitment.enums import TRANSITIONS, ApplicationState
from lehc.recruitment.models import Application, StateChange
from lehc.recruitment.vacancies import announce_vacancy, frees_a_place


@transaction.atomic
def move_application(
    *, application: Application, to: ApplicationState, by: Any, reason: str = ""
) -> StateChange:
    """Take an application to its next state; the only writer of states.

    The row is locked and read again, so two people who act at once can't both move it.
    A move that frees a place announces the vacancy in the same transaction.

    Raises:
        ValidationError: its present state does not lead there.
    """
    current = Application.objects.select_for_update().get(pk=application.pk)
    was = ApplicationState(current.state)
    if to not in TRANSITIONS[was]:
        raise ValidationError(
            f"This application is now “{was.label}”, so it can't become “{to.label}”.",
            code="transition",
        )
    change = StateChange.objects.create(
        application=current, state=to, by=by, reason=reason
    )
    application.state = current.state = to
    current.save(update_fields=["state"])
    record("recruitment.move_application", current, by=by, was=was, now=to)
    if frees_a_place(was, to):
        announce_vacancy(call=current.call, by=by)
    return change
