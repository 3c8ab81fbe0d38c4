from __future__ import annotations

from collections import Counter

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from lehc.assessment.actions.assignments import SharedOut, share_out_applications
from lehc.assessment.enums import ReviewState
from lehc.assessment.models import Assignment, AssignmentRun
from lehc.audit.models import AuditEvent
from tests.factories.accounts import PersonFactory
from tests.factories.assessment import (
    AssessorFactory,
    AssignmentFactory,
    DeclarationFactory,
    ReviewFactory,
    RubricFactory,
)
from tests.factories.places import AreaFactory
from tests.factories.programmes import OrganisationFactory
from tests.factories.recruitment import ApplicationFactory, CallFactory

pytestmark = pytest.mark.django_db


def make_applications(call, count: int) -> list:
    return [ApplicationFactory(call=call, state="eligible") for _ in range(count)]


def share(call, **more) -> SharedOut:
    return share_out_applications(call=call, by=PersonFactory(), **more)


def loads(call) -> list[int]:
    rows = Assignment.objects.current().filter(assessor__call=call)
    return sorted(Counter(rows.values_list("assessor_id", flat=True)).values())


def readers(application) -> set[int]:
    rows = Assignment.objects.current().filter(application=application)
    return set(rows.values_list("assessor_id", flat=True))


def test_everybody_gets_the_same_and_each_application_enough(call) -> None:
    applications = make_applications(call, 9)
    for lived in (True, True, True, False, False, False):
        AssessorFactory(call=call, has_lived_experience=lived)

    shared = share(call, seed=4)

    assert shared == SharedOut(added=18, removed=0)
    assert loads(call) == [3] * 6
    assert {len(readers(one)) for one in applications} == {2}
    lived = set(
        call.assessors.filter(has_lived_experience=True).values_list("pk", flat=True)
    )
    assert all(readers(one) & lived for one in applications)


def test_readers_come_from_different_sectors_and_places(call) -> None:
    """Two of each sector, whose places differ the same way: everybody meets another."""
    applications = make_applications(call, 8)
    for sector, place in (("vcse", AreaFactory()), ("housing", AreaFactory())):
        for _ in range(2):
            organisation = OrganisationFactory(sector=sector, place=None)
            AssessorFactory(call=call, organisation=organisation, place=place)

    share(call, seed=3)

    assert loads(call) == [4] * 4
    sharers = Assignment.objects.current().select_related("assessor__organisation")
    for application in applications:
        rows = [row.assessor for row in sharers.filter(application=application)]
        assert len({row.organisation.sector for row in rows}) == 2
        assert len({row.place_id for row in rows}) == 2


def test_the_seed_is_stored_and_gives_the_same_sharing(call) -> None:
    make_applications(call, 5)
    for _ in range(3):
        AssessorFactory(call=call)

    def pairs() -> list:
        rows = Assignment.objects.current().order_by("application_id", "assessor_id")
        return list(rows.values_list("application_id", "assessor_id", "position"))

    share(call)
    seed, first = AssignmentRun.objects.get().seed, pairs()
    Assignment.objects.all().delete()
    share(call, seed=seed)

    assert pairs() == first
    assert AuditEvent.objects.first().facts == {
        "seed": str(seed),
        "added": 10,
        "removed": 0,
    }


def test_each_assessor_reads_in_another_order(call) -> None:
    make_applications(call, 12)
    for _ in range(2):
        AssessorFactory(call=call)

    share(call, seed=1)

    orders = [
        list(
            one.assignments.order_by("position").values_list(
                "application_id", flat=True
            )
        )
        for one in call.assessors.all()
    ]
    assert sorted(orders[0]) == sorted(orders[1])
    assert orders[0] != orders[1]
    assert orders[0] != sorted(orders[0])


def test_likely_and_declared_conflicts_are_never_given(call) -> None:
    organisation = OrganisationFactory()
    [theirs] = make_applications(call, 1)
    theirs.organisation = organisation
    theirs.save(update_fields=["organisation"])
    colleague = AssessorFactory(call=call, organisation=organisation)
    conflicted = AssessorFactory(call=call)
    DeclarationFactory(person=conflicted.person, application=theirs, has_conflict=True)
    free = AssessorFactory(call=call)

    share(call)

    assert readers(theirs) == {free.pk}
    assert not colleague.assignments.exists()


def test_a_likely_conflict_that_was_cleared_may_be_given(call) -> None:
    organisation = OrganisationFactory()
    application = ApplicationFactory(
        call=call, state="eligible", organisation=organisation
    )
    assessor = AssessorFactory(call=call, organisation=organisation)
    DeclarationFactory(person=assessor.person, application=application)

    share(call)

    assert readers(application) == {assessor.pk}


def test_nobody_gets_their_own_application_or_their_teams(call) -> None:
    assessor = AssessorFactory(call=call)
    ApplicationFactory(call=call, state="eligible", person=assessor.person)

    share(call)

    assert loads(call) == []


def test_run_again_after_a_conflict_adds_what_is_missing(call) -> None:
    applications = make_applications(call, 4)
    for _ in range(4):
        AssessorFactory(call=call)
    share(call, seed=1)
    gone = Assignment.objects.current().filter(application=applications[0]).first()
    gone.removed_at = timezone.now()
    gone.save(update_fields=["removed_at"])
    DeclarationFactory(
        person=gone.assessor.person, application=applications[0], has_conflict=True
    )

    share(call, seed=2)

    assert {len(readers(one)) for one in applications} == {2}
    assert gone.assessor_id not in readers(applications[0])
    assert loads(call) == [2, 2, 2, 2]


def test_run_again_changes_nothing_when_nothing_is_missing(call) -> None:
    make_applications(call, 6)
    for _ in range(3):
        AssessorFactory(call=call)
    share(call, seed=1)
    before = list(Assignment.objects.values_list("pk", "position", "removed_at"))

    assert share(call, seed=2) == SharedOut(added=0, removed=0)
    assert list(Assignment.objects.values_list("pk", "position", "removed_at")) == (
        before
    )


def test_what_was_begun_or_cleared_stays_when_somebody_joins(call) -> None:
    make_applications(call, 4)
    early = [AssessorFactory(call=call) for _ in range(2)]
    share(call, seed=1)
    begun = early[0].assignments.first()
    ReviewFactory(assignment=begun, state=ReviewState.DRAFT)
    cleared = early[1].assignments.first()
    DeclarationFactory(person=early[1].person, application=cleared.application)
    for _ in range(2):
        AssessorFactory(call=call)

    share(call, seed=2)

    assert loads(call) == [2, 2, 2, 2]
    for kept in (begun, cleared):
        kept.refresh_from_db()
        assert kept.removed_at is None


def test_an_abstention_is_made_good_by_somebody_else(call) -> None:
    [application] = make_applications(call, 1)
    abstained = AssignmentFactory(
        assessor__call=call, application=application, cleared=True
    )
    ReviewFactory(assignment=abstained, state=ReviewState.ABSTAINED)
    others = {AssessorFactory(call=call).pk for _ in range(2)}

    share(call)

    assert readers(application) == others | {abstained.assessor_id}


def test_a_sent_review_of_somebody_who_left_counts(call) -> None:
    [application] = make_applications(call, 1)
    sent = AssignmentFactory(assessor__call=call, application=application, cleared=True)
    ReviewFactory(assignment=sent)
    sent.assessor.ended_at = timezone.now()
    sent.assessor.save(update_fields=["ended_at"])
    for _ in range(2):
        AssessorFactory(call=call)

    share(call)

    assert len(readers(application)) == 2
    assert sent.assessor_id in readers(application)


def test_chairs_who_do_not_read_get_nothing(call) -> None:
    make_applications(call, 2)
    AssessorFactory(call=call)
    chair = AssessorFactory(call=call, reads=False, chairs_panel=True)

    share(call)

    assert not chair.assignments.exists()


@pytest.mark.parametrize("state", ["in_progress", "not_eligible", "withdrawn"])
def test_only_applications_in_the_round_are_shared_out(call, state) -> None:
    ApplicationFactory(call=call, state=state)
    AssessorFactory(call=call)

    assert share(call).added == 0


def test_asks_for_a_published_rubric_and_an_assessor() -> None:
    rubric = RubricFactory(published=False)
    with pytest.raises(ValidationError, match="Publish the rubric first"):
        share(rubric.call)
    with pytest.raises(ValidationError, match="Add an assessor first"):
        share(RubricFactory(call=CallFactory()).call)


@pytest.mark.parametrize("size", [1, 3, 30])
def test_the_number_of_queries_does_not_grow(
    call, size, django_assert_num_queries
) -> None:
    make_applications(call, size)
    for _ in range(3):
        AssessorFactory(call=call)
    by = PersonFactory()

    with django_assert_num_queries(17):
        share_out_applications(call=call, by=by, seed=1)
