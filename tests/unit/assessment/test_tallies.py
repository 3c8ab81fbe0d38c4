"""Tallies repeat what reviews, declarations and decisions say, after every change."""

from __future__ import annotations

from decimal import Decimal
from random import Random

import pytest
from django.db import IntegrityError

from lehc.assessment.actions.declarations import declare, lift_conflict
from lehc.assessment.actions.panel import put_forward_from, record_decision
from lehc.assessment.actions.reviews import abstain, save_draft, send_review
from lehc.assessment.actions.tallies import refresh_tallies
from lehc.assessment.enums import ConflictKind, PanelOutcome
from lehc.assessment.models import Assignment, Declaration, Review, Tally
from lehc.assessment.policy import panel_applications, panel_tallies
from lehc.assessment.queries import merits, panel_outcomes
from lehc.assessment.tasks import refresh_all_tallies
from lehc.recruitment.models import Application
from tests.factories.accounts import PersonFactory
from tests.factories.assessment import (
    AssessorFactory,
    AssignmentFactory,
    RubricFactory,
    review_application,
)
from tests.factories.programmes import RoleGrantFactory
from tests.factories.recruitment import ApplicationFactory

pytestmark = pytest.mark.django_db
Row = tuple[Decimal | None, Decimal | None, int, int, str]
NOTHING: Row = (None, None, 0, 0, "")


def read_tallies(call) -> dict[int, Row]:
    rows = Tally.objects.filter(call=call).values_list(
        "pk", "median", "spread", "reviews", "abstentions", "outcome"
    )
    return {pk: tuple(rest) for pk, *rest in rows if tuple(rest) != NOTHING}


def work_out_slowly(call) -> dict[int, Row]:
    applications = Application.objects.filter(call=call)
    found, outcomes = merits(call), panel_outcomes(call)
    abstained = Review.objects.abstained()
    rows = {}
    for pk in applications.values_list("pk", flat=True):
        merit = found.get(pk)
        rows[pk] = (
            merit.median if merit else None,
            merit.spread if merit else None,
            merit.reviews if merit else 0,
            len(abstained.filter(assignment__application=pk)),
            str(outcomes.get(pk, "")),
        )
    return {pk: row for pk, row in rows.items() if row != NOTHING}


class Steps:
    """One change after another, each by the action that a page would call."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self.rubric = RubricFactory()
        self.call = self.rubric.call
        self.lead = RoleGrantFactory(cohort=self.call.cohort).person
        self.applications = [
            ApplicationFactory(call=self.call, state="eligible") for _ in range(2)
        ]
        for _ in range(2):
            assessor = AssessorFactory(call=self.call)
            for application in self.applications:
                AssignmentFactory(
                    assessor=assessor, application=application, cleared=True
                )

    def take(self) -> None:
        actions = [self.send, self.draft, self.abstain, self.declare, self.lift]
        self.chance.choice([*actions, self.decide, self.put_forward])()

    def choose(self) -> Assignment | None:
        rows = Assignment.objects.current().order_by("pk")
        return self.chance.choice(list(rows)) if rows else None

    def write(self, action, **more) -> None:
        if assignment := self.choose():
            lines = self.rubric.lines.values_list("pk", flat=True)
            scores = {line: self.chance.randint(0, 4) for line in lines}
            action(
                assignment=assignment,
                scores=scores,
                comment="",
                by=assignment.assessor.person,
            )

    def send(self) -> None:
        self.write(send_review)

    def draft(self) -> None:
        self.write(save_draft)

    def abstain(self) -> None:
        if assignment := self.choose():
            abstain(assignment=assignment, reason="I know them", by=self.lead)

    def declare(self) -> None:
        if assignment := self.choose():
            declare(
                person=assignment.assessor.person,
                application=assignment.application,
                kind=ConflictKind.KNOWS,
            )

    def lift(self) -> None:
        standing = Declaration.objects.current().conflicts().order_by("pk").first()
        if standing:
            lift_conflict(declaration=standing, by=self.lead, reason="A namesake")

    def decide(self) -> None:
        record_decision(
            application=self.chance.choice(self.applications),
            outcome=self.chance.choice(list(PanelOutcome)),
            reason="We talked",
            by=self.lead,
        )

    def put_forward(self) -> None:
        put_forward_from(
            call=self.call,
            applications=Application.objects.filter(call=self.call),
            median=Decimal(2),
            reason="Above",
            by=self.lead,
        )


@pytest.mark.parametrize("seed", range(4))
def test_after_every_change_the_same_as_worked_out_anew(seed) -> None:
    steps = Steps(seed)
    for _ in range(12):
        steps.take()
        assert read_tallies(steps.call) == work_out_slowly(steps.call)


def test_housekeeping_mends_what_a_raw_change_broke() -> None:
    review = review_application(
        ApplicationFactory(call=RubricFactory().call, state="eligible"), 4, 4
    )
    call = review.rubric.call
    Tally.objects.all().delete()
    refresh_all_tallies()
    assert read_tallies(call) == work_out_slowly(call) != {}


def test_the_same_number_of_questions_at_one_and_three(
    django_assert_num_queries,
) -> None:
    call = RubricFactory().call
    for count in (1, 2):
        for _ in range(count):
            review_application(ApplicationFactory(call=call, state="eligible"), 4, 4)
        with django_assert_num_queries(3):
            refresh_tallies(Application.objects.filter(call=call))


@pytest.mark.parametrize(
    "fields", [{"reviews": 1}, {"reviews": 0, "median": 2, "spread": 0}]
)
def test_the_database_keeps_merit_and_reviews_together(fields) -> None:
    application = ApplicationFactory()
    with pytest.raises(IntegrityError):
        Tally.objects.create(application=application, call=application.call, **fields)


def test_tallies_are_seen_exactly_where_applications_are() -> None:
    call = RubricFactory().call
    lead = RoleGrantFactory(cohort=call.cohort).person
    chair = AssessorFactory(call=call, reads=False, chairs_panel=True).person
    applications = [
        ApplicationFactory(call=call, state=state)
        for state in ("eligible", "submitted", "not_eligible", "withdrawn", "offered")
    ]
    for application in applications:
        review_application(application, 3, 3)
    declare(person=lead, application=applications[0], kind=ConflictKind.KNOWS)
    declare(person=chair, application=applications[1], kind=None)
    declare(person=chair, application=applications[4], kind=ConflictKind.OTHER)

    for person in (lead, chair, PersonFactory()):
        seen = set(panel_tallies(person, call).values_list("pk", flat=True))
        visible = panel_applications(person, call).values_list("pk", flat=True)
        assert seen == set(visible)
