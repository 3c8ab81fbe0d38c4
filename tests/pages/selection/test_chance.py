"""An applicant's own chance: theirs alone, and only once they have been told."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from django.urls import reverse

from lehc.letters.actions import release_letters
from lehc.letters.models import Letter
from lehc.recruitment.actions.moves import move_application
from lehc.recruitment.enums import ApplicationState
from lehc.recruitment.models import Application, Call
from lehc.selection.actions.draws import enter_draw
from lehc.selection.actions.fixing import DrawPlan, fix_lottery
from lehc.selection.actions.overrides import override_cohort
from lehc.selection.actions.places import settle_cohort
from lehc.selection.actions.replacements import (
    ask_for_replacement,
    offer_replacements,
)
from lehc.selection.actions.runs import compute_run
from lehc.selection.actions.settings import Wish, set_targets
from lehc.selection.calculations import lotteries
from lehc.selection.enums import Method, Standing
from lehc.selection.models import Run, RunPerson, Threshold
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


@pytest.fixture(scope="module")
def shared_call(module_database: None) -> Call:
    call = make_closed_call()
    for score in (4, 3, 2):
        add_candidate(call, score=score)
    return call


@pytest.fixture
def call(shared_call: Call, db: None, monkeypatch: pytest.MonkeyPatch) -> Call:
    monkeypatch.setattr(lotteries, "COHORTS", A_FEW)
    return copy.deepcopy(shared_call)


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


def test_an_offer_that_still_waits_takes_no_page_away(call: Call, sign_in: Any) -> None:
    """Else its absence would tell somebody on the waiting list of a place."""
    cohort = call.cohort
    cohort.capacity = 2
    cohort.save()
    run = draw_lottery(call)
    waiting = run.people.get(is_chosen=False).application
    for person in run.people.all():
        tell(person.application)
    gone = run.people.filter(is_chosen=True).first().application
    gone.refresh_from_db()
    move_application(application=gone, to=ApplicationState.DECLINED, by=gone.person)
    filled = ask_for_replacement(call=call, by=make_lead(call))
    compute_run(filled.pk)
    filled.refresh_from_db()
    offer_replacements(run=filled, reason="Free", by=make_lead(call))
    standing = reverse("application_tasks", args=[waiting.reference])
    browser = sign_in(waiting.person)
    for told in (False, True):
        assert chance_of(waiting) in browser.get(standing).content.decode()
        page = browser.get(chance_of(waiting)).content.decode()
        assert ("Later a place came free" in page) == told
        tell(waiting)


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


def read_standing(person: RunPerson, sign_in: Any) -> str:
    """What the page says to the one person, told by letter."""
    person.refresh_from_db()
    tell(person.application)
    browser = sign_in(person.application.person)
    page: str = browser.get(chance_of(person.application)).content.decode()
    return page


def test_only_those_above_the_line_read_that_they_were(
    call: Call, sign_in: Any
) -> None:
    """Two seats: one is above the line, one councillor is needed by the target."""
    councillor = add_candidate(call, score=2, role="councillor")
    by = PersonFactory()
    set_targets(call=call, wishes=[Wish("role", "councillor", 1, 2)], by=by)
    Threshold.objects.create(call=call, merit=1, in_from=4, reason="Agreed")
    run = draw_lottery(call)
    above = run.people.get(standing=Standing.CERTAIN)
    needed = run.people.get(application=councillor)
    never = run.people.exclude(pk__in=[above.pk, needed.pk])[0]
    assert "The panel had set a line above" in read_standing(above, sign_in)
    page = read_standing(needed, sign_in)
    assert "You are in all 20 cohorts that could be drawn." in page
    assert "The panel had set a line above" not in page
    page = read_standing(never, sign_in)
    assert "You are in none of the 20 cohorts that could be drawn" in page
    assert "That was chance" not in page


def test_a_reason_for_no_chance_is_in_the_words_of_the_form(
    call: Call, sign_in: Any
) -> None:
    barred = add_candidate(call, score=4, role="councillor")
    by = PersonFactory()
    set_targets(call=call, wishes=[Wish("role", "councillor", 0, 0)], by=by)
    run = draw_lottery(call)
    reason = "the target for What is your role? “Councillor” leaves no seat"
    page = read_standing(run.people.get(application=barred), sign_in)
    assert f"The reason: {reason}." in page
    assert "That was chance" not in page
    url = reverse("desk_run_result", args=[call.cohort.slug, run.pk])
    assert reason in sign_in(make_lead(call)).get(url).content.decode()


def test_without_a_lottery_each_reads_how_they_stood(call: Call, sign_in: Any) -> None:
    run = run_now(call, seats=1)
    chosen = run.people.get(is_chosen=True)
    other, last = run.people.filter(is_chosen=False)
    lead = make_lead(call)
    ids = {"taken_out": chosen.anonymous_id, "put_in": other.anonymous_id}
    override_cohort(run=run, reason="Lives nearer", by=lead, **ids)
    settle_cohort(run=run, reason="Agreed", by=lead)
    words = (
        (
            chosen,
            "You were in it. The panel then decided to give the place to somebody",
        ),
        (other, "You were not in it. The panel then decided to give you a place"),
        (last, "You are not in it: other people together had a higher total merit, or"),
    )
    for person, said in words:
        page = read_standing(person, sign_in)
        assert [said in page for _, said in words].count(True) == 1
        assert said in page


def test_a_place_that_came_later_is_told(call: Call, sign_in: Any) -> None:
    by = PersonFactory()
    run = run_now(call, seats=2)
    settle_cohort(run=run, reason="Agreed", by=by)
    waiting = run.people.get(is_chosen=False)
    later = "Later a place came free"
    assert later not in read_standing(waiting, sign_in)
    replacement = ask_for_replacement(call=call, by=by)
    compute_run(replacement.pk)
    offer_replacements(run=replacement, reason="Next", by=by)
    page = sign_in(waiting.application.person).get(chance_of(waiting.application))
    assert later not in page.content.decode()  # the letter has not left
    page = read_standing(waiting, sign_in)
    assert later in page
    assert reverse("certificate", args=[replacement.pk]) in page
