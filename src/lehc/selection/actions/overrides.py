"""People decide otherwise than the computation: one person for another, in the open."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from lehc.assessment.policy import get_panel_part
from lehc.audit.actions import record
from lehc.selection.enums import RunKind, RunState
from lehc.selection.models import Override, Run, RunPerson
from lehc.selection.queries.sight import find_sight

NOT_OPEN = (
    "Only a best cohort that has not been fixed can be changed. A lottery is not: "
    "who is drawn is drawn."
)


@transaction.atomic
def override_cohort(
    *, run: Run, taken_out: str, put_in: str, reason: str, by: Any
) -> Override:
    """Put one person into a computed cohort for another, by anonymous id, and say why.

    Targets may then be missed; the certificate says so.

    Raises:
        ValidationError: the run is not open to changes, an id is not in or not out of
            the cohort, somebody applied as a team, or `by` may not see one of the two.
    """
    current = Run.objects.select_for_update().get(pk=run.pk)
    if not is_open_to_change(current):
        raise ValidationError(NOT_OPEN, code="not_open")
    out = find_person(current, taken_out, is_chosen=True, field="taken_out")
    new = find_person(current, put_in, is_chosen=False, field="put_in")
    refuse_unseen(current, {"taken_out": out, "put_in": new}, by=by)
    for person, is_chosen in ((out, False), (new, True)):
        person.is_chosen = is_chosen
        person.save(update_fields=["is_chosen"])
    override = Override.objects.create(
        run=current,
        taken_out=out,
        put_in=new,
        reason=reason,
        made_by=by,
        made_as=get_panel_part(by, current.call) or "",
    )
    record("selection.override_cohort", override, by=by, run=current.pk)
    return override


def is_open_to_change(run: Run) -> bool:
    return (
        run.kind == RunKind.COHORT
        and not run.is_lottery
        and run.state == RunState.DONE
        and run.fixed_at is None
    )


def find_person(run: Run, name: str, *, is_chosen: bool, field: str) -> RunPerson:
    """Somebody of the run who applied alone.

    Raises:
        ValidationError: under the name of the field.
    """
    person = (
        run.people.filter(anonymous_id=name, is_chosen=is_chosen)
        .select_related("application")
        .first()
    )
    if person is None:
        where = "in" if is_chosen else "outside"
        raise ValidationError({field: f"Choose somebody who is {where} the cohort"})
    if person.application.team_id is not None:
        raise ValidationError(
            {field: f"{name} applied with a place team, and teams stay together"}
        )
    return person


def refuse_unseen(run: Run, people: dict[str, RunPerson], *, by: Any) -> None:
    """Nobody decides about somebody whose place in the run they may not see.

    The words are the same for whoever is left out besides: they tell nobody apart.

    Raises:
        ValidationError: under the name of each such person's field.
    """
    sight = find_sight(run, run.people.select_related("application"), by)
    hidden = {
        field: f"{person} is not in your lists, so you can’t decide about them. "
        "Somebody else must"
        for field, person in people.items()
        if person.application_id not in sight.visible
    }
    if hidden:
        raise ValidationError(hidden)
