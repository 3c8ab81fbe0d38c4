from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from lehc.letters.actions import release_letters
from lehc.letters.models import Letter
from lehc.recruitment.actions.eligibility import (
    mark_eligible,
    mark_not_eligible,
    undo_checks,
)
from lehc.recruitment.enums import ApplicationState
from lehc.recruitment.models import Application
from tests.factories.accounts import PersonFactory
from tests.factories.recruitment import ApplicationFactory, CallFactory

pytestmark = pytest.mark.django_db
NOT_ELIGIBLE = """\
Dear Siân O’Brien,

Thank you for applying to the seventh cohort of Leading Together, and for the time and \
thought you gave to it.

I am sorry to say that we can't take your application further this time. The reason is \
this:

This call is for people who work in England.

If we have misunderstood something, please tell us and we will look again. Write to \
Ama Boateng at ama@example.org, who can also tell you of other ways to take part.

With warm wishes,

Ama Boateng
Leading Together
"""


@pytest.fixture
def call() -> Any:
    return CallFactory(
        cohort__number=7,
        cohort__programme__name="Leading Together",
        contact_name="Ama Boateng",
        contact_email="ama@example.org",
    )


@pytest.fixture
def sent(call: Any) -> Any:
    return ApplicationFactory(
        call=call, state=ApplicationState.SUBMITTED, person__name="Siân O’Brien"
    )


def get_state() -> str:
    return Application.objects.get().state


def test_the_letter_gives_the_reason_kindly(sent: Any) -> None:
    mark_not_eligible(
        applications=[sent],
        by=None,
        reason="This call is for people who work in England.",
    )

    letter = Letter.objects.get()
    assert (letter.subject, letter.body) == (
        "About your application to our seventh cohort",
        NOT_ELIGIBLE,
    )


def test_a_reason_is_needed(sent: Any) -> None:
    with pytest.raises(ValidationError, match="Give the reason"):
        mark_not_eligible(applications=[sent], by=None, reason="  ")


def test_one_that_can_not_be_marked_keeps_all_as_they_were(
    call: Any, sent: Any
) -> None:
    accepted = ApplicationFactory(call=call, state=ApplicationState.ACCEPTED)

    with pytest.raises(ValidationError, match="can't become “Eligible”"):
        mark_eligible(applications=[sent, accepted], by=None)

    sent.refresh_from_db()
    assert sent.state == ApplicationState.SUBMITTED


def test_looked_at_again_the_unsent_letter_goes(sent: Any) -> None:
    mark_not_eligible(applications=[sent], by=None, reason="Not here")
    mark_eligible(applications=[sent], by=None, reason="We had misread it")

    assert not Letter.objects.exists()
    change = sent.state_changes.last()
    assert (change.state, change.reason) == ("eligible", "We had misread it")


def test_undo_returns_to_a_former_no_with_its_letter(call: Any, sent: Any) -> None:
    person = PersonFactory()
    mark_not_eligible(applications=[sent], by=person, reason="Not here")
    [change] = mark_eligible(applications=[sent], by=person)

    assert undo_checks(call=call, change_ids=[change.pk], by=person) == 1

    assert get_state() == ApplicationState.NOT_ELIGIBLE
    assert "Not here" in Letter.objects.get().body


def test_undo_does_not_take_back_what_somebody_was_told(call: Any, sent: Any) -> None:
    person = PersonFactory()
    [change] = mark_not_eligible(applications=[sent], by=person, reason="Not here")
    release_letters(Letter.objects.all())

    assert undo_checks(call=call, change_ids=[change.pk], by=person) == 0
    assert get_state() == ApplicationState.NOT_ELIGIBLE


def test_undo_is_for_ones_own_recent_checks_of_this_call(call: Any, sent: Any) -> None:
    person, other = PersonFactory(), PersonFactory()
    [change] = mark_eligible(applications=[sent], by=person)

    assert undo_checks(call=call, change_ids=[change.pk], by=other) == 0
    assert undo_checks(call=CallFactory(), change_ids=[change.pk], by=person) == 0
    with time_machine.travel(timezone.now() + dt.timedelta(hours=2)):
        assert undo_checks(call=call, change_ids=[change.pk], by=person) == 0
    assert get_state() == ApplicationState.ELIGIBLE
    assert undo_checks(call=call, change_ids=[change.pk], by=person) == 1
    assert undo_checks(call=call, change_ids=[change.pk], by=person) == 0
    assert get_state() == ApplicationState.SUBMITTED


def test_undo_touches_no_other_kind_of_step(call: Any, sent: Any) -> None:
    person = PersonFactory()
    step = sent.state_changes.create(state=ApplicationState.SUBMITTED, by=person)

    assert undo_checks(call=call, change_ids=[step.pk], by=person) == 0
