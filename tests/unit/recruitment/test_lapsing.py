from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine

from lehc.background.registry import run_housekeeping
from lehc.letters.enums import LetterKind
from lehc.letters.models import Letter
from lehc.recruitment.actions.lapsing import lapse_offers, warn_of_deadlines
from lehc.recruitment.enums import ApplicationState
from lehc.recruitment.models import Application, Offer
from tests.factories.offers import make_held_offer, make_told_offer
from tests.factories.recruitment import CallFactory

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)


def at(days: float) -> dt.datetime:
    return NOW + dt.timedelta(days=days)


@pytest.fixture(autouse=True)
def _vacancies(vacancy_calls: Any) -> None:
    """Nobody above answers the vacancies of these tests."""


@pytest.fixture
def offer() -> Any:
    """A told offer that ends in five days."""
    with time_machine.travel(NOW, tick=False):
        call = CallFactory(
            cohort__number=7,
            cohort__programme__name="Leading Together",
            contact_name="Ama Boateng",
            contact_email="ama@example.org",
        )
        made = make_told_offer(
            call=call, person__name="Siân O’Brien", reference="A-777777"
        )
    Offer.objects.update(deadline=at(5))
    return made


def list_notices() -> list[tuple[str, str]]:
    letters = Letter.objects.filter(kind=LetterKind.NOTICE).order_by("pk")
    return [(letter.subject, letter.body) for letter in letters]


WARNING = """\
Dear Siân O’Brien,

We offered you a place in the seventh cohort of Leading Together, and have not heard \
from you yet. We would not like you to lose it.

Please tell us by Saturday 28 November 2026, 9am whether you will take it:
http://localhost:8000/applications/A-777777/offer/

After that we will offer the place to somebody on the waiting list. If you need \
longer, write to Ama Boateng at ama@example.org.

With warm wishes,

Ama Boateng
Leading Together
"""
LAPSED = """\
Dear Siân O’Brien,

We offered you a place in the seventh cohort of Leading Together. As we have not heard \
from you, we are now offering it to somebody else.

If you did want it, write to Ama Boateng at ama@example.org. We can't promise a place, \
but we will see what can be done. You would also be welcome to apply again.

With warm wishes,

Ama Boateng
Leading Together
"""


@pytest.mark.parametrize(("days", "count"), [(0, 0), (1.9, 0), (2.1, 1), (4, 1)])
def test_a_warning_goes_out_within_three_days_of_the_deadline(
    days: float, count: int, offer: Any
) -> None:
    with time_machine.travel(at(days), tick=False):
        assert warn_of_deadlines() == count

    assert len(list_notices()) == count


def test_the_warning_says_by_when_and_goes_once(offer: Any) -> None:
    with time_machine.travel(at(2.1), tick=False):
        warn_of_deadlines()
        warn_of_deadlines()

    assert list_notices() == [
        ("Will you take your place? Please tell us soon", WARNING)
    ]


def test_an_offer_lapses_after_the_warning_and_the_deadline(
    offer: Any, vacancy_calls: Any
) -> None:
    with time_machine.travel(at(2.1), tick=False):
        warn_of_deadlines()
    with time_machine.travel(at(4.9), tick=False):
        assert lapse_offers() == 0
    with time_machine.travel(at(5.1), tick=False):
        assert lapse_offers() == 1
        assert lapse_offers() == 0

    change = offer.application.state_changes.last()
    assert (change.state, change.by) == (ApplicationState.LAPSED, None)
    assert list_notices()[1:] == [("Your offer of a place has ended", LAPSED)]
    assert vacancy_calls == [(offer.application.call_id, None)]


def test_nobody_loses_a_place_unwarned_when_housekeeping_stood_still(
    offer: Any,
) -> None:
    with time_machine.travel(at(30), tick=False):
        assert lapse_offers() == 0
        assert warn_of_deadlines() == 1
        assert lapse_offers() == 0

    offer.refresh_from_db()
    assert offer.deadline == dt.datetime(2026, 12, 25, 23, 59, tzinfo=dt.UTC)
    with time_machine.travel(at(33), tick=False):
        assert lapse_offers() == 1


def test_an_offer_nobody_was_told_of_neither_warns_nor_lapses() -> None:
    make_held_offer()
    Offer.objects.update(deadline=at(1))

    with time_machine.travel(at(9), tick=False):
        assert (warn_of_deadlines(), lapse_offers()) == (0, 0)


def test_an_answered_offer_neither_warns_nor_lapses(offer: Any) -> None:
    Application.objects.update(state=ApplicationState.ACCEPTED)

    with time_machine.travel(at(9), tick=False):
        assert (warn_of_deadlines(), lapse_offers()) == (0, 0)


def test_housekeeping_warns_and_lapses(offer: Any) -> None:
    with time_machine.travel(at(2.1), tick=False):
        assert "recruitment.lapse_offers" in run_housekeeping()
    with time_machine.travel(at(5.1), tick=False):
        run_housekeeping()

    assert Application.objects.get().state == ApplicationState.LAPSED
