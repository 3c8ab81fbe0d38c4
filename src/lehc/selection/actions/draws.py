"""A number is drawn in front of everybody, and one listed cohort is the cohort."""

from __future__ import annotations

import secrets
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from lehc.audit.actions import record
from lehc.selection.actions.places import still_choosable, write_letters
from lehc.selection.calculations.cohorts import certify_draw
from lehc.selection.enums import DrawnBy
from lehc.selection.models import Draw, Run
from lehc.selection.rules import may_enter_number


@transaction.atomic
def enter_draw(
    *, run: Run, how: str, by: Any, number: int | None = None, witnesses: str = ""
) -> Draw:
    """Record the drawn number, once; that cohort gets the places, letters held.

    `number` goes from 1 to the length of the list; where this computer is to draw it,
    it is left out. Whoever has withdrawn since the list was made gets no letter, and
    their place is filled from the waiting list.

    Raises:
        PermissionDenied: only somebody who chairs the panel, or a lead, may.
        ValidationError: the run is not open to a draw, or there is no such number.
    """
    current = (
        Run.objects.select_for_update().select_related("call__cohort").get(pk=run.pk)
    )
    if not may_enter_number(by, current):
        raise PermissionDenied
    cohorts = current.cohorts or []
    refuse_drawing(current)
    if how == DrawnBy.COMPUTER:
        number = secrets.randbelow(len(cohorts)) + 1
    if number is None or not 1 <= number <= len(cohorts):
        raise ValidationError(
            f"There is no cohort with this number: the list goes from 1 to "
            f"{len(cohorts):,}.",
            code="number",
        )
    draw = Draw.objects.create(
        run=current, number=number, how=how, witnesses=witnesses, entered_by=by
    )
    current.certificate = certify_draw(current, number)
    current.save(update_fields=["certificate"])
    current.people.filter(anonymous_id__in=cohorts[number - 1]).update(is_chosen=True)
    write_letters(run=current, people=still_choosable(current), by=by)
    record("selection.enter_draw", current, by=by, number=number, how=how)
    return draw


def refuse_drawing(run: Run) -> None:
    if run.settled_at is not None:
        raise ValidationError("A number has been drawn already.", code="drawn")
    if not run.is_lottery or run.fixed_at is None or run.taken_back_at is not None:
        raise ValidationError("This lottery is not open to a draw.", code="not_open")
