"""What an applicant may know of a decision, and when."""

from __future__ import annotations

from typing import Any

import pytest

from lehc.letters.actions import release_letters
from lehc.letters.enums import LetterState
from lehc.letters.models import Letter
from lehc.recruitment.actions.decision_letters import write_decision
from lehc.recruitment.actions.eligibility import mark_eligible, mark_not_eligible
from lehc.recruitment.actions.moves import move_application
from lehc.recruitment.actions.offers import (
    make_offers,
    put_on_waiting_list,
    read_in_order,
    tell_not_this_time,
)
from lehc.recruitment.enums import TOLD_BY_LETTER, ApplicationState
from lehc.recruitment.models import Application
from lehc.recruitment.queries.decisions import (
    find_state_as_told,
    told,
    waits_in_outbox,
)
from tests.factories.recruitment import ApplicationFactory

pytestmark = pytest.mark.django_db


def make(state: ApplicationState = ApplicationState.ELIGIBLE) -> Application:
    return ApplicationFactory(state=state)


def send_all() -> None:
    release_letters(Letter.objects.all())


def fetch(application: Application) -> Application:
    return Application.objects.get(pk=application.pk)


DECISIONS = [
    lambda one: make_offers(applications=[one], by=None),
    lambda one: put_on_waiting_list(ordered_applications=[one], by=None),
    lambda one: tell_not_this_time(applications=[one], by=None),
    lambda one: mark_not_eligible(applications=[one], by=None, reason="Not here"),
]


@pytest.mark.parametrize("decide", DECISIONS)
def test_a_decision_is_news_only_once_its_letter_has_gone(decide: Any) -> None:
    application = make()
    decide(application)
    now = fetch(application)

    assert now.state in TOLD_BY_LETTER
    assert (waits_in_outbox(now), find_state_as_told(now)) == (
        True,
        ApplicationState.ELIGIBLE,
    )
    assert list(told(Application.objects.all())) == []

    send_all()

    assert (waits_in_outbox(now), find_state_as_told(now)) == (False, now.state)
    assert list(told(Application.objects.all())) == [now]


def test_somebody_waiting_still_waits_until_the_offer_is_sent() -> None:
    application = make()
    put_on_waiting_list(ordered_applications=[application], by=None)
    send_all()
    make_offers(applications=[application], by=None)

    assert find_state_as_told(fetch(application)) == ApplicationState.WAITING


def test_two_decisions_unsent_show_what_was_before_both() -> None:
    application = make()
    put_on_waiting_list(ordered_applications=[application], by=None)
    make_offers(applications=[application], by=None)

    assert find_state_as_told(fetch(application)) == ApplicationState.ELIGIBLE


@pytest.mark.parametrize("state", sorted(set(ApplicationState) - TOLD_BY_LETTER))
def test_states_that_need_no_letter_are_known_at_once(
    state: ApplicationState,
) -> None:
    assert find_state_as_told(make(state)) == state


def test_answers_and_withdrawals_are_known_at_once() -> None:
    application = make()
    make_offers(applications=[application], by=None)
    move_application(application=application, to=ApplicationState.WITHDRAWN, by=None)

    assert find_state_as_told(fetch(application)) == ApplicationState.WITHDRAWN


def test_a_newer_letter_takes_the_place_of_one_that_waits() -> None:
    application = make()
    [full] = read_in_order([application])
    write_decision(application=full, template="not_eligible", reason="First")
    write_decision(application=full, template="not_eligible", reason="Second")

    [letter] = Letter.objects.all()
    assert letter.state == LetterState.HELD
    assert "Second" in letter.body


def test_a_letter_that_has_gone_is_never_taken_back() -> None:
    application = make()
    mark_not_eligible(applications=[application], by=None, reason="Not here")
    send_all()
    mark_eligible(applications=[application], by=None)

    assert Letter.objects.count() == 1
