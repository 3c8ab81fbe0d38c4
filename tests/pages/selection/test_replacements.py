"""After the cohort is fixed: free places, and whoever was found eligible late."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from django.urls import reverse

from lehc.recruitment.actions.moves import move_application
from lehc.recruitment.enums import ApplicationState
from lehc.recruitment.models import Application, Call
from lehc.selection.actions.draws import enter_draw
from lehc.selection.actions.fixing import DrawPlan, fix_lottery
from lehc.selection.actions.places import settle_cohort
from lehc.selection.actions.replacements import (
    ask_for_replacement,
    ask_with_change,
    offer_replacements,
)
from lehc.selection.actions.runs import compute_run
from lehc.selection.actions.settings import Wish, set_targets
from lehc.selection.calculations import lotteries
from lehc.selection.enums import DrawnBy, Method
from lehc.selection.models import Run, Threshold
from lehc.selection.presenters.runs import count_chosen
from lehc.selection.queries.runs import count_tried
from tests.factories.accounts import PersonFactory
from tests.factories.programmes import RoleGrantFactory
from tests.factories.selection import (
    add_candidate,
    make_closed_call,
    make_lead,
    run_now,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def shared(module_database: None) -> Any:
    """A fixed cohort whose only councillor declined; two clinicians wait."""
    by, call = PersonFactory(), make_closed_call(capacity=2)
    add_candidate(call, score=4)
    councillor = add_candidate(call, score=3, role="councillor")
    for _ in range(2):
        add_candidate(call, score=2)
    set_targets(call=call, wishes=[Wish("role", "councillor", 1, 3)], by=by)
    settle_cohort(run=run_now(call), reason="Agreed", by=by)
    councillor.refresh_from_db()
    move_application(application=councillor, to=ApplicationState.DECLINED, by=by)
    return by, call


@pytest.fixture
def by(shared: Any, db: None) -> Any:
    return copy.deepcopy(shared[0])


@pytest.fixture
def call(shared: Any, db: None) -> Call:
    return copy.deepcopy(shared[1])


@pytest.fixture
def team(call: Call, sign_in: Any) -> Any:
    return sign_in(RoleGrantFactory(cohort=call.cohort).person)


def address(name: str, call: Call, *more: object) -> str:
    return reverse(name, args=[call.cohort.slug, *more])


def read(browser: Any, url: str) -> str:
    answer = browser.get(url)
    assert answer.status_code == 200, url
    return answer.content.decode()


def make_stuck(call: Call, by: Any) -> Run:
    run = ask_for_replacement(call=call, by=by)
    compute_run(run.pk)
    return run


def test_the_page_asks_how_many_places_to_fill(call: Call, team: Any) -> None:
    page = read(team, address("desk_selection", call))
    assert "1 free place<" in page
    assert "Found eligible since then" not in page
    url = address("desk_replacement", call)
    for typed, said in (
        ("", "Enter"),
        ("0", "1"),
        ("2", "1 place is free and 2 people wait. Enter a number from 1 to 1"),
    ):
        answer = team.post(url, {"places": typed})
        assert answer.status_code == 200
        assert "nhsuk-error-message" in answer.content.decode()
        assert said in answer.content.decode()
    answer = team.post(url, {"places": "1"})
    run = Run.objects.latest("pk")
    assert answer.url == address("desk_run_result", call, run.pk)


def test_no_free_place_is_said(call: Call, team: Any) -> None:
    Application.objects.filter(state=ApplicationState.WAITING).delete()
    url = address("desk_replacement", call)
    page = team.post(url, {"places": "1"}, follow=True).content.decode()
    assert "Nobody is on the waiting list." in page


def test_an_offered_change_fills_the_place_and_is_named(
    call: Call, team: Any, client: Any, by: Any
) -> None:
    stuck = make_stuck(call, by)
    page = read(team, address("desk_run_result", call, stuck.pk))
    assert "lower the least from 1 to 0" in page
    assert 'name="use" value="0"' in page
    url = address("desk_replacement_change", call, stuck.pk)
    answer = team.post(url, {"use": "0"})
    run = Run.objects.latest("pk")
    assert answer.url == address("desk_run_result", call, run.pk)
    compute_run(run.pk)
    page = read(team, answer.url)
    named = "What is your role: Councillor: 0 to 3 seats instead of 1 to 3"
    assert named in page
    assert page.index("Chosen from the waiting list") < page.index("Have a place and")
    assert "People on the waiting list" in page
    run.refresh_from_db()
    offer_replacements(run=run, reason="Nobody else waits", by=by)
    public = read(client, reverse("certificate", args=[run.pk]))
    assert named in public
    assert "Targets changed for these places" not in read(
        client, reverse("certificate", args=[run.replaces_id])
    )


@pytest.mark.parametrize("use", ["", "x", "-1", "7", "9" * 30])
def test_no_other_change_is_taken(use: str, call: Call, team: Any, by: Any) -> None:
    stuck = make_stuck(call, by)
    url = address("desk_replacement_change", call, stuck.pk)
    page = team.post(url, {"use": use}, follow=True).content.decode()
    assert "This change is not offered." in page
    assert Run.objects.latest("pk") == stuck


def test_wrong_verbs_and_strangers_change_nothing(
    call: Call, team: Any, by: Any, sign_in: Any
) -> None:
    stuck = make_stuck(call, by)
    change = address("desk_replacement_change", call, stuck.pk)
    late = address("desk_latecomers", call)
    assert [team.get(url).status_code for url in (change, late)] == [405, 405]
    assert team.post(address("desk_replacement_change", call, 0)).status_code == 404
    other = sign_in(RoleGrantFactory(cohort=make_closed_call().cohort).person)
    codes = [other.post(url, {"use": "0"}).status_code for url in (change, late)]
    assert codes == [404, 404]
    assert Run.objects.latest("pk") == stuck


def test_people_found_eligible_late_get_their_letters(call: Call, team: Any) -> None:
    late, undecided, low = (add_candidate(call, score=score) for score in (3, 3, 1))
    undecided.panel_decisions.all().delete()
    Threshold.objects.create(call=call, merit=2, reason="Agreed")
    page = read(team, address("desk_selection", call))
    assert f"{late.reference}: put forward, so they can join the waiting list" in page
    below = "“not this time”. Their merit is below the threshold"
    assert f"{low.reference}: {below}" in page
    assert "1 still open: The panel has not decided yet" in page
    url = address("desk_latecomers", call)
    page = team.post(url, follow=True).content.decode()
    assert "Their letters now wait in the outbox." in page
    assert late.reference not in page
    assert "Write their letters" not in page
    assert "Nobody can be answered" in team.post(url, follow=True).content.decode()


def test_a_fixed_lottery_says_who_is_not_in_it(
    by: Any, sign_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lotteries, "COHORTS", 4)
    call = make_closed_call()
    for _ in range(3):
        add_candidate(call, score=3)
    run = run_now(call, method=Method.LEXIMIN)
    fix_lottery(run=run, reason="Agreed", plan=DrawPlan(), by=by)
    browser = sign_in(RoleGrantFactory(cohort=call.cohort).person)
    note = "can be chosen now but had no part in this lottery"
    assert note not in read(browser, address("desk_selection", call))
    add_candidate(call, score=3)
    assert f"1 person {note}" in read(browser, address("desk_selection", call))


def test_places_filled_by_chance_say_what_was_proved(
    by: Any, client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Chance decided, so nothing is said of merit, nor of the cohort's own runs."""
    monkeypatch.setattr(lotteries, "COHORTS", 4)
    call = make_closed_call(capacity=2)
    for _ in range(3):
        add_candidate(call, score=3)
    set_targets(call=call, wishes=[Wish("role", "clinician", 0, 3)], by=by)
    run_now(call)
    run = run_now(call, method=Method.LEXIMIN)
    fix_lottery(run=run, reason="Agreed", plan=DrawPlan(), by=by)
    enter_draw(run=run, how=DrawnBy.BALLS, number=1, by=make_lead(call))
    gone = run.people.filter(is_chosen=True).first().application
    move_application(application=gone, to=ApplicationState.DECLINED, by=by)
    filled = make_stuck(call, by)
    offer_replacements(run=Run.objects.get(pk=filled.pk), reason="Free", by=by)
    page = read(client, reverse("certificate", args=[filled.pk]))
    assert "Proved: no other lottery does better by this measure" in page
    for words in ("Other runs tried before", "merit,", "What it cost", "Not computed"):
        assert words not in page
    facts = Run.objects.get(pk=filled.pk)
    assert count_chosen(facts) == [
        ("Had a place and kept it", "1"),
        ("Chosen from the waiting list", "1"),
    ]


def test_replacements_tried_before_are_counted(call: Call, by: Any) -> None:
    stuck = make_stuck(call, by)
    again = compute_again(stuck, by)
    run = offer_replacements(run=again, reason="One fewer", by=by)
    assert count_tried(run) == 1


def compute_again(stuck: Run, by: Any) -> Run:
    run = ask_with_change(run=Run.objects.get(pk=stuck.pk), number=0, by=by)
    compute_run(run.pk)
    return Run.objects.get(pk=run.pk)
