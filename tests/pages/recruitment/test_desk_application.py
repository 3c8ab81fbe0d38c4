from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from lehc.recruitment import sight
from lehc.recruitment.enums import ApplicationState
from lehc.recruitment.models import Application
from tests.factories.accounts import CommunicationNeedFactory
from tests.factories.offers import make_held_offer
from tests.factories.places import AreaFactory
from tests.factories.recruitment import (
    AnswerFactory,
    ApplicationFactory,
    PlaceTeamFactory,
    QuestionFactory,
)

pytestmark = pytest.mark.django_db
LIST = "/desk/seventh/applications/"


@pytest.fixture
def application(desk: Any) -> Any:
    made = ApplicationFactory(
        call=desk.call,
        form_version=desk.form,
        person__name="Ama Boateng",
        reference="A-AMA",
        state=ApplicationState.SUBMITTED,
    )
    AnswerFactory(application=made, question=desk.question, value="E06000038")
    AreaFactory(code="E06000038", name="Reading")
    return made


def test_the_page_shows_answers_history_and_needs(
    desk: Any, application: Any, sign_in: Any
) -> None:
    CommunicationNeedFactory(
        person=application.person,
        kind="bsl",
        detail="for meetings",
        since=dt.date(2026, 1, 1),
    )

    page = sign_in(desk.lead).get(f"{LIST}A-AMA/").content.decode()

    for words in (
        "Ama Boateng",
        "Which place?",
        "Reading",
        "British Sign Language interpreter: for meetings",
        application.person.email,
        "Mark as eligible",
        "Withdraw on request",
    ):
        assert words in page


def test_answers_stay_the_applicants_own_until_sent(
    desk: Any, application: Any, sign_in: Any
) -> None:
    Application.objects.update(state=ApplicationState.IN_PROGRESS)

    page = sign_in(desk.lead).get(f"{LIST}A-AMA/").content.decode()

    assert "belong to the applicant until they send it" in page
    assert "Reading" not in page


def test_team_mates_are_linked_but_for_those_that_must_not_be_seen(
    desk: Any, application: Any, sign_in: Any
) -> None:
    team = PlaceTeamFactory(call=desk.call)
    Application.objects.update(team=team)
    for name, reference in (("Ben Carter", "A-BEN"), ("Cat Davies", "A-CAT")):
        ApplicationFactory(
            call=desk.call, team=team, person__name=name, reference=reference
        )
    kept = list(sight._limits)
    sight._limits.append(lambda person, rows: rows.exclude(reference="A-CAT"))
    try:
        page = sign_in(desk.lead).get(f"{LIST}A-AMA/").content.decode()
    finally:
        sight._limits[:] = kept

    assert "Ben Carter" in page
    assert "Cat Davies" not in page


def test_what_can_not_be_done_now_is_not_offered(desk: Any, sign_in: Any) -> None:
    offer = make_held_offer(call=desk.call, reference="A-BEN")

    page = sign_in(desk.lead).get(f"{LIST}A-BEN/").content.decode()

    assert "Mark as eligible" not in page
    assert "Mark as not eligible" not in page
    assert offer.application.decision_letters.get().letter.subject in page


def test_an_application_is_withdrawn_when_its_owner_asks(
    desk: Any, application: Any, sign_in: Any
) -> None:
    response = sign_in(desk.lead).post(
        f"{LIST}A-AMA/withdraw/", {"how": "By phone on Tuesday"}, follow=True
    )

    change = application.state_changes.last()
    assert (change.state, change.by, change.reason) == (
        ApplicationState.WITHDRAWN,
        desk.lead,
        "By phone on Tuesday",
    )
    page = response.content.decode()
    assert "The application is withdrawn." in page
    assert "By phone on Tuesday" in page


def test_withdrawing_asks_how_they_said_it(
    desk: Any, application: Any, sign_in: Any
) -> None:
    response = sign_in(desk.lead).post(f"{LIST}A-AMA/withdraw/", {"how": ""})

    assert "There is a problem" in response.content.decode()
    application.refresh_from_db()
    assert application.state == ApplicationState.SUBMITTED


def test_when_the_team_withdraws_a_team_lead_a_team_mate_leads_on(
    desk: Any, application: Any, sign_in: Any
) -> None:
    team = PlaceTeamFactory(call=desk.call, lead=application.person)
    Application.objects.update(team=team)
    mate = ApplicationFactory(call=desk.call, team=team)

    sign_in(desk.lead).post(f"{LIST}A-AMA/withdraw/", {"how": "By phone"})

    team.refresh_from_db()
    assert team.lead == mate.person


def test_the_page_asks_the_database_as_often_for_three_answers_as_for_one(
    desk: Any, application: Any, sign_in: Any, count_queries: Any
) -> None:
    client = sign_in(desk.lead)
    once = count_queries(client, f"{LIST}A-AMA/")

    for _ in range(2):
        question = QuestionFactory(
            section=desk.question.section, kind="place", key=f"place-{_}"
        )
        AnswerFactory(application=application, question=question, value="E06000038")
        application.state_changes.create(state="eligible", by=desk.lead)

    assert count_queries(client, f"{LIST}A-AMA/") == once
