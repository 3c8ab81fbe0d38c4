from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from lehc.accounts.enums import Role
from lehc.assessment.actions.declarations import (
    Said,
    declare,
    declare_all,
    lift_conflict,
)
from lehc.assessment.enums import ConflictKind
from lehc.assessment.models import Declaration, Review
from lehc.assessment.queries import merits
from lehc.audit.models import AuditEvent
from tests.factories.assessment import (
    AssignmentFactory,
    DeclarationFactory,
    review_application,
)
from tests.factories.programmes import RoleGrantFactory
from tests.factories.recruitment import ApplicationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def review(call):
    return review_application(ApplicationFactory(call=call, state="eligible"), 4, 4)


@pytest.fixture
def coordinator(call):
    return RoleGrantFactory(cohort=call.cohort, role=Role.COORDINATOR).person


def declare_conflict(review: Review) -> Declaration:
    return declare(
        person=review.assignment.assessor.person,
        application=review.assignment.application,
        kind=ConflictKind.KNOWS,
        note="We were at school",
    )


def test_no_conflict_is_recorded_and_keeps_the_assignment() -> None:
    assignment = AssignmentFactory()
    person = assignment.assessor.person

    declared = declare(person=person, application=assignment.application, kind=None)

    assignment.refresh_from_db()
    assert (declared.has_conflict, declared.kind) == (False, "")
    assert assignment.removed_at is None
    assert AuditEvent.objects.get().actor_id == person.pk


def test_a_conflict_takes_the_application_away(review) -> None:
    declared = declare_conflict(review)

    review.assignment.refresh_from_db()
    assert review.assignment.removed_at is not None
    assert (declared.kind, declared.note) == ("knows", "We were at school")


def test_a_sent_review_is_set_aside_and_kept(call, review) -> None:
    assert merits(call)[review.assignment.application_id].reviews == 1

    declare_conflict(review)

    assert merits(call) == {}
    assert list(Review.objects.all()) == [review]
    assert review.scores.count() == 2


def test_the_audit_holds_no_words(review) -> None:
    declare_conflict(review)

    assert "school" not in str(AuditEvent.objects.get().facts)


def test_declare_all_is_all_or_none(call) -> None:
    one, other = (ApplicationFactory(call=call, state="eligible") for _ in range(2))
    person = AssignmentFactory(assessor__call=call, application=one).assessor.person

    assert (
        declare_all(
            person=person,
            said=[Said(one), Said(other, ConflictKind.PLACE, "Same street")],
        )
        == 2
    )
    unsaved = ApplicationFactory.build(call=call, form_version=one.form_version)
    with pytest.raises(ValueError, match="unsaved related object"):
        declare_all(person=person, said=[Said(one), Said(unsaved)])

    assert [d.has_conflict for d in Declaration.objects.order_by("pk")] == [False, True]


def test_lifting_lets_the_review_count_again(call, review, coordinator) -> None:
    declaration = declare_conflict(review)

    lifted = lift_conflict(
        declaration=declaration, by=coordinator, reason="It was another Sam Smith"
    )

    assert merits(call)[review.assignment.application_id].reviews == 1
    assert (lifted.has_conflict, lifted.note) == (False, "It was another Sam Smith")
    assert Declaration.objects.filter(has_conflict=True).count() == 1
    assert AuditEvent.objects.first().facts["person"] == declaration.person_id


def test_nobody_lifts_their_own_conflict(call, coordinator) -> None:
    own = DeclarationFactory(
        person=coordinator,
        application=ApplicationFactory(call=call),
        has_conflict=True,
    )

    with pytest.raises(ValidationError, match="a conflict of their own"):
        lift_conflict(declaration=own, by=coordinator, reason="I changed my mind")


def test_only_the_team_lifts(review) -> None:
    declaration = declare_conflict(review)
    stranger = AssignmentFactory().assessor.person

    with pytest.raises(ValidationError, match="somebody else in the team"):
        lift_conflict(declaration=declaration, by=stranger, reason="Because")


def test_a_conflict_is_lifted_once(review, coordinator) -> None:
    declaration = declare_conflict(review)
    lift_conflict(declaration=declaration, by=coordinator, reason="A mistake")

    with pytest.raises(ValidationError, match="corrected already"):
        lift_conflict(declaration=declaration, by=coordinator, reason="A mistake")
