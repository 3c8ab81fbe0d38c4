"""People decide otherwise than the computation: one person for another, in the open."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from lehc.assessment.policy import get_panel_part
from lehc.audit.actions import record
from lehc.selection.enums import RunKind, RunState
from lehc.selection.models import Override, Run, RunPerson
from lehc.selection.sight import Sight, find_sight

NOT_OPEN = (
    "Only a best cohort that has not been fixed can be changed. A lottery is not: "
    "who is drawn is drawn."
)


@transaction.atomic
def override_cohort(
    *, run: Run, taken_out: str, put_in: str, reason: str, by: Any
) -> Override:
    """Put one person into a computed cohort for another, and say why.

    Both are named by anonymous id or by the application's reference.

    Targets may then be missed; the certificate says so.

    Raises:
        ValidationError: the run is not open to changes, an id is not in or not out of
            the cohort, somebody applied as a team, or `by` may not see one of the two.
    """
    current = Run.objects.select_for_update().get(pk=run.pk)
    if not is_open_to_change(current):
        raise ValidationError(NOT_OPEN, code="not_open")
    people = list(current.people.select_related("application"))
    sight = find_sight(current, people, by)
    out = find_person(people, sight, taken_out, is_chosen=True, field="taken_out")
    new = find_person(people, sight, put_in, is_chosen=False, field="put_in")
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


def find_person(
    people: Iterable[RunPerson], sight: Sight, name: str, *, is_chosen: bool, field: str
) -> RunPerson:
    """Somebody `by` may see who applied alone, by reference or by anonymous id.

    Who is left out of somebody's lists is not found, wherever they stand: the words
    are the same, so that trying tells nothing. Ids are not for those people either.

    Raises:
        ValidationError: under the name of the field.
    """
    found = [
        person
        for person in sight.pick(people)
        if person.is_chosen == is_chosen
        and name in {person.application.reference, *sight.show_id(person)}
    ]
    if not found:
        raise ValidationError({field: say_where(sight, is_chosen=is_chosen)})
    if found[0].application.team_id is not None:
        raise ValidationError(
            {field: f"{name} applied with a place team, and teams stay together"}
        )
    return found[0]


def say_where(sight: Sight, *, is_chosen: bool) -> str:
    """From where to choose, for whoever sees all or less."""
    where = "in" if is_chosen else "outside"
    if not sight.is_limited:
        return f"Choose somebody who is {where} the cohort"
    return (
        f"Choose an application from your list of those {where} the cohort. About "
        "anybody else somebody without a conflict of interest must decide"
    )
