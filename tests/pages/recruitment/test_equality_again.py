"""Asked anew at each stage, without a trace of who answered; and the team's counts."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lehc.equality.enums import Stage
from lehc.equality.models import MonitoringResponse
from lehc.letters.actions import release_letters
from lehc.letters.models import Letter
from lehc.programmes.models import Cohort
from lehc.recruitment.actions.offers import make_offers, put_on_waiting_list
from lehc.recruitment.actions.replies import accept_offer
from lehc.recruitment.enums import ApplicationState
from lehc.recruitment.models import Application
from lehc.recruitment.queries.stages import count_reached, find_stage
from tests.factories.accounts import PersonFactory
from tests.factories.equality import MonitoringResponseFactory
from tests.factories.programmes import RoleGrantFactory
from tests.factories.recruitment import ApplicationFactory, CallFactory

pytestmark = pytest.mark.django_db


def again(application: Application) -> str:
    return reverse("application_equality_again", args=[application.reference])


def apply() -> Application:
    return ApplicationFactory(state=ApplicationState.ELIGIBLE)


def offer(application: Application) -> None:
    make_offers(applications=[application], by=None)


def wait(application: Application) -> None:
    put_on_waiting_list(ordered_applications=[application], by=None)


def tell(application: Application) -> None:
    release_letters(Letter.objects.filter(decisionletter__application=application))
    application.refresh_from_db()


@pytest.mark.parametrize(
    ("decide", "stage"), [(offer, Stage.OFFERED), (wait, Stage.SHORTLISTED)]
)
def test_answers_say_the_stage_and_nobody(
    decide: Any, stage: Stage, sign_in: Any
) -> None:
    application = apply()
    decide(application)
    tell(application)
    browser = sign_in(application.person)
    before = count_rows()
    page = browser.post(again(application), {"age": "25-34"}).content.decode()
    assert "write this code down" in page
    row = MonitoringResponse.objects.get()
    assert (row.stage, row.answers) == (stage, {"age": "25-34"})
    assert row.round_name == str(application.call)
    after = count_rows()
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"equality.MonitoringResponse"}
    # once: the session remembers, and nothing else does
    assert browser.get(again(application)).status_code == 302
    standing = reverse("application_tasks", args=[application.reference])
    assert again(application) not in browser.get(standing).content.decode()


def count_rows() -> dict[str, int]:
    return {
        model._meta.label: model._default_manager.count()
        for model in apps.get_models(include_auto_created=True)
    }


def test_the_questions_do_not_give_a_decision_away(sign_in: Any) -> None:
    application = apply()
    offer(application)
    browser = sign_in(application.person)
    assert find_stage(Application.objects.get(pk=application.pk)) is None
    assert browser.get(again(application)).status_code == 404
    tell(application)
    assert browser.get(again(application)).status_code == 200


def test_at_the_end_those_with_a_place_are_asked(sign_in: Any) -> None:
    application = apply()
    offer(application)
    tell(application)
    accept_offer(application=application, by=application.person)
    application.refresh_from_db()
    assert find_stage(application) == Stage.OFFERED
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    Cohort.objects.update(starts_on=yesterday, ends_on=yesterday)
    application = Application.objects.get(pk=application.pk)
    assert find_stage(application) == Stage.COMPLETED
    assert count_reached(application.call)[Stage.COMPLETED] == 1


def test_no_answer_is_stored_for_none_given(sign_in: Any) -> None:
    application = apply()
    offer(application)
    tell(application)
    answer = sign_in(application.person).post(again(application), {})
    assert answer.url == reverse("application_tasks", args=[application.reference])
    assert not MonitoringResponse.objects.exists()


def test_strangers_and_wrong_verbs(sign_in: Any, client: Any) -> None:
    application = apply()
    offer(application)
    tell(application)
    assert client.get(again(application)).status_code == 302
    assert sign_in(PersonFactory()).get(again(application)).status_code == 404
    assert sign_in(application.person).put(again(application)).status_code == 405


def test_people_are_counted_by_the_furthest_they_ever_came() -> None:
    call = CallFactory()
    people = [
        ApplicationFactory(call=call, state=ApplicationState.SUBMITTED)
        for _ in range(3)
    ]
    for application in people[:2]:
        Application.objects.filter(pk=application.pk).update(
            state=ApplicationState.ELIGIBLE
        )
    offer(Application.objects.get(pk=people[0].pk))
    wait(Application.objects.get(pk=people[1].pk))
    assert count_reached(call) == {
        Stage.APPLIED: 3,
        Stage.SHORTLISTED: 2,
        Stage.OFFERED: 1,
        Stage.COMPLETED: 0,
    }


def test_the_team_sees_counts_and_a_stranger_nothing(sign_in: Any) -> None:
    call = CallFactory()
    url = reverse("desk_equality", args=[call.cohort.slug])
    for _ in range(9):
        MonitoringResponseFactory(round_name=str(call), answers={"sex": "female"})
    MonitoringResponseFactory(round_name=str(call), answers={"sex": "male"})
    page = sign_in(RoleGrantFactory(cohort=call.cohort).person).get(url)
    words = page.content.decode()
    assert "About 10" in words
    assert "Hidden" in words
    assert "Nobody’s answers are carried from one stage to the next" in words
    assert sign_in(PersonFactory()).get(url).status_code == 404


def test_the_page_asks_as_often_for_many_answers(sign_in: Any) -> None:
    call = CallFactory()
    browser = sign_in(RoleGrantFactory(cohort=call.cohort).person)
    url = reverse("desk_equality", args=[call.cohort.slug])
    counts = []
    for _ in (1, 3):
        for _ in range(9):
            MonitoringResponseFactory(round_name=str(call))
        ApplicationFactory(call=call, state=ApplicationState.SUBMITTED)
        with CaptureQueriesContext(connection) as queries:
            browser.get(url)
        counts.append(len(queries))
    assert counts[0] == counts[1]
