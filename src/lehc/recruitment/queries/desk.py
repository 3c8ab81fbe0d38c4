"""One application as the programme team may open it."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from lehc.programmes.models import Cohort
from lehc.recruitment.enums import SENT_STATES
from lehc.recruitment.models import Application, DecisionLetter, StateChange
from lehc.recruitment.sight import see_cohort_applications


def get_application_for(person: Any, cohort: Cohort, reference: str) -> Application:
    """An application of the cohort that this member of the team may see.

    Raises:
        Http404: there is none of that reference here, or the person must not see it.
    """
    visible = see_cohort_applications(person, cohort).with_form()
    return get_object_or_404(visible.select_related("sponsor"), reference=reference)


def list_history(application: Application) -> QuerySet[StateChange]:
    return application.state_changes.select_related("by").order_by("id")


def list_visible_mates(person: Any, application: Application) -> list[Application]:
    """The others of the place team whom this member of the programme team may see."""
    if application.team is None:
        return []
    visible = see_cohort_applications(person, application.call.cohort)
    mates = visible.filter(team=application.team).exclude(pk=application.pk)
    return list(mates.select_related("person", "organisation").order_by("id"))


def list_letters(application: Application) -> QuerySet[DecisionLetter]:
    """Decision letters written to an applicant, newest first."""
    return application.decision_letters.select_related("letter").order_by("-id")


def is_entered_for(application: Application) -> bool:
    """Whether somebody else began it for the applicant, who applied by another way."""
    first = application.state_changes.order_by("id").first()
    return (
        first is not None
        and first.by_id is not None
        and first.by_id != application.person_id
    )


def may_read_answers(application: Application) -> bool:
    """Answers are the applicant's own until sent, unless the team writes them down."""
    return application.state in SENT_STATES or is_entered_for(application)
