"""Who may assess and who may chair, and until when."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from lehc.accounts.enums import Role
from lehc.assessment.models import Assessor, Rubric
from lehc.programmes.rules import has_role, is_team
from lehc.recruitment.enums import ApplicationState
from lehc.recruitment.models import Application
from lehc.recruitment.queries.decisions import find_state_as_told

SECOND_LOOK_STATES = frozenset(
    {ApplicationState.NOT_THIS_TIME, ApplicationState.NOT_ELIGIBLE}
)


def is_round_open(rubric: Rubric | None, now: datetime | None = None) -> bool:
    """Whether assessing goes on: a rubric is published and its closing is to come.

    When the round closes, every assessor's access to applications ends with it.
    """
    if rubric is None or rubric.published_at is None:
        return False
    return (now or timezone.now()) < rubric.closes_at


def may_chair(assessor: Assessor | None) -> bool:
    """A chair's access lasts until the day of decisions, or until the team ends it."""
    return (
        assessor is not None
        and assessor.chairs_panel
        and assessor.ended_at is None
        and timezone.localdate() <= assessor.call.decision_on
    )


def may_lift_conflict(person: Any, declared_by: Any, cohort: Any) -> bool:
    """The team lifts a conflict declared by mistake; nobody lifts their own."""
    return is_team(person, cohort) and person.pk != declared_by.pk


def may_see_payments(person: Any, cohort: Any) -> bool:
    """What somebody is paid is between them and the coordinator."""
    return has_role(person, cohort, {Role.COORDINATOR})


def may_ask_second_look(person: Any, application: Application) -> bool:
    """An applicant who has been told “not this time” or “not eligible”, once."""
    return (
        application.person_id == person.pk
        and find_state_as_told(application) in SECOND_LOOK_STATES
        and not application.second_looks.exists()
    )
