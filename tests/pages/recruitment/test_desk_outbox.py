from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from lehc.letters.enums import LetterState
from lehc.letters.models import Letter
from lehc.recruitment import sight
from lehc.recruitment.actions.offers import tell_not_this_time
from lehc.recruitment.enums import ApplicationState
from lehc.recruitment.models import Application, Offer
from tests.factories.accounts import CommunicationNeedFactory
from tests.factories.offers import make_held_offer
from tests.factories.recruitment import ApplicationFactory

pytestmark = pytest.mark.django_db
URL = "/desk/seventh/outbox/"


@pytest.fixture
def letters(desk: Any) -> dict[str, Any]:
    """An offer and a “not this time”, both waiting."""
    offer = make_held_offer(
        call=desk.call, person__name="Ama Boateng", person__email="ama@example.org"
    )
    ben = ApplicationFactory(
        call=desk.call,
        person__name="Ben Carter",
        person__email="ben@example.org",
        state=ApplicationState.ELIGIBLE,
    )
    [kind] = tell_not_this_time(applications=[ben], by=None)
    return {"ama": offer.application.decision_letters.get(), "ben": kind}


def test_letters_wait_with_the_needs_of_those_they_go_to(
    desk: Any, letters: Any, sign_in: Any
) -> None:
    CommunicationNeedFactory(
        person=letters["ben"].application.person,
        kind="easy_read",
        since=dt.date(2026, 1, 1),
    )

    waiting = sign_in(desk.lead).get(URL).context["waiting"]

    assert [(row["name"], row["subject"], row["needs"]) for row in waiting] == [
        ("Ben Carter", "About your application to our seventh cohort", "Easy Read"),
        ("Ama Boateng", "We would like to offer you a place", ""),
    ]


def send(client: Any, capture: Any, **choice: Any) -> str:
    """Choose, read what will go, and say yes."""
    already = len(mail.outbox)
    page = client.post(f"{URL}send/", choice, follow=True).content.decode()
    assert len(mail.outbox) == already
    pks = re.findall(r'type="hidden" name="chosen" value="(\d+)"', page)
    if not pks:
        return page
    assert f"Send {len(pks)} letter" in page
    assert "can’t be called back" in page
    with capture(execute=True):
        yes = {"chosen": pks, "confirmed": "yes"}
        response = client.post(f"{URL}send/", yes, follow=True)
    return response.content.decode()


def test_all_are_sent_together(
    desk: Any, letters: Any, sign_in: Any, django_capture_on_commit_callbacks: Any
) -> None:
    client = sign_in(desk.lead)

    page = send(client, django_capture_on_commit_callbacks, everything="yes")

    assert "2 letters are on the way." in page
    assert sorted(letter.to[0] for letter in mail.outbox) == [
        "ama@example.org",
        "ben@example.org",
    ]
    context = client.get(URL).context
    assert (len(context["waiting"]), len(context["gone"])) == (0, 2)


def test_only_the_chosen_are_sent(
    desk: Any, letters: Any, sign_in: Any, django_capture_on_commit_callbacks: Any
) -> None:
    page = send(
        sign_in(desk.lead),
        django_capture_on_commit_callbacks,
        chosen=[letters["ben"].pk, "x", "9" * 40],
    )

    assert "1 letter is on the way." in page
    assert [letter.to for letter in mail.outbox] == [["ben@example.org"]]


def test_sending_twice_sends_once(
    desk: Any, letters: Any, sign_in: Any, django_capture_on_commit_callbacks: Any
) -> None:
    client = sign_in(desk.lead)

    send(client, django_capture_on_commit_callbacks, everything="yes")
    page = send(client, django_capture_on_commit_callbacks, everything="yes")

    assert len(mail.outbox) == 2
    assert "Choose at least one letter that waits." in page


def test_a_letter_is_read_and_its_words_changed(
    desk: Any, letters: Any, sign_in: Any
) -> None:
    client = sign_in(desk.lead)
    url = f"{URL}{letters['ben'].pk}/"
    assert "can&#x27;t offer you a place this time" in client.get(url).content.decode()

    client.post(
        url, {"subject": "About  your\tapplication", "body": "Dear Ben,\r\n\r\nHello"}
    )

    letter = Letter.objects.get(pk=letters["ben"].letter_id)
    assert (letter.subject, letter.body, letter.state) == (
        "About your application",
        "Dear Ben,\n\nHello\n",
        LetterState.HELD,
    )


def test_an_empty_letter_is_asked_again(desk: Any, letters: Any, sign_in: Any) -> None:
    response = sign_in(desk.lead).post(
        f"{URL}{letters['ben'].pk}/", {"subject": "Hello", "body": " "}
    )

    assert "There is a problem" in response.content.decode()


def test_what_was_sent_can_be_read_but_not_changed(
    desk: Any, letters: Any, sign_in: Any, django_capture_on_commit_callbacks: Any
) -> None:
    client = sign_in(desk.lead)
    send(client, django_capture_on_commit_callbacks, everything="yes")
    url = f"{URL}{letters['ben'].pk}/"
    before = Letter.objects.get(pk=letters["ben"].letter_id).body

    page = client.get(url).content.decode()
    refused = client.post(url, {"subject": "Changed", "body": "Changed"})

    assert "<textarea" not in page
    assert "What matters" not in page
    assert refused.status_code == 200
    assert Letter.objects.get(pk=letters["ben"].letter_id).body == before


def test_nothing_goes_to_somebody_who_withdrew(
    desk: Any, letters: Any, sign_in: Any, django_capture_on_commit_callbacks: Any
) -> None:
    Application.objects.filter(pk=letters["ama"].application_id).update(
        state=ApplicationState.WITHDRAWN
    )
    client = sign_in(desk.lead)
    assert [row["name"] for row in client.get(URL).context["waiting"]] == ["Ben Carter"]

    send(client, django_capture_on_commit_callbacks, everything="yes")

    assert [letter.to for letter in mail.outbox] == [["ben@example.org"]]


def test_a_letter_whose_deadline_has_gone_by_keeps_all_from_going(
    desk: Any, letters: Any, sign_in: Any, django_capture_on_commit_callbacks: Any
) -> None:
    Offer.objects.update(deadline=timezone.now() - dt.timedelta(hours=1))

    page = send(
        sign_in(desk.lead), django_capture_on_commit_callbacks, everything="yes"
    )

    assert "The deadline in the letter to Ama Boateng has gone by." in page
    assert mail.outbox == []


def test_a_hidden_persons_letter_is_neither_read_nor_sent(
    desk: Any, letters: Any, sign_in: Any, django_capture_on_commit_callbacks: Any
) -> None:
    hidden = letters["ama"].application_id
    kept = list(sight._limits)
    sight._limits.append(lambda person, rows: rows.exclude(pk=hidden))
    try:
        client = sign_in(desk.lead)
        assert client.get(f"{URL}{letters['ama'].pk}/").status_code == 404
        send(client, django_capture_on_commit_callbacks, everything="yes")
    finally:
        sight._limits[:] = kept

    assert [letter.to for letter in mail.outbox] == [["ben@example.org"]]


def test_an_empty_outbox_says_what_will_appear(desk: Any, sign_in: Any) -> None:
    assert "No letter is waiting" in sign_in(desk.lead).get(URL).content.decode()


def test_the_page_asks_the_database_as_often_for_three_letters_as_for_one(
    desk: Any, sign_in: Any, count_queries: Any
) -> None:
    client = sign_in(desk.lead)
    make_held_offer(call=desk.call)
    once = count_queries(client, URL)

    make_held_offer(call=desk.call)
    make_held_offer(call=desk.call)

    assert count_queries(client, URL) == once
