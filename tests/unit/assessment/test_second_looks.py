from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from lehc.assessment.actions.second_looks import (
    answer_second_look,
    ask_second_look,
    declare_second_look,
    give_second_look,
)
from lehc.assessment.enums import ConflictKind, PanelOutcome, SecondLookState
from lehc.assessment.models import SecondLook
from lehc.assessment.queries import panel_outcomes
from lehc.assessment.queries.after import list_lookers
from lehc.assessment.todo import list_assessment_todos
from lehc.audit.models import AuditEvent
from lehc.letters.models import Letter
from lehc.recruitment.enums import ApplicationState
from tests.factories.accounts import PersonFactory
from tests.factories.assessment import (
    AssessorFactory,
    AssignmentFactory,
    DeclarationFactory,
    PanelDecisionFactory,
    review_application,
)
from tests.factories.programmes import RoleGrantFactory
from tests.factories.recruitment import ApplicationFactory, PlaceTeamFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def application(call):
    return ApplicationFactory(call=call, state="not_this_time")


@pytest.fixture
def lead(call):
    return RoleGrantFactory(cohort=call.cohort).person


@pytest.fixture
def looker(call):
    return AssessorFactory(call=call).person


@pytest.fixture
def given(application, lead, looker):
    look = ask_second_look(
        application=application, words="You missed a page", by=application.person
    )
    give_second_look(second_look=look, looker=looker, by=lead)
    look.refresh_from_db()
    return look


def subjects() -> list[str]:
    return list(Letter.objects.order_by("pk").values_list("subject", flat=True))


def test_asked_once_by_the_applicant_who_was_told(application) -> None:
    with pytest.raises(ValidationError, match="no decision"):
        ask_second_look(application=application, words="Why", by=PersonFactory())
    ask_second_look(application=application, words="Why", by=application.person)
    with pytest.raises(ValidationError, match="already"):
        ask_second_look(application=application, words="Why", by=application.person)

    assert subjects() == ["We will look at the decision again"]
    assert SecondLook.objects.get().steps.get().state == "asked"


@pytest.mark.parametrize("state", ["submitted", "eligible", "offered", "withdrawn"])
def test_without_a_decision_against_there_is_nothing_to_ask(call, state) -> None:
    application = ApplicationFactory(call=call, state=state)
    with pytest.raises(ValidationError, match="no decision"):
        ask_second_look(application=application, words="Why", by=application.person)


def test_while_the_letter_is_held_nothing_is_known(application) -> None:
    letter = Letter.objects.create(
        kind="decision", recipient="a@b.example", subject="s", state="held"
    )
    application.decision_letters.create(letter=letter)
    with pytest.raises(ValidationError, match="no decision"):
        ask_second_look(application=application, words="Why", by=application.person)


def test_lookers_had_no_part_in_it(application, lead, looker) -> None:
    call = application.call
    review = review_application(application, 3, 3)
    AssignmentFactory(assessor=AssessorFactory(call=call), application=application)
    decider = RoleGrantFactory(cohort=call.cohort).person
    PanelDecisionFactory(application=application, recorded_by=decider)
    settler = RoleGrantFactory(cohort=call.cohort).person
    application.state_changes.create(state="not_this_time", by=settler)
    conflicted = AssessorFactory(call=call).person
    DeclarationFactory(person=conflicted, application=application, has_conflict=True)
    team = PlaceTeamFactory(call=call)
    application.team = team
    application.save()
    mate = ApplicationFactory(call=call, team=team).person
    AssessorFactory(call=call, person=mate)
    AssessorFactory(call=call, person=application.person)
    chair = AssessorFactory(call=call, chairs_panel=True, reads=False).person
    AssessorFactory(call=call, ended_at=call.opens_at)
    PersonFactory()

    assert set(list_lookers(application)) == {lead, looker}
    look = ask_second_look(application=application, words="Why", by=application.person)
    had_a_part = (review.assignment.assessor.person, decider, settler, conflicted)
    for person in (*had_a_part, chair):
        with pytest.raises(ValidationError, match="had a part in this"):
            give_second_look(second_look=look, looker=person, by=lead)


def test_a_chair_may_look_at_what_the_panel_never_saw(application) -> None:
    chair = AssessorFactory(call=application.call, chairs_panel=True).person
    assert chair not in list_lookers(application)
    application.state = ApplicationState.NOT_ELIGIBLE
    application.save()
    assert chair in list_lookers(application)


def test_one_that_is_with_nobody_is_asked_of_the_team(given, lead, looker) -> None:
    def read(person) -> list[tuple[int, str]]:
        todos = list_assessment_todos(given.application.call.cohort, person)
        return [(one.count, one.words) for one in todos if "second look" in one.words]

    none = (0, "second looks for you to take")
    assert read(lead) == [(0, "second looks to give to somebody"), none]
    assert (1, "second look for you to take") in read(looker)
    declare_second_look(second_look=given, kind=ConflictKind.KNOWS, note="", by=looker)
    assert read(lead) == [(1, "second look to give to somebody"), none]
    DeclarationFactory(person=lead, application=given.application, has_conflict=True)
    assert read(lead) == [(0, "second looks to give to somebody"), none]


def test_given_once(given, lead) -> None:
    with pytest.raises(ValidationError, match="already"):
        give_second_look(second_look=given, looker=lead, by=lead)
    assert subjects()[-1] == "Please take a second look at a decision"


def test_a_conflict_gives_it_back(given, looker, lead) -> None:
    declare_second_look(
        second_look=given, kind=ConflictKind.KNOWS, note="A cousin", by=looker
    )
    given.refresh_from_db()
    assert (given.state, given.looker) == ("asked", None)
    with pytest.raises(ValidationError, match="somebody else now"):
        answer_second_look(
            second_look=given, to=SecondLookState.STAYS, reason="Fair", by=looker
        )
    assert looker not in list_lookers(given.application)


def test_the_decision_stays_with_a_reason(given, looker) -> None:
    with pytest.raises(ValidationError, match="and why"):
        answer_second_look(
            second_look=given, to=SecondLookState.STAYS, reason=" ", by=looker
        )
    answer_second_look(
        second_look=given, to=SecondLookState.STAYS, reason="It was fair", by=looker
    )
    given.application.refresh_from_db()
    assert given.application.state == "not_this_time"
    assert "It was fair" in Letter.objects.first().body
    assert panel_outcomes(given.application.call) == {}
    with pytest.raises(ValidationError, match="somebody else now"):
        answer_second_look(
            second_look=given, to=SecondLookState.AGAIN, reason="Hm", by=looker
        )


@pytest.mark.parametrize("state", ["not_this_time", "not_eligible"])
def test_the_panel_looks_again(call, lead, looker, state) -> None:
    application = ApplicationFactory(call=call, state=state)
    look = ask_second_look(application=application, words="Why", by=application.person)
    give_second_look(second_look=look, looker=looker, by=lead)
    answer_second_look(
        second_look=look, to=SecondLookState.AGAIN, reason="A page was lost", by=looker
    )
    application.refresh_from_db()
    assert application.state == "eligible"
    assert panel_outcomes(call) == {application.pk: PanelOutcome.DISCUSS_AGAIN}
    steps = look.steps.values_list("state", flat=True)
    assert list(steps) == ["asked", "given", "again"]
    assert "not yet an offer" in Letter.objects.first().body


def test_the_audit_holds_each_step_and_no_words(given) -> None:
    events = AuditEvent.objects.filter(action="assessment.second_look")
    assert [event.facts["state"] for event in events.order_by("pk")] == [
        "asked",
        "given",
    ]
    assert "missed" not in "".join(str(event.facts) for event in events)


def test_steps_are_never_rewritten(given) -> None:
    with pytest.raises(TypeError, match="add the next one"):
        given.steps.first().save()


@pytest.mark.parametrize("fields", [{"state": "given"}, {"state": "stays"}])
def test_the_database_asks_for_somebody(application, fields) -> None:
    with pytest.raises(IntegrityError):
        SecondLook.objects.create(application=application, words="x", **fields)


def test_the_database_keeps_one_for_each_application(given) -> None:
    with pytest.raises(IntegrityError):
        SecondLook.objects.create(application=given.application, words="x")
