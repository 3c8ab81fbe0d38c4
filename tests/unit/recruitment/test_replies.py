from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from lehc.letters.enums import LetterKind
from lehc.letters.models import Letter
from lehc.recruitment import acceptance
from lehc.recruitment.actions.replies import accept_offer, decline_offer
from lehc.recruitment.enums import ApplicationState
from lehc.recruitment.models import Application, Offer
from tests.factories.offers import make_held_offer, make_told_offer
from tests.factories.programmes import SessionFactory
from tests.factories.recruitment import CallFactory, PlaceTeamFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(vacancy_calls: Any, welcomed: Any) -> Any:
    return CallFactory(
        cohort__number=7,
        cohort__slug="seventh",
        cohort__programme__name="Leading Together",
        contact_name="Ama Boateng",
        contact_email="ama@example.org",
    )


def make_offer(call: Any, name: str = "Siân O’Brien", **fields: Any) -> Any:
    return make_told_offer(call=call, person__name=name, **fields)


def list_notices() -> list[tuple[str, str, str]]:
    letters = Letter.objects.filter(kind=LetterKind.NOTICE).order_by("pk")
    return [(letter.recipient, letter.subject, letter.body) for letter in letters]


ACCEPTED = """\
Dear Siân O’Brien,

Thank you for taking your place in the seventh cohort of Leading Together. We look \
forward to meeting you.

We first meet on Wednesday 3 March 2027. Please put all the dates in your diary now. \
You can read them here, and add them to your own calendar:
http://localhost:8000/cohorts/seventh/

If anything changes, or anything would make it easier for you to take part, write to \
Ama Boateng at ama@example.org.

With warm wishes,

Ama Boateng
Leading Together
"""
DECLINED = """\
Dear Siân O’Brien,

Thank you for telling us that you can't take your place in the seventh cohort of \
Leading Together. We will offer it to somebody else.

You would be welcome to apply again. If you answered by mistake, write to Ama Boateng \
at ama@example.org as soon as you can.

With warm wishes,

Ama Boateng
Leading Together
"""
MATE = """\
Dear Ben Carter,

Siân O’Brien can't take their place in the seventh cohort after all.

Your own place is not affected, and neither is anybody else's in Reading together. If \
you would like to talk about what this means for your work together, write to Ama \
Boateng at ama@example.org.

With warm wishes,

Ama Boateng
Leading Together
"""


def test_accepting_welcomes_once_and_confirms_by_letter(
    call: Any, welcomed: Any, vacancy_calls: Any
) -> None:
    starts = dt.datetime(2027, 3, 3, 10, tzinfo=dt.UTC)
    SessionFactory(cohort=call.cohort, starts_at=starts)
    offer = make_offer(call)
    person = offer.application.person

    accept_offer(application=offer.application, by=person)

    offer.refresh_from_db()
    assert offer.answered_at is not None
    assert Application.objects.get().state == ApplicationState.ACCEPTED
    assert welcomed == [(offer.application.pk, person)]
    assert vacancy_calls == []
    assert list_notices() == [(person.email, "Your place is yours: welcome", ACCEPTED)]


def test_a_fault_in_welcoming_undoes_the_answer(call: Any) -> None:
    offer = make_offer(call)

    def stumble(*, application: Any, by: Any) -> None:
        raise RuntimeError

    acceptance._welcomes[:] = [stumble]
    with pytest.raises(RuntimeError):
        accept_offer(application=offer.application, by=None)

    assert Application.objects.get().state == ApplicationState.OFFERED
    assert Offer.objects.get().answered_at is None
    assert list_notices() == []


def test_declining_frees_a_place_and_thanks(
    call: Any, welcomed: Any, vacancy_calls: Any
) -> None:
    offer = make_offer(call)
    person = offer.application.person

    decline_offer(application=offer.application, by=person, reason="A new job")

    change = offer.application.state_changes.last()
    assert (change.state, change.reason) == (ApplicationState.DECLINED, "A new job")
    assert vacancy_calls == [(call.pk, person)]
    assert welcomed == []
    assert list_notices() == [(person.email, "Thank you for telling us", DECLINED)]


def test_team_mates_who_know_of_their_place_hear_but_not_why(call: Any) -> None:
    team = PlaceTeamFactory(call=call, name="Reading together")
    gone = make_offer(call, team=team, person__email="sian@example.org")
    make_offer(call, "Ben Carter", team=team, person__email="ben@example.org")
    make_held_offer(call=call, team=team, person__email="not-told@example.org")
    make_offer(call, "Outsider")

    decline_offer(
        application=gone.application, by=gone.application.person, reason="Ill health"
    )

    assert list_notices() == [
        ("sian@example.org", "Thank you for telling us", DECLINED),
        ("ben@example.org", "A change in Reading together", MATE),
    ]
    states = Application.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["declined", "offered", "offered", "offered"]


@pytest.mark.parametrize("first", [accept_offer, decline_offer])
@pytest.mark.parametrize("second", [accept_offer, decline_offer])
def test_an_answer_is_given_once(
    first: Any, second: Any, call: Any, welcomed: Any, vacancy_calls: Any
) -> None:
    offer = make_offer(call)
    stale = Application.objects.get()
    first(application=offer.application, by=None)

    with pytest.raises(ValidationError, match="no offer to answer"):
        second(application=stale, by=None)

    assert len(list_notices()) == 1
