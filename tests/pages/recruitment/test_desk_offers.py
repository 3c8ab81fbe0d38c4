from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from lehc.letters.enums import LetterState
from lehc.recruitment import sight, vacancies
from lehc.recruitment.actions.offers import put_on_waiting_list
from lehc.recruitment.actions.replies import accept_offer, decline_offer
from lehc.recruitment.enums import ApplicationState
from lehc.recruitment.models import Offer
from tests.factories.offers import make_held_offer, make_told_offer
from tests.factories.recruitment import ApplicationFactory, PlaceTeamFactory

pytestmark = pytest.mark.django_db
URL = "/desk/seventh/offers/"
NOW = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def vacancy_page() -> Iterator[list[Any]]:
    """Only what a test registers fills free places."""
    kept = list(vacancies._pages), list(vacancies._answers)
    vacancies._pages[:], vacancies._answers[:] = [], []
    yield vacancies._pages
    vacancies._pages[:], vacancies._answers[:] = kept


@pytest.fixture
def offers(desk: Any) -> dict[str, Offer]:
    ama = make_told_offer(call=desk.call, person__name="Ama Boateng", reference="A-AMA")
    ben = make_held_offer(call=desk.call, person__name="Ben Carter", reference="A-BEN")
    cat = make_told_offer(call=desk.call, person__name="Cat Davies", reference="A-CAT")
    decline_offer(application=cat.application, by=cat.application.person)
    return {"ama": ama, "ben": ben, "cat": cat}


def test_each_offer_shows_where_it_stands(desk: Any, offers: Any, sign_in: Any) -> None:
    Offer.objects.update(deadline=timezone.now() + dt.timedelta(days=5))

    context = sign_in(desk.lead).get(URL).context

    rows = [
        (row["name"], row["standing"], row["left"], bool(row["reply_url"]))
        for row in context["rows"]
    ]
    assert rows == [
        ("Ama Boateng", "Offered a place", "5 days left", True),
        ("Ben Carter", "Letter not sent yet", "5 days left", False),
        ("Cat Davies", "Place declined", "", False),
    ]
    assert [(part["value"], part["words"]) for part in context["tally"]] == [
        (2, "still to answer"),
        (1, "declined"),
    ]


def test_free_places_are_counted_and_lead_on(
    desk: Any, offers: Any, sign_in: Any, vacancy_page: list[Any]
) -> None:
    client = sign_in(desk.lead)

    page = client.get(URL).content.decode()
    assert "1 place is free" in page
    assert "Offer it to somebody on the waiting list." in page
    vacancy_page.append(lambda call: f"/fill/{call.cohort.slug}/")
    assert "/fill/seventh/" in client.get(URL).content.decode()


def test_before_the_first_offer_nothing_counts_as_free(desk: Any, sign_in: Any) -> None:
    page = sign_in(desk.lead).get(URL).content.decode()

    assert "is free" not in page
    assert "Offers will be listed here" in page


def test_the_waiting_list_is_shown_in_its_order(desk: Any, sign_in: Any) -> None:
    first, second = ApplicationFactory.create_batch(
        2, call=desk.call, state=ApplicationState.ELIGIBLE
    )
    put_on_waiting_list(ordered_applications=[second, first], by=None)

    page = sign_in(desk.lead).get(URL).content.decode()

    assert page.index(str(second.person)) < page.index(str(first.person))


def test_the_waiting_list_is_ended_with_kind_letters(desk: Any, sign_in: Any) -> None:
    end = f"{URL}waiting-list/end/"
    browser = sign_in(desk.lead)
    assert browser.get(end, follow=True).redirect_chain == [(URL, 302)]
    one = ApplicationFactory(call=desk.call, state="eligible")
    put_on_waiting_list(ordered_applications=[one], by=desk.lead)
    assert end in browser.get(URL).content.decode()
    assert "1 letter waits in the outbox until" in browser.get(end).content.decode()
    assert browser.post(end).url == "/desk/seventh/outbox/"
    one.refresh_from_db()
    assert one.state == ApplicationState.NOT_THIS_TIME
    letter = one.decision_letters.get().letter
    assert letter.state == LetterState.HELD
    assert "no place has come free for you" in letter.body
    assert "waiting" not in browser.get(URL).content.decode()
    assert browser.post(end).url == URL


def test_a_team_that_loses_somebody_is_pointed_out(desk: Any, sign_in: Any) -> None:
    team = PlaceTeamFactory(call=desk.call, name="Reading together")
    gone, stays = (make_told_offer(call=desk.call, team=team) for _ in range(2))
    client = sign_in(desk.lead)
    assert "given up" not in client.get(URL).content.decode()

    decline_offer(application=gone.application, by=gone.application.person)
    accept_offer(application=stays.application, by=stays.application.person)

    page = client.get(URL).content.decode()
    assert "Reading together: somebody has given up their place." in page


def test_somebody_hidden_is_not_among_offers_or_waiting(
    desk: Any, offers: Any, sign_in: Any
) -> None:
    kept = list(sight._limits)
    sight._limits.append(lambda person, rows: rows.exclude(reference="A-AMA"))
    try:
        client = sign_in(desk.lead)
        assert "Ama Boateng" not in client.get(URL).content.decode()
        assert client.get(f"{URL}A-AMA/deadline/").status_code == 404
        assert client.get(f"{URL}A-AMA/answer/").status_code == 404
    finally:
        sight._limits[:] = kept


@time_machine.travel(NOW, tick=False)
def test_a_deadline_is_moved(desk: Any, sign_in: Any) -> None:
    offer = make_told_offer(call=desk.call, reference="A-DAN")

    response = sign_in(desk.lead).post(
        f"{URL}A-DAN/deadline/", {"day-day": "24", "day-month": "3", "day-year": "2027"}
    )

    assert response.headers["Location"] == URL
    offer.refresh_from_db()
    assert offer.deadline == dt.datetime(2027, 3, 24, 23, 59, tzinfo=dt.UTC)


@time_machine.travel(NOW, tick=False)
def test_a_deadline_gone_by_is_asked_again(desk: Any, sign_in: Any) -> None:
    offer = make_told_offer(call=desk.call, reference="A-DAN")
    before = offer.deadline

    response = sign_in(desk.lead).post(
        f"{URL}A-DAN/deadline/", {"day-day": "1", "day-month": "3", "day-year": "2026"}
    )

    assert "Give a deadline that is still to come" in response.content.decode()
    offer.refresh_from_db()
    assert offer.deadline == before


@pytest.mark.parametrize(
    ("answer", "state"),
    [("accept", ApplicationState.ACCEPTED), ("decline", ApplicationState.DECLINED)],
)
def test_an_answer_by_phone_is_written_down(
    answer: str, state: ApplicationState, desk: Any, offers: Any, sign_in: Any
) -> None:
    sign_in(desk.lead).post(
        f"{URL}A-AMA/answer/", {"answer": answer, "how": "By phone on Tuesday"}
    )

    change = offers["ama"].application.state_changes.last()
    assert (change.state, change.by, change.reason) == (
        state,
        desk.lead,
        "By phone on Tuesday",
    )


def test_nobody_answers_before_the_letter_is_sent_or_twice(
    desk: Any, offers: Any, sign_in: Any
) -> None:
    client = sign_in(desk.lead)

    assert client.get(f"{URL}A-BEN/answer/").status_code == 404
    assert client.get(f"{URL}A-CAT/answer/").status_code == 404
    assert client.get(f"{URL}A-CAT/deadline/").status_code == 404


def test_the_page_asks_the_database_as_often_for_three_offers_as_for_one(
    desk: Any, sign_in: Any, count_queries: Any
) -> None:
    client = sign_in(desk.lead)
    make_told_offer(call=desk.call)
    once = count_queries(client, URL)

    make_told_offer(call=desk.call, team=PlaceTeamFactory(call=desk.call))
    make_held_offer(call=desk.call)
    waiting = ApplicationFactory(call=desk.call, state=ApplicationState.ELIGIBLE)
    put_on_waiting_list(ordered_applications=[waiting], by=None)

    assert count_queries(client, URL) == once
