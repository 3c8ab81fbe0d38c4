from __future__ import annotations

import re
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

from lehc.assessment.models import HIGHEST_SCORE, Rubric
from lehc.recruitment.models import Application

MOST_WORDS = 15  # of an Easy Read sentence
MOST_SENTENCES = 20


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


def validate_easy_read(words: str, application: Application) -> None:
    """Short sentences, one a line, that do not say who the applicant is."""
    sentences = [line.strip() for line in words.splitlines() if line.strip()]
    if not sentences:
        raise ValidationError("Write at least one sentence.", code="empty")
    if len(sentences) > MOST_SENTENCES:
        raise ValidationError(
            f"Keep it to {MOST_SENTENCES} lines: it is a summary.", code="long"
        )
    for sentence in sentences:
        if len(sentence.split()) > MOST_WORDS:
            start = " ".join(sentence.split()[:4])
            raise ValidationError(
                f"The line that starts “{start}” has more than {MOST_WORDS} words. "
                "Make two of it.",
                code="sentence",
            )
    refuse_identity(words, application)


def refuse_identity(words: str, application: Application) -> None:
    """Assessors read by reference, so words written for them name nobody."""
    organisation = application.organisation
    for telling in (
        *str(application.person).split(),
        application.person.email,
        organisation.name if organisation else "",
    ):
        if len(telling) > 2 and re.search(rf"\b{re.escape(telling)}\b", words, re.I):
            raise ValidationError(
                f"Leave out “{telling}”: assessors read without knowing who it is.",
                code="identity",
            )
