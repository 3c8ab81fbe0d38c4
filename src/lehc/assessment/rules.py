"""Who may assess and who may chair, and until when."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from lehc.assessment.models import Assessor, Rubric
from lehc.programmes.rules import is_team


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
