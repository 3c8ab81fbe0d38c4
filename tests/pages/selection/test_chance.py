"""An applicant's own chance: theirs alone, and only once they have been told."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from lehc.letters.actions import release_letters
from lehc.letters.models import Letter
from lehc.recruitment.models import Application, Call
from lehc.selection.actions.draws import enter_draw
from lehc.selection.actions.fixing import DrawPlan, fix_lottery
from lehc.selection.actions.places import settle_cohort
from lehc.selection.calculations import lotteries
from lehc.selection.enums import Method
from lehc.selection.models import Run, RunPerson
from tests.factories.accounts import PersonFactory
from tests.factories.selection import (
    add_candidate,
    make_chair,
    make_closed_call,
    make_lead,
    run_now,
)

pytestmark = pytest.mark.django_db
A_FEW = 20


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch) -> Call:
    monkeypatch.setattr(lotteries, "COHORTS", A_FEW)
    call = make_closed_call()
    for score in (4, 3, 2):
        add_candidate(call, score=score)
    return call


def draw_lottery(call: Call) -> Run:
    """A lottery, fixed and drawn; the letters wait in the outbox."""
    run = run_now(call, method=Method.LEXIMIN)
    plan = DrawPlan()
    fix_lottery(run=run, reason="Agreed", plan=plan, by=PersonFactory())
    enter_draw(run=run, number=7, how="dice", by=make_chair(call))
    return run


def tell(application: Application) -> None:
    release_letters(Letter.objects.filter(decisionletter__application=application))


def chance_of(application: Application) -> str:
    return reverse("application_chance", args=[application.reference])


def test_a_person_sees_their_chance_once_they_are_told(
    call: Call, sign_in: Any
) -> None:
    run = draw_lottery(call)
    person = run.people.first()
    application = person.application
    url = chance_of(application)
    standing = reverse("application_tasks", args=[application.reference])
    browser = sign_in(application.person)
    assert browser.get(url).status_code == 404
    assert url not in browser.get(standing).content.decode()
    tell(application)
    page = browser.get(url).content.decode()
    assert f"<strong>{person.anonymous_id}</strong>" in page
    times = sum(person.anonymous_id in cohort for cohort in run.cohorts)
    assert f"You are in {times} of the {A_FEW} cohorts" in page
    assert url in browser.get(standing).content.decode()


def test_nobody_sees_the_chance_of_another(
    call: Call, sign_in: Any, client: Any
) -> None:
    one, other = draw_lottery(call).people.all()[:2]
    tell(one.application)
    url = chance_of(one.application)
    assert client.get(url).status_code == 302
    for person in (other.application.person, make_lead(call), PersonFactory()):
        assert sign_in(person).get(url).status_code == 404


def test_the_chance_is_for_reading_only(call: Call, sign_in: Any) -> None:
    one = draw_lottery(call).people.first().application
    tell(one)
    browser = sign_in(one.person)
    assert browser.post(chance_of(one)).status_code == 405
    bad = reverse("application_chance", args=["ZZZZ-ZZZZ"])
    assert browser.get(bad).status_code == 404


def test_where_the_highest_merit_decided_no_chance_is_claimed(
    call: Call, sign_in: Any
) -> None:
    run = run_now(call)
    settle_cohort(run=run, reason="Agreed", by=PersonFactory())
    best = RunPerson.objects.filter(run=run, is_chosen=True).first().application
    tell(best)
    page = sign_in(best.person).get(chance_of(best)).content.decode()
    assert "No lottery" in page
    assert "cohorts on the list" not in page
