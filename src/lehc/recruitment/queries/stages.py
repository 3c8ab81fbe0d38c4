"""The stages at which equality monitoring is asked, and how many people reached each.

These are counts of applications. They are put beside anonymous answers, and nothing
joins the two.
"""

from __future__ import annotations

from django.utils import timezone

from lehc.equality.enums import Stage
from lehc.recruitment.enums import ApplicationState
from lehc.recruitment.models import Application, Call
from lehc.recruitment.queries.decisions import find_state_as_told


def find_stage(application: Application) -> Stage | None:
    """The later stage that the person knows to have reached, if any."""
    state = find_state_as_told(application)
    if state == ApplicationState.WAITING:
        return Stage.SHORTLISTED
    if state == ApplicationState.ACCEPTED and has_ended(application.call):
        return Stage.COMPLETED
    if state in {ApplicationState.OFFERED, ApplicationState.ACCEPTED}:
        return Stage.OFFERED
    return None


def has_ended(call: Call) -> bool:
    ends_on = call.cohort.ends_on
    return ends_on is not None and ends_on < timezone.localdate()


def count_reached(call: Call) -> dict[Stage, int]:
    """How many people ever came to each stage; two queries or three."""
    return {
        Stage.APPLIED: count_ever(call, {ApplicationState.SUBMITTED}),
        Stage.SHORTLISTED: count_ever(
            call, {ApplicationState.WAITING, ApplicationState.OFFERED}
        ),
        Stage.OFFERED: count_ever(call, {ApplicationState.OFFERED}),
        Stage.COMPLETED: Application.objects.filter(
            call=call, state=ApplicationState.ACCEPTED
        ).count()
        if has_ended(call)
        else 0,
    }


def count_ever(call: Call, states: set[ApplicationState]) -> int:
    return (
        Application.objects.filter(call=call, state_changes__state__in=states)
        .distinct()
        .count()
    )
