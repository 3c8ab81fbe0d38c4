from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from lehc.assessment.actions.tallies import refresh_tally
from lehc.assessment.enums import ReviewState
from lehc.assessment.models import Assignment, Review, Score
from lehc.assessment.policy import find_rubric, readings_of
from lehc.audit.actions import record


@transaction.atomic
def save_draft(
    *,
    assignment: Assignment,
    scores: Mapping[int, int],
    comment: str,
    by: Any,
    minutes: int | None = None,
) -> Review:
    """Keep what has been written so far; nothing is required.

    `minutes` is the time it took, as the assessor says.

    A review that was sent becomes a draft again and does not count until it is sent.

    Raises:
        ValidationError: the round has closed, or the application was taken away.
    """
    review = open_review(assignment)
    write_review(review, scores, comment, minutes, ReviewState.DRAFT)
    record("assessment.save_draft", review, by=by)
    return review


@transaction.atomic
def send_review(
    *,
    assignment: Assignment,
    scores: Mapping[int, int],
    comment: str,
    by: Any,
    minutes: int | None = None,
) -> Review:
    """Send a review with a score on every line; it may be sent again until closing.

    Raises:
        ValidationError: a line has no score, the round has closed, or the application
            was taken away.
    """
    review = open_review(assignment)
    lines = set(review.rubric.lines.values_list("pk", flat=True))
    if lines - set(scores):
        raise ValidationError("Choose a score on every line.", code="unscored")
    write_review(review, scores, comment, minutes, ReviewState.SUBMITTED)
    record("assessment.send_review", review, by=by)
    return review


@transaction.atomic
def abstain(
    *, assignment: Assignment, reason: str, by: Any, minutes: int | None = None
) -> Review:
    """Give no review of this application, and say why. Scores written stay unread.

    Raises:
        ValidationError: no reason, the round has closed, or it was taken away.
    """
    if not reason.strip():
        raise ValidationError("Say why you would rather not review it.", code="reason")
    review = open_review(assignment)
    review.state, review.submitted_at = ReviewState.ABSTAINED, None
    review.abstain_reason, review.minutes = reason.strip(), minutes
    review.save(
        update_fields=[
            "state",
            "submitted_at",
            "abstain_reason",
            "minutes",
            "changed_at",
        ]
    )
    refresh_tally(assignment.application_id)
    record("assessment.abstain", review, by=by)
    return review


def open_review(assignment: Assignment) -> Review:
    """The review of an assignment that may be opened now, begun here if it is new.

    The assignment is locked, so that a conflict declared at the same moment in another
    window is seen either before this change or after it.
    """
    Assignment.objects.select_for_update().get(pk=assignment.pk)
    if not readings_of(assignment.assessor).filter(pk=assignment.pk).exists():
        raise ValidationError(
            "Assessing has closed, or this application is no longer in your list. "
            "Nothing more can be saved on it.",
            code="closed",
        )
    review, _ = Review.objects.get_or_create(
        assignment=assignment,
        defaults={"rubric": find_rubric(assignment.assessor.call)},
    )
    return review


def write_review(
    review: Review,
    scores: Mapping[int, int],
    comment: str,
    minutes: int | None,
    state: ReviewState,
) -> None:
    """Replace scores and comment. Scores of lines of another rubric are left out."""
    lines = set(review.rubric.lines.values_list("pk", flat=True))
    review.state, review.comment, review.abstain_reason = state, comment, ""
    review.minutes = minutes
    review.submitted_at = timezone.now() if state == ReviewState.SUBMITTED else None
    review.save(
        update_fields=[
            "state",
            "comment",
            "minutes",
            "abstain_reason",
            "submitted_at",
            "changed_at",
        ]
    )
    review.scores.all().delete()
    Score.objects.bulk_create(
        Score(review=review, line_id=line, score=score)
        for line, score in scores.items()
        if line in lines
    )
    refresh_tally(review.assignment.application_id)
