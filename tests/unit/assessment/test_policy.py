from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from lehc.accounts.enums import Role
from lehc.assessment.policy import (
    NOTHING,
    SEES,
    Field,
    Part,
    Stage,
    get_panel_part,
    panel_applications,
    readings_of,
    to_declare_by,
    visible_to,
    without_conflicts,
)
from lehc.recruitment.models import Application
from lehc.recruitment.sight import limit_sight
from tests.factories.accounts import PersonFactory
from tests.factories.assessment import (
    AssessorFactory,
    AssignmentFactory,
    DeclarationFactory,
    RubricFactory,
)
from tests.factories.programmes import RoleGrantFactory
from tests.factories.recruitment import ApplicationFactory, PlaceTeamFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def application(call):
    return ApplicationFactory(call=call, state="eligible")


@pytest.fixture
def team_member(call):
    return RoleGrantFactory(cohort=call.cohort, role=Role.COORDINATOR).person


@pytest.fixture
def chair(call):
    return AssessorFactory(call=call, reads=False, chairs_panel=True)


def close(rubric) -> None:
    rubric.closes_at = timezone.now() - datetime.timedelta(minutes=1)
    rubric.save(update_fields=["closes_at"])


def test_the_table_answers_for_every_part_and_stage() -> None:
    assert set(SEES) == {(part, stage) for part in Part for stage in Stage}
    assert {SEES[part, Stage.CONFLICTED] for part in Part} == {NOTHING}


def test_nobody_but_the_team_sees_names_with_answers() -> None:
    for (part, _), fields in SEES.items():
        if part is not Part.TEAM:
            assert not {Field.NAME, Field.ASSESSED_ANSWERS} <= fields
            assert Field.REVIEWER_NAMES not in fields


def test_an_assessor_reads_only_after_saying_no_conflict(application) -> None:
    assignment = AssignmentFactory(
        assessor__call=application.call, application=application
    )
    assessor = assignment.assessor

    assert list(to_declare_by(assessor)) == [application]
    assert list(readings_of(assessor)) == []
    assert list(visible_to(assessor.person, application.call)) == []

    DeclarationFactory(person=assessor.person, application=application)
    assert list(to_declare_by(assessor)) == []
    assert list(readings_of(assessor)) == [assignment]
    assert list(visible_to(assessor.person, application.call)) == [application]

    DeclarationFactory(
        person=assessor.person, application=application, has_conflict=True
    )
    assert list(to_declare_by(assessor)) == []
    assert list(readings_of(assessor)) == []
    assert list(visible_to(assessor.person, application.call)) == []


def test_an_assessor_sees_only_what_was_given_to_them(application) -> None:
    other = AssessorFactory(call=application.call)
    AssignmentFactory(
        assessor__call=application.call, application=application, cleared=True
    )
    DeclarationFactory(person=other.person, application=application)

    assert list(readings_of(other)) == []
    assert list(visible_to(other.person, application.call)) == []


@pytest.mark.parametrize("state", ["withdrawn", "not_eligible", "in_progress"])
def test_an_application_that_leaves_the_round_leaves_the_list(call, state) -> None:
    application = ApplicationFactory(call=call, state=state)
    read = AssignmentFactory(
        assessor__call=call, application=application, cleared=True
    ).assessor
    unread = AssignmentFactory(assessor__call=call, application=application).assessor

    assert list(readings_of(read)) == []
    assert list(to_declare_by(unread)) == []


def test_access_ends_with_the_round(rubric, application) -> None:
    read = AssignmentFactory(
        assessor__call=rubric.call, application=application, cleared=True
    ).assessor
    unread = AssignmentFactory(
        assessor__call=rubric.call, application=application
    ).assessor
    close(rubric)

    assert list(readings_of(read)) == []
    assert list(to_declare_by(unread)) == []
    assert list(visible_to(read.person, rubric.call)) == []


def test_access_ends_when_the_team_ends_it(application) -> None:
    assessor = AssignmentFactory(
        assessor__call=application.call, application=application, cleared=True
    ).assessor
    assessor.ended_at = timezone.now()
    assessor.save(update_fields=["ended_at"])

    assert list(readings_of(assessor)) == []
    assert list(visible_to(assessor.person, application.call)) == []


def test_the_newest_published_rubric_keeps_the_round_open(rubric, application) -> None:
    assignment = AssignmentFactory(
        assessor__call=rubric.call, application=application, cleared=True
    )
    close(rubric)
    RubricFactory(call=rubric.call)

    assert list(readings_of(assignment.assessor)) == [assignment]


def test_the_team_sees_everything_sent_until_it_declares(
    application, team_member
) -> None:
    ApplicationFactory(call=application.call, state="in_progress")
    ApplicationFactory(call=application.call, state="not_eligible")
    call = application.call

    assert get_panel_part(team_member, call) is Part.TEAM
    assert list(panel_applications(team_member, call)) == [application]

    DeclarationFactory(person=team_member, application=application, has_conflict=True)
    assert list(panel_applications(team_member, call)) == []
    assert list(visible_to(team_member, call)) == []


def test_a_chair_declares_on_everything_before_seeing_it(application, chair) -> None:
    other = ApplicationFactory(call=application.call, state="eligible")
    call = application.call

    assert get_panel_part(chair.person, call) is Part.CHAIR
    assert list(to_declare_by(chair)) == [application, other]
    assert list(panel_applications(chair.person, call)) == []

    DeclarationFactory(person=chair.person, application=application)
    DeclarationFactory(person=chair.person, application=other, has_conflict=True)
    assert list(to_declare_by(chair)) == []
    assert list(panel_applications(chair.person, call)) == [application]
    assert list(visible_to(chair.person, call)) == [application]


def test_a_chair_sees_the_panel_after_the_round_until_decision_day(
    rubric, application, chair
) -> None:
    close(rubric)
    DeclarationFactory(person=chair.person, application=application)
    call = rubric.call

    assert list(panel_applications(chair.person, call)) == [application]

    call.decision_on = timezone.localdate() - datetime.timedelta(days=1)
    call.save(update_fields=["decision_on"])
    assert get_panel_part(chair.person, call) is None
    assert list(panel_applications(chair.person, call)) == []


def test_strangers_and_mere_assessors_have_no_part_in_the_panel(call) -> None:
    ApplicationFactory(call=call, state="eligible")
    assessor = AssessorFactory(call=call)

    for person in (PersonFactory(), assessor.person):
        assert get_panel_part(person, call) is None
        assert list(panel_applications(person, call)) == []
        assert list(visible_to(person, call)) == []


def test_ones_own_application_and_place_team_are_conflicts(call, team_member) -> None:
    team = PlaceTeamFactory(call=call)
    ApplicationFactory(call=call, state="eligible", person=team_member, team=team)
    ApplicationFactory(call=call, state="eligible", team=team)
    alone = ApplicationFactory(call=call, state="eligible")

    assert list(panel_applications(team_member, call)) == [alone]


def test_recruitment_pages_lose_sight_of_a_conflict(application, team_member) -> None:
    """The registry of recruitment: its lists, pages and exports leave it out too."""
    kept = ApplicationFactory(call=application.call, state="in_progress")
    everything = Application.objects.filter(call=application.call)
    assert list(limit_sight(team_member, everything)) == [application, kept]

    DeclarationFactory(person=team_member, application=application, has_conflict=True)

    assert list(limit_sight(team_member, everything)) == [kept]
    assert list(without_conflicts(PersonFactory(), everything)) == [application, kept]
