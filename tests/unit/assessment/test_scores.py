from __future__ import annotations

from decimal import Decimal

import pytest
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lehc.assessment.enums import PanelOutcome, ReviewState
from lehc.assessment.merit import Merit
from lehc.assessment.queries import merits, panel_outcomes
from tests.factories.assessment import (
    AssignmentFactory,
    DeclarationFactory,
    PanelDecisionFactory,
    ReviewFactory,
    RubricFactory,
    review_application,
)
from tests.factories.recruitment import ApplicationFactory, CallFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def rubric():
    """Two lines, weighing 1 and 3."""
    return RubricFactory()


@pytest.fixture
def application(rubric):
    return ApplicationFactory(call=rubric.call, state="eligible")


def merit(*means: str, median: str, spread: str) -> Merit:
    return Merit(
        Decimal(median), Decimal(spread), len(means), tuple(map(Decimal, means))
    )


def test_merits_weighs_scores_and_takes_the_median(rubric, application) -> None:
    review_application(application, 4, 1)  # 7/4
    review_application(application, 0, 4)  # 12/4
    review_application(application, 2, 3)  # 11/4
    ApplicationFactory(call=rubric.call, state="eligible")  # nobody has read it

    assert merits(rubric.call) == {
        application.pk: merit("1.75", "2.75", "3.00", median="2.75", spread="1.25")
    }


def test_merits_uses_the_weights_a_review_was_made_with(rubric, application) -> None:
    review_application(application, 4, 0)
    RubricFactory(call=rubric.call)
    rubric.lines.model.objects.filter(rubric__version=2).update(weight=7)

    assert merits(rubric.call)[application.pk].median == Decimal("1.00")


def test_merits_leaves_out_other_calls(rubric, application) -> None:
    review_application(application, 4, 4)

    assert merits(CallFactory()) == {}


@pytest.mark.parametrize("state", [ReviewState.DRAFT, ReviewState.ABSTAINED])
def test_merits_counts_only_sent_reviews(rubric, application, state) -> None:
    review_application(application, 4, 4, state=state)

    assert merits(rubric.call) == {}


def test_merits_sets_aside_a_review_once_a_conflict_is_declared(
    rubric, application
) -> None:
    review_application(application, 2, 2)
    review = review_application(application, 4, 4)
    DeclarationFactory(
        person=review.assignment.assessor.person,
        application=application,
        has_conflict=True,
    )

    assert merits(rubric.call)[application.pk].means == (Decimal("2.00"),)


def test_merits_counts_again_when_the_newest_declaration_says_no_conflict(
    rubric, application
) -> None:
    review = review_application(application, 4, 4)
    person = review.assignment.assessor.person
    DeclarationFactory(person=person, application=application, has_conflict=True)
    DeclarationFactory(person=person, application=application, has_conflict=False)

    assert merits(rubric.call)[application.pk].reviews == 1


def test_merits_sets_aside_a_review_whose_assignment_was_removed(
    rubric, application
) -> None:
    assignment = AssignmentFactory(
        assessor__call=rubric.call,
        application=application,
        cleared=True,
        removed_at=timezone.now(),
    )
    ReviewFactory(assignment=assignment, scores=(4, 4))

    assert merits(rubric.call) == {}


def test_another_persons_conflict_changes_nothing(rubric, application) -> None:
    review_application(application, 3, 3)
    DeclarationFactory(application=application, has_conflict=True)

    assert merits(rubric.call)[application.pk].median == Decimal("3.00")


@pytest.mark.parametrize("applications", [1, 3, 30])
def test_merits_and_outcomes_make_one_query_each(
    rubric, applications, django_assert_num_queries
) -> None:
    for _ in range(applications):
        application = ApplicationFactory(call=rubric.call, state="eligible")
        review_application(application, 1, 2)
        PanelDecisionFactory(application=application)

    with django_assert_num_queries(2) as queries:
        found = (merits(rubric.call), panel_outcomes(rubric.call))

    assert isinstance(queries, CaptureQueriesContext)
    assert [len(rows) for rows in found] == [applications, applications]


def test_panel_outcomes_gives_the_newest_decision(rubric, application) -> None:
    PanelDecisionFactory(application=application, outcome=PanelOutcome.DISCUSS_AGAIN)
    PanelDecisionFactory(application=application, outcome=PanelOutcome.PUT_FORWARD)
    undecided = ApplicationFactory(call=rubric.call, state="eligible")

    outcomes = panel_outcomes(rubric.call)

    assert outcomes == {application.pk: PanelOutcome.PUT_FORWARD}
    assert undecided.pk not in outcomes
