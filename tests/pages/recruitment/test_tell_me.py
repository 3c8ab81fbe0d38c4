"""“Tell me when the next call opens”: asked twice, told once, forgotten."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from lehc.background.registry import run_housekeeping
from lehc.letters.models import Letter
from lehc.recruitment.actions import wishes
from lehc.recruitment.actions.wishes import tell_of_open_calls, wish_to_know
from lehc.recruitment.models import Call, FormVersion, WishToKnow
from tests.factories.programmes import ProgrammeFactory

pytestmark = pytest.mark.django_db
URL = "/tell-me/"
ASKED = {"email": "nasreen@example.org", "website": ""}
LINK = re.compile(r"http://localhost:8000(/tell-me/\S+)")


def ask(client: Any, email: str = "nasreen@example.org") -> Any:
    return client.post(URL, ASKED | {"email": email}, follow=True)


def find_link() -> str:
    found = LINK.search(Letter.objects.order_by("-pk")[0].body)
    assert found is not None
    return found[1]


@pytest.fixture
def confirmed(desk: Any, client: Any) -> Any:
    """Somebody who asked and confirmed while no call is open."""
    Call.objects.update(
        opens_at=timezone.now() + dt.timedelta(days=2),
        closes_at=timezone.now() + dt.timedelta(days=20),
    )
    ask(client)
    client.post(find_link())
    return WishToKnow.objects.get()


def open_call() -> None:
    Call.objects.update(opens_at=timezone.now() - dt.timedelta(minutes=1))


def test_asking_sends_a_letter_and_confirming_takes_a_button(
    desk: Any, client: Any
) -> None:
    response = ask(client)

    assert response.redirect_chain == [("/tell-me/sent/", 302)]
    assert "Look into your post" in response.content.decode()
    (wish,) = WishToKnow.objects.all()
    assert (wish.programme, wish.email, wish.confirmed_at) == (
        desk.cohort.programme,
        "nasreen@example.org",
        None,
    )
    link = find_link()
    page = client.get(link).content.decode()
    assert "Yes, tell me" in page
    assert WishToKnow.objects.confirmed().count() == 0
    after = client.post(link, follow=True).content.decode()
    assert "We will tell you" in after
    assert WishToKnow.objects.confirmed().count() == 1


def test_the_link_itself_is_kept_nowhere(desk: Any, client: Any) -> None:
    ask(client)

    token = find_link().rstrip("/").rpartition("/")[2]
    assert WishToKnow.objects.get().token_hash not in {token, ""}
    assert token not in str(WishToKnow.objects.values())


def test_when_the_call_opens_they_are_told_once_and_forgotten(
    confirmed: Any, django_capture_on_commit_callbacks: Any
) -> None:
    run_housekeeping()
    assert WishToKnow.objects.count() == 1

    open_call()
    before = len(mail.outbox)
    with django_capture_on_commit_callbacks(execute=True):
        run_housekeeping()
        run_housekeeping()

    (message,) = mail.outbox[before:]
    assert message.to == ["nasreen@example.org"]
    assert message.subject == "The call for our seventh cohort is open"
    assert "http://localhost:8000/cohorts/seventh/" in message.body
    assert WishToKnow.objects.count() == 0


def test_who_has_not_confirmed_is_not_told(desk: Any, client: Any) -> None:
    ask(client)

    assert tell_of_open_calls() == 0
    assert Letter.objects.count() == 1


def test_a_call_of_another_programme_or_unpublished_tells_nobody(
    confirmed: Any,
) -> None:
    open_call()
    other = ProgrammeFactory()
    WishToKnow.objects.update(programme=other)
    assert tell_of_open_calls() == 0
    WishToKnow.objects.update(programme=Call.objects.get().cohort.programme)
    FormVersion.objects.update(published_at=None)
    assert tell_of_open_calls() == 0


def test_cut_short_after_one_the_rest_are_told_and_nobody_twice(
    confirmed: Any, client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("b", "c"):
        ask(client, f"{name}@example.org")
        client.post(find_link())
    open_call()
    Letter.objects.all().delete()
    really, calls = wishes.send, []

    def send_one_then_stop(template: str, email: str, **facts: Any) -> None:
        calls.append(email)
        if len(calls) == 2:
            raise RuntimeError
        really(template, email, **facts)

    monkeypatch.setattr(wishes, "send", send_one_then_stop)
    with pytest.raises(RuntimeError):
        tell_of_open_calls()
    monkeypatch.setattr(wishes, "send", really)
    assert tell_of_open_calls() == 2

    assert sorted(Letter.objects.values_list("recipient", flat=True)) == [
        "b@example.org",
        "c@example.org",
        "nasreen@example.org",
    ]


def test_a_week_without_an_answer_and_the_address_goes(desk: Any, client: Any) -> None:
    ask(client)
    WishToKnow.objects.update(asked_at=timezone.now() - dt.timedelta(days=8))

    run_housekeeping()

    assert not WishToKnow.objects.exists()


def test_a_change_of_mind_takes_one_button(confirmed: Any, client: Any) -> None:
    page = client.post(find_link(), {"stop": "yes"}).content.decode()

    assert "Your address is forgotten" in page
    assert not WishToKnow.objects.exists()
    assert client.get(find_link()).status_code == 404


def test_asking_again_makes_the_old_link_worthless(desk: Any, client: Any) -> None:
    ask(client)
    old = find_link()
    ask(client, "NASREEN@example.org")

    assert WishToKnow.objects.count() == 1
    answer = client.get(old)
    assert answer.status_code == 404
    assert "This link leads nowhere" in answer.content.decode()
    assert client.get(find_link()).status_code == 200


def test_nobody_learns_who_is_on_the_list(confirmed: Any, client: Any) -> None:
    letters = Letter.objects.count()

    response = ask(client)

    assert response.redirect_chain == [("/tell-me/sent/", 302)]
    assert Letter.objects.count() == letters
    assert WishToKnow.objects.confirmed().count() == 1


def test_a_program_is_sent_on_and_forgotten(desk: Any, client: Any) -> None:
    response = client.post(URL, ASKED | {"website": "x"})

    assert response.headers["Location"] == "/tell-me/sent/"
    assert not WishToKnow.objects.exists()


def test_too_many_letters_to_one_address_are_stopped(
    desk: Any, client_factory: Any
) -> None:
    answers = [
        client_factory(REMOTE_ADDR=f"192.0.2.{number}").post(URL, ASKED).status_code
        for number in range(4)
    ]

    assert answers == [302, 302, 302, 429]
    assert Letter.objects.count() == 3


def test_guessed_links_are_counted_and_stopped(desk: Any, client: Any) -> None:
    ask(client)
    link = find_link()
    for number in range(20):
        assert client.get(f"{URL}guess-{number}/").status_code == 404

    assert client.get(link).status_code == 404


def test_an_address_that_is_none_is_asked_again(desk: Any, client: Any) -> None:
    page = ask(client, "nasreen").content.decode()

    assert "Enter an e-mail address like name@example.org" in page
    assert not WishToKnow.objects.exists()


def test_a_letter_that_can_not_be_written_leaves_no_wish(
    desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(wishes, "send", refuse)
    with pytest.raises(RuntimeError):
        wish_to_know(programme=desk.cohort.programme, email="a@example.org")

    assert not WishToKnow.objects.exists()


def test_the_database_keeps_an_address_once(confirmed: Any) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        WishToKnow.objects.create(
            programme=confirmed.programme, email="NASREEN@example.org", token_hash="x"
        )


def test_the_cohorts_page_offers_it_when_nothing_can_be_done_now(
    desk: Any, client: Any
) -> None:
    Call.objects.update(closes_at=timezone.now() - dt.timedelta(hours=1))

    assert 'href="/tell-me/"' in client.get("/cohorts/seventh/").content.decode()


def test_wrong_verbs_and_an_empty_site(client: Any, db: None) -> None:
    assert client.get(URL).status_code == 404
    ProgrammeFactory()
    assert client.put(URL).status_code == 405
    assert client.post(f"{URL}sent/").status_code == 405
