"""The applicant's answer to an offer."""

from __future__ import annotations

from typing import Any

import pytest

from lehc.recruitment.actions.lapsing import lapse_offer
from lehc.recruitment.enums import ApplicationState
from lehc.recruitment.models import Application
from tests.factories.offers import make_held_offer, make_told_offer
from tests.factories.programmes import SessionFactory
from tests.factories.recruitment import ApplicationFactory, PlaceTeamFactory

pytestmark = pytest.mark.django_db
URL = "/applications/A-AMA/offer/"
PAGES = (URL, f"{URL}accept/", f"{URL}decline/")


@pytest.fixture
def offer(desk: Any) -> Any:
    return make_told_offer(call=desk.call, reference="A-AMA")


@pytest.fixture
def ama(offer: Any, sign_in: Any) -> Any:
    return sign_in(offer.application.person)


def get_state() -> str:
    return Application.objects.get(reference="A-AMA").state


def test_the_offer_says_by_when_and_on_which_dates(desk: Any, ama: Any) -> None:
    SessionFactory(cohort=desk.cohort, title="Beginning together")

    page = ama.get(URL).content.decode()

    assert "We would like to offer you a place" in page
    assert "the end of" in page
    assert "Beginning together" in page
    assert "Take the place" in page


def test_accepting_asks_for_a_promise_and_then_confirms(ama: Any) -> None:
    asked = ama.post(f"{URL}accept/", {})
    assert "Tick the box to take your place" in asked.content.decode()
    assert get_state() == ApplicationState.OFFERED

    response = ama.post(f"{URL}accept/", {"comes": "on"}, follow=True)

    assert "Your place is yours" in response.content.decode()
    assert get_state() == ApplicationState.ACCEPTED


def test_declining_is_asked_once_more_and_the_reason_kept(offer: Any, ama: Any) -> None:
    assert "Give up my place" in ama.get(f"{URL}decline/").content.decode()

    response = ama.post(f"{URL}decline/", {"reason": "A new job"}, follow=True)

    assert "Thank you for telling us" in response.content.decode()
    change = offer.application.state_changes.last()
    assert (change.state, change.reason) == (ApplicationState.DECLINED, "A new job")


def test_a_team_member_reads_what_declining_means(desk: Any, sign_in: Any) -> None:
    team = PlaceTeamFactory(call=desk.call)
    offer = make_told_offer(call=desk.call, reference="A-AMA", team=team)

    page = sign_in(offer.application.person).get(f"{URL}decline/").content.decode()

    assert "the others keep theirs whatever you decide" in page


@pytest.mark.parametrize("page", PAGES)
def test_an_offer_is_nobody_elses_business(
    page: str, desk: Any, offer: Any, sign_in: Any, visitor: Any
) -> None:
    mate = ApplicationFactory(call=desk.call).person

    for person in (visitor, mate, desk.lead, desk.assessor):
        assert sign_in(person).get(page).status_code == 404
        assert sign_in(person).post(page).status_code in {404, 405}
    assert get_state() == ApplicationState.OFFERED


@pytest.mark.parametrize("page", PAGES)
def test_nobody_reads_of_an_offer_before_its_letter_is_sent(
    page: str, desk: Any, sign_in: Any
) -> None:
    offer = make_held_offer(call=desk.call, reference="A-AMA")

    assert sign_in(offer.application.person).get(page).status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_somebody_without_an_offer_finds_none(
    page: str, desk: Any, sign_in: Any
) -> None:
    application = ApplicationFactory(call=desk.call, reference="A-AMA")

    assert sign_in(application.person).get(page).status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_somebody_signed_out_is_asked_to_sign_in(
    page: str, offer: Any, client: Any
) -> None:
    assert client.get(page).headers["Location"].endswith(f"?next={page}")


def test_wrong_verbs_are_refused(ama: Any) -> None:
    statuses = [
        ama.post(URL).status_code,
        *(ama.put(page).status_code for page in PAGES),
    ]

    assert statuses == [405, 405, 405, 405]


def test_answering_twice_changes_nothing(ama: Any) -> None:
    ama.post(f"{URL}accept/", {"comes": "on"})

    response = ama.post(f"{URL}decline/", {"reason": ""})

    assert response.headers["Location"] == URL
    assert get_state() == ApplicationState.ACCEPTED


def test_a_lapsed_offer_explains_itself_kindly(offer: Any, ama: Any) -> None:
    lapse_offer(application=Application.objects.get())

    page = ama.get(URL).content.decode()

    assert "There is no offer to answer now" in page
    assert ama.post(f"{URL}accept/", {"comes": "on"}).headers["Location"] == URL
    assert get_state() == ApplicationState.LAPSED
