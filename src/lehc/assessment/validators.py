from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

from lehc.assessment.models import HIGHEST_SCORE, Rubric


def validate_closing(closes_at: datetime) -> None:
    """Assessing can only be closed at a time that is still to come."""
    if closes_at <= timezone.now():
        raise ValidationError(
            "Choose a closing time that is still to come.", code="closing_passed"
        )


def validate_agreement(by: str, on: date, statement: str) -> None:
    """Weights are set by somebody, on a day that has come, for a reason."""
    if not by.strip() or not statement.strip():
        raise ValidationError(
            "Say who set the weights, and why these: applicants will read it.",
            code="agreement",
        )
    if on > timezone.localdate():
        raise ValidationError(
            "Enter the day on which the weights were agreed: today or earlier.",
            code="agreed_later",
        )


def validate_rubric_complete(rubric: Rubric) -> None:
    """Each criterion of the call has a line, and each line words for every score."""
    lines = {line.criterion_id: line for line in rubric.lines.all()}
    for criterion in rubric.call.criteria.all():
        line = lines.get(criterion.pk)
        worded = line.anchors.exclude(words="").count() if line else 0
        if worded != HIGHEST_SCORE + 1:
            raise ValidationError(
                f"Say what each score means for “{criterion.title}” first.",
                code="anchors_missing",
            )
    if not lines:
        raise ValidationError(
            "Give the call its criteria first: there is nothing to score yet.",
            code="no_criteria",
        )
