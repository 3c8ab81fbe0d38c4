"""Before anything is fixed: comparing, checking targets, the merit band, statements."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lehc.recruitment.enums import ApplicationState
from lehc.recruitment.models import Call
from lehc.selection.actions.fixing import Obstacle
from lehc.selection.calculations import lotteries
from lehc.selection.enums import Method, RunState
from lehc.selection.forms.targets import fingerprint
from lehc.selection.models import Run, Statement, Target, Threshold
from lehc.selection.naming import Namer
from lehc.selection.presenters.before_fixing import show_obstacle
from lehc.selection.presenters.comparing import compare
from lehc.selection.queries.features import list_features
from tests.factories.accounts import PersonFactory
from tests.factories.programmes import RoleGrantFactory
from tests.factories.recruitment import ApplicationFactory
from tests.factories.selection import (
    add_candidate,
    ask_for_gender,
    make_chair,
    make_closed_call,
    make_lead,
    run_now,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def shared_call(module_database: None) -> Call:
    call = make_closed_call()
    for score in (4, 3, 2):
        add_candidate(call, score=score)
    return call


@pytest.fixture
def call(shared_call: Call, db: None, monkeypatch: pytest.MonkeyPatch) -> Call:
    monkeypatch.setattr(lotteries, "COHORTS", 20)
    return copy.deepcopy(shared_call)


@pytest.fixture
def run(call: Call) -> Run:
    return run_now(call, method=Method.LEXIMIN)


@pytest.fixture
def team(call: Call, sign_in: Any) -> Any:
    return sign_in(RoleGrantFactory(cohort=call.cohort).person)


def comparing(call: Call) -> str:
    return reverse("desk_compare", args=[call.cohort.slug])


def count_queries(browser: Any, url: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(url).status_code == 200
    return len(queries)


def test_runs_stand_side_by_side(call: Call, run: Run, sign_in: Any) -> None:
    best = run_now(call)
    browser = sign_in(RoleGrantFactory(cohort=call.cohort).person)
    url = reverse("desk_compare", args=[call.cohort.slug])
    page = browser.get(f"{url}?run={run.pk}&run={best.pk}&run=x").content.decode()
    smallest = f"{100 * run.findings['smallest']:.1f}%"
    assert run.findings["smallest_before_rounding"] == pytest.approx(2 / 3)
    for words in ("7.00 total", smallest, "No chances: the highest merit decides"):
        assert words in page
    assert sign_in(PersonFactory()).get(url).status_code == 404


def test_only_the_runs_of_this_cohort_are_compared(
    call: Call, run: Run, team: Any
) -> None:
    other = make_closed_call()
    add_candidate(other, score=3)
    theirs = run_now(other, seats=1)
    page = team.get(f"{comparing(call)}?run={run.pk}&run={theirs.pk}").content.decode()
    assert f"Run {run.pk}" in page
    assert f"Run {theirs.pk}" not in page
    for strange in ("0", "-1", "x", "9" * 30):
        page = team.get(f"{comparing(call)}?run={strange}")
        assert page.status_code == 200


def test_nothing_to_compare_says_what_comes_first(call: Call, team: Any) -> None:
    assert "Nothing to compare yet" in team.get(comparing(call)).content.decode()


def test_comparing_is_for_reading_by_the_team(
    call: Call, sign_in: Any, client: Any
) -> None:
    assert client.get(comparing(call)).status_code == 302
    team = sign_in(RoleGrantFactory(cohort=call.cohort).person)
    assert team.post(comparing(call)).status_code == 405
    for person in (make_chair(call), PersonFactory()):
        assert sign_in(person).get(comparing(call)).status_code == 404


def test_comparing_asks_as_often_for_many_runs_as_for_one(
    call: Call, run: Run, team: Any
) -> None:
    Target.objects.create(
        call=call, question_key="role", value="clinician", minimum=1, maximum=2
    )
    counts = []
    for more in (1, 2, 5):
        for _ in range(more):
            run_now(call)
        counts.append(count_queries(team, comparing(call)))
    assert counts == [counts[0]] * 3


def test_the_chair_sets_the_merit_band(call: Call, sign_in: Any) -> None:
    url = reverse("desk_threshold", args=[call.cohort.slug])
    browser = sign_in(make_chair(call))
    data = {"merit": "2", "in_from": "1", "reason": "Agreed"}
    assert "must not be below the other" in browser.post(url, data).content.decode()
    browser.post(url, data | {"in_from": "3.5"})
    band = Threshold.objects.get()
    assert (str(band.merit), str(band.in_from)) == ("2.00", "3.50")


def test_checking_targets_saves_nothing_and_offers_a_change(
    call: Call, sign_in: Any
) -> None:
    browser = sign_in(RoleGrantFactory(cohort=call.cohort).person)
    url = reverse("desk_targets", args=[call.cohort.slug])
    typed = {"min-role--councillor": "1", "max-role--councillor": "2"}
    page = browser.post(url, typed | {"check": "1"}).content.decode()
    assert "lower the least from 1 to 0" in page
    page = browser.post(url, typed | {"use": "0"}).content.decode()
    assert "The targets can be met" in page
    assert not Target.objects.exists()


def test_a_protected_question_waits_for_a_lead(call: Call, sign_in: Any) -> None:
    ask_for_gender(call)
    slug = call.cohort.slug
    url = reverse("desk_targets", args=[slug])
    statement = reverse("target_statement", args=[slug, "gender"])
    typed = {"min-gender--woman": "1", "max-gender--woman": "2"}
    typed["seen"] = fingerprint([])
    browser = sign_in(RoleGrantFactory(cohort=call.cohort).person)
    page = browser.post(url, typed).content.decode()
    assert "a programme lead must write a statement first" in page
    assert 'name="min-gender--woman"' not in page
    assert browser.get(statement).status_code == 404
    lead = sign_in(make_lead(call))
    reasons = {"basis": "positive_action", "evidence": "1 in 10 were women."}
    assert "Say what the target is" in lead.post(statement, reasons).content.decode()
    reasons |= {"condition": "participation", "aim": "More", "proportionate": "Little"}
    assert lead.post(statement, reasons).url == url
    assert lead.post(url, typed).status_code == 302
    assert Target.objects.get().value == "woman"
    lead.post(reverse("target_statement_withdraw", args=[slug, "gender"]))
    assert not Statement.objects.standing().exists()
    bad = reverse("target_statement", args=[slug, "role"])
    assert lead.get(bad).status_code == 404


def test_side_by_side_says_why_a_run_found_nothing(call: Call, team: Any) -> None:
    Target.objects.create(
        call=call, question_key="sector", value="nhs", minimum=0, maximum=3
    )
    run = run_now(call, method=Method.LEXIMIN)
    stopped = Run.objects.create(
        call=call,
        method=Method.LEXIMIN,
        seed=1,
        seats=1,
        state=RunState.STOPPED,
        note="It took too long.",
        asked_by=run.asked_by,
    )
    table = compare([run, stopped], Namer(list_features(call)))["rows"]
    told = {row[0]: row[2] for row in table}
    assert told["Result"] == "Stopped. It took too long."
    assert told["People without a chance"] == "–"
    assert [row[2] for row in table[-1:]] == ["–"]


def test_more_seats_than_people_are_refused_beside_the_field(
    call: Call, team: Any
) -> None:
    before = Run.objects.count()
    url = reverse("desk_run", args=[call.cohort.slug])
    page = team.post(url, {"methods": ["best"], "seats": "999"}).content.decode()
    assert "Of the people who may be chosen now there are 3. Enter at most" in page
    assert 'href="#id_seats"' in page
    assert Run.objects.count() == before


def test_what_stands_in_the_way_is_said_before_anything_is_typed(
    call: Call, run: Run, team: Any
) -> None:
    url = reverse("desk_run_result", args=[call.cohort.slug, run.pk])
    assert "Fix the lottery" in team.get(url).content.decode()
    ApplicationFactory(call=call, state=ApplicationState.SUBMITTED)
    page = team.get(url).content.decode()
    assert (
        "This can’t be done yet. 1 application has not been checked yet. Mark each as "
        "eligible or not, then choose again."
    ) in page
    assert "Fix the lottery" not in page
    checking = reverse("desk_applications", args=[call.cohort.slug])
    assert f'href="{checking}?state=submitted">Check them now</a>' in page


@pytest.mark.parametrize(
    ("code", "name", "link"),
    [
        ("open", "desk_call", "See when the call closes"),
        ("outdated", "desk_selection", "Try again with everybody as they are now"),
        ("seats", "desk_selection", "Try again with other seats"),
        ("protected", "desk_targets", "See the target and its statement"),
        ("fixed", "desk_selection", "Choosing the cohort"),
    ],
)
def test_what_stands_in_the_way_leads_to_where_it_is_mended(
    code: str, name: str, link: str
) -> None:
    assert show_obstacle(Obstacle("Words.", code), "lehc-7") == {
        "words": "Words.",
        "url": reverse(name, args=["lehc-7"]),
        "link": link,
    }


def test_the_band_says_what_each_way_makes_of_it(call: Call, team: Any) -> None:
    page = team.get(reverse("desk_threshold", args=[call.cohort.slug]))
    assert "for the best cohort merit decides" in page.content.decode()
