from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from lehc.assessment.actions.assessors import end_with_round, remind_assessors
from lehc.assessment.actions.tallies import refresh_tallies
from lehc.assessment.policy import assessable
from lehc.assessment.queries.progress import describe_progress
from lehc.assessment.queries.rubrics import list_in_force
from lehc.background.registry import register_housekeeping
from lehc.recruitment.models import Application

REMINDED_BEFORE = timedelta(days=3)
NOT_AGAIN_WITHIN = timedelta(days=2)


@register_housekeeping("assessment.refresh_tallies")
def refresh_all_tallies() -> None:
    """Mend what a raw change in the database left out of step."""
    refresh_tallies(Application.objects.all())


@register_housekeeping("assessment.remind_before_closing")
def remind_before_closing() -> None:
    """Three days before the round closes, to whoever has something left to do."""
    now = timezone.now()
    for rubric in list_in_force():
        if not now < rubric.closes_at <= now + REMINDED_BEFORE:
            continue
        loads = describe_progress(rubric.call, rubric, assessable(rubric.call)).loads
        late = [
            assessor
            for assessor in rubric.call.assessors.reading().select_related("person")
            if loads[assessor.pk].to_do
            and (
                assessor.reminded_at is None
                or (
                    assessor.reminded_at < rubric.closes_at - REMINDED_BEFORE
                    and assessor.reminded_at < now - NOT_AGAIN_WITHIN
                )
            )
        ]
        if late:
            remind_assessors(call=rubric.call, assessors=late, by=None)


@register_housekeeping("assessment.end_with_round")
def end_closed_rounds() -> None:
    """Assessors' access ends when their round has closed."""
    for rubric in list_in_force():
        if rubric.closes_at <= timezone.now():
            end_with_round(call=rubric.call)
