from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from lehc.letters.enums import LetterState
from lehc.programmes.models import Cohort
from lehc.recruitment.enums import ApplicationState
from lehc.recruitment.models import DecisionLetter
from lehc.recruitment.sight import see_cohort_applications


def list_decision_letters(person: Any, cohort: Cohort) -> QuerySet[DecisionLetter]:
    """Decision letters to those whose applications this member of the team may see."""
    visible = see_cohort_applications(person, cohort).order_by()
    return (
        DecisionLetter.objects.filter(application__in=visible)
        .select_related("letter", "application__person")
        .order_by("letter__subject", "application__person__name", "id")
    )


def list_waiting_letters(person: Any, cohort: Cohort) -> QuerySet[DecisionLetter]:
    """Those that wait to be sent, but for people who withdrew meanwhile."""
    return (
        list_decision_letters(person, cohort)
        .filter(letter__state=LetterState.HELD)
        .exclude(application__state=ApplicationState.WITHDRAWN)
    )
