from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from lehc.assessment.actions.declarations import declare
from lehc.assessment.actions.reviews import abstain, save_draft, send_review
from lehc.assessment.enums import ConflictKind, ReviewState
from lehc.assessment.models import Review
from tests.factories.assessment import (
    AssignmentFactory,
    ReviewFactory,
    RubricFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def assignment(call):
    return AssignmentFactory(assessor__call=call, cleared=True)


@pytest.fixture
def lines(rubric):
    return list(rubric.lines.values_list("pk", flat=True))


def write(action, assignment, scores, comment="Clear and warm"):
    return action(
        assignment=assignment,
        scores=scores,
        comment=comment,
        by=assignment.assessor.person,
    )


def stored(review: Review) -> tuple:
    review.refresh_from_db()
    return (
        review.state,
        review.comment,
        [score.score for score in review.scores.all()],
        review.submitted_at is not None,
    )


def test_a_draft_asks_for_nothing(assignment) -> None:
    review = write(save_draft, assignment, {}, comment="")

    assert stored(review) == (ReviewState.DRAFT, "", [], False)


def test_a_draft_keeps_what_is_there(assignment, lines) -> None:
    write(save_draft, assignment, {lines[0]: 3})
    review = write(save_draft, assignment, {lines[1]: 0}, comment="Second thoughts")

    assert stored(review) == (ReviewState.DRAFT, "Second thoughts", [0], False)
    assert Review.objects.count() == 1


def test_sending_needs_a_score_on_every_line(assignment, lines) -> None:
    with pytest.raises(ValidationError, match="every line"):
        write(send_review, assignment, {lines[0]: 3})

    assert not Review.objects.exists()


def test_sent_reviews_may_be_changed_until_closing(assignment, lines) -> None:
    write(send_review, assignment, dict.fromkeys(lines, 4))
    review = write(send_review, assignment, dict.fromkeys(lines, 2), comment="Calmer")

    assert stored(review) == (ReviewState.SUBMITTED, "Calmer", [2, 2], True)


def test_a_sent_review_saved_as_a_draft_no_longer_counts(assignment, lines) -> None:
    write(send_review, assignment, dict.fromkeys(lines, 4))
    review = write(save_draft, assignment, dict.fromkeys(lines, 4))

    assert stored(review)[0] == ReviewState.DRAFT
    assert not Review.objects.counted().exists()


def test_abstaining_needs_a_reason(assignment) -> None:
    by = assignment.assessor.person
    with pytest.raises(ValidationError, match="Say why"):
        abstain(assignment=assignment, reason="  ", by=by)

    review = abstain(assignment=assignment, reason=" I can tell who it is ", by=by)

    assert (review.state, review.abstain_reason) == (
        ReviewState.ABSTAINED,
        "I can tell who it is",
    )


def test_an_abstention_may_be_taken_back(assignment, lines) -> None:
    abstain(assignment=assignment, reason="Unsure", by=assignment.assessor.person)
    review = write(send_review, assignment, dict.fromkeys(lines, 1))

    assert stored(review)[0] == ReviewState.SUBMITTED
    assert review.abstain_reason == ""


@pytest.mark.parametrize("action", [save_draft, send_review])
def test_nothing_is_saved_after_closing(rubric, assignment, lines, action) -> None:
    rubric.closes_at = timezone.now() - datetime.timedelta(seconds=1)
    rubric.save(update_fields=["closes_at"])

    with pytest.raises(ValidationError, match="Assessing has closed"):
        write(action, assignment, dict.fromkeys(lines, 4))
    assert not Review.objects.exists()


def test_nothing_is_saved_before_declaring(call, lines) -> None:
    with pytest.raises(ValidationError, match="no longer in your list"):
        write(save_draft, AssignmentFactory(assessor__call=call), {lines[0]: 1})


def test_nothing_is_saved_after_a_conflict(assignment, lines) -> None:
    declare(
        person=assignment.assessor.person,
        application=assignment.application,
        kind=ConflictKind.MONEY,
    )

    with pytest.raises(ValidationError, match="no longer in your list"):
        write(send_review, assignment, dict.fromkeys(lines, 4))


def test_a_review_stays_with_the_rubric_it_was_begun_on(call, rubric) -> None:
    review = ReviewFactory(
        assignment=AssignmentFactory(assessor__call=call, cleared=True),
        state=ReviewState.DRAFT,
    )
    newer = RubricFactory(call=call)
    fresh = AssignmentFactory(assessor__call=call, cleared=True)

    again = write(save_draft, review.assignment, {})
    begun = write(save_draft, fresh, {newer.lines.first().pk: 2})

    assert (again.rubric, begun.rubric) == (rubric, newer)


def test_scores_of_another_rubric_are_left_out(call, assignment, lines) -> None:
    write(save_draft, assignment, {lines[0]: 1})
    newer = RubricFactory(call=call)

    review = write(save_draft, assignment, {lines[0]: 2, newer.lines.first().pk: 4})

    assert stored(review)[2] == [2]
