from __future__ import annotations

from typing import Any

import pytest

from lehc.audit.models import AuditEvent
from lehc.equality.models import MonitoringResponse
from lehc.equality.question_sets import PRESENT_SET, load_question_set
from lehc.letters.models import Letter
from lehc.recruitment.actions.applying import reopen_application, send_application
from lehc.recruitment.models import Application
from tests.factories.applying import build_form, build_team, fill_in, start

pytestmark = pytest.mark.django_db
QUESTION = load_question_set(PRESENT_SET).questions[0]
ANSWERS = {QUESTION.key: QUESTION.choices[0].value}


@pytest.fixture
def application() -> Application:
    return fill_in(start(build_form(), reference="KM7Q-3XTR"))


@pytest.fixture
def mine(application: Application, sign_in: Any) -> Any:
    return sign_in(application.person)


def url(rest: str = "") -> str:
    return f"/applications/KM7Q-3XTR/{rest}"


def test_the_step_stands_between_checking_and_sending(mine: Any) -> None:
    check = mine.get(url("check/")).content.decode()
    page = mine.get(url("equality/")).content.decode()

    assert f'href="{url("equality/")}"' in check
    assert "These questions are optional." in page
    assert "Your answers will not affect your application." in page


def test_no_leads_to_sending_and_is_not_asked_again(mine: Any) -> None:
    response = mine.post(url("equality/"), {"answers": "no"})
    check = mine.get(url("check/")).content.decode()

    assert response.headers["Location"] == url("send/")
    assert mine.get(url("equality/")).headers["Location"] == url("send/")
    assert f'href="{url("send/")}"' in check
    assert MonitoringResponse.objects.count() == 0


def test_neither_is_an_error(mine: Any) -> None:
    page = mine.post(url("equality/"), {}).content.decode()

    assert page.count("Choose yes or no; either is fine") == 2


def test_answers_are_stored_apart_and_the_code_is_shown_once(
    application: Application, mine: Any
) -> None:
    before = AuditEvent.objects.count()

    yes = mine.post(url("equality/"), {"answers": "yes"})
    page = mine.post(yes.headers["Location"], ANSWERS)
    again = mine.post(yes.headers["Location"], ANSWERS)

    stored = MonitoringResponse.objects.get()
    assert stored.answers == ANSWERS
    assert stored.round_name == str(application.call)
    assert "we show it once" in page.content.decode()
    assert "Your application is not sent yet" in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]
    assert again.headers["Location"] == url("send/")
    assert AuditEvent.objects.count() == before
    assert Letter.objects.count() == 0
    assert mine.session["equality_behind"] == ["KM7Q-3XTR"]


def test_no_answer_at_all_stores_nothing(mine: Any) -> None:
    response = mine.post(url("equality/questions/"), {})

    assert response.headers["Location"] == url("send/")
    assert MonitoringResponse.objects.count() == 0


def test_an_answer_that_is_not_in_the_list_is_shown_again(mine: Any) -> None:
    page = mine.post(url("equality/questions/"), {QUESTION.key: "x"}).content.decode()

    assert "There is a problem" in page
    assert MonitoringResponse.objects.count() == 0


def test_whoever_sends_again_is_not_asked_again(
    application: Application, mine: Any
) -> None:
    send_application(application=application, by=application.person)
    reopen_application(application=application, by=application.person)

    check = mine.get(url("check/")).content.decode()

    assert f'href="{url("send/")}"' in check


def test_a_team_member_hears_that_signing_off_is_left(sign_in: Any) -> None:
    member = fill_in(build_team(build_form()).members.last())
    client = sign_in(member.person)
    address = f"/applications/{member.reference}/equality/questions/"

    page = client.post(address, ANSWERS).content.decode()

    assert "Your part is not signed off yet" in page


@pytest.mark.parametrize("rest", ["equality/", "equality/questions/"])
def test_others_and_wrong_verbs(
    application: Application, sign_in: Any, rest: str
) -> None:
    stranger = start(application.form_version).person

    assert sign_in(stranger).get(url(rest)).status_code == 404
    assert sign_in(application.person).delete(url(rest)).status_code == 405
    Application.objects.filter(pk=application.pk).update(state="submitted")
    assert sign_in(application.person).post(url(rest), ANSWERS).status_code == 302
    assert MonitoringResponse.objects.count() == 0
