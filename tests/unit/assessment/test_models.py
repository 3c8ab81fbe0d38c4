from __future__ import annotations

import pytest
from django.db import IntegrityError

from lehc.assessment.enums import ReviewState
from lehc.assessment.models import Review
from tests.factories.assessment import (
    AssessorFactory,
    AssignmentFactory,
    DeclarationFactory,
    PanelDecisionFactory,
    ReviewFactory,
    RubricFactory,
)

pytestmark = pytest.mark.django_db


def test_lines_and_anchors_of_a_published_rubric_are_locked() -> None:
    line = RubricFactory().lines.first()

    with pytest.raises(TypeError, match="start its next version"):
        line.save()
    with pytest.raises(TypeError, match="start its next version"):
        line.anchors.first().save()


def test_lines_of_a_draft_may_change() -> None:
    line = RubricFactory(published=False).lines.first()
    line.weight = 9
    line.save(update_fields=["weight"])
    line.refresh_from_db()

    assert line.weight == 9


@pytest.mark.parametrize("factory", [DeclarationFactory, PanelDecisionFactory])
def test_declarations_and_decisions_are_never_rewritten(factory) -> None:
    with pytest.raises(TypeError, match="can't be rewritten"):
        factory().save()


def test_an_assessor_reads_or_chairs() -> None:
    with pytest.raises(IntegrityError, match="assessor_has_a_part"):
        AssessorFactory(reads=False, chairs_panel=False)


def test_a_sent_review_has_its_time() -> None:
    with pytest.raises(IntegrityError, match="review_sent_has_its_time"):
        ReviewFactory(submitted_at=None)


def test_an_abstention_has_its_reason() -> None:
    with pytest.raises(IntegrityError, match="review_abstention_has_reason"):
        ReviewFactory(state=ReviewState.ABSTAINED, abstain_reason="")


def test_score_stays_in_range() -> None:
    review = ReviewFactory()
    with pytest.raises(IntegrityError, match="score_in_range"):
        review.scores.create(line=review.rubric.lines.first(), score=5)


def test_standing_reviews_leave_out_conflicts() -> None:
    kept, set_aside = ReviewFactory(), ReviewFactory()
    DeclarationFactory(
        person=set_aside.assignment.assessor.person,
        application=set_aside.assignment.application,
        has_conflict=True,
    )

    assert list(Review.objects.standing()) == [kept]
    assert list(Review.objects.counted()) == [kept]
    assert list(Review.objects.abstained()) == []


def test_unfinished_assignments_are_not_begun_or_drafts() -> None:
    fresh = AssignmentFactory()
    draft = ReviewFactory(state=ReviewState.DRAFT).assignment
    ReviewFactory()

    assert list(type(fresh).objects.unfinished().order_by("pk")) == [fresh, draft]
