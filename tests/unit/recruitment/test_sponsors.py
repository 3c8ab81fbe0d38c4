from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from lehc.letters.models import Letter
from lehc.recruitment.actions.sponsors import (
    answer_sponsor,
    ask_sponsor,
    remind_sponsor,
)
from lehc.recruitment.models import Application, Sponsor
from lehc.recruitment.queries.sponsors import find_sponsor_by_link
from tests.factories.applying import SponsorFactory, build_form, close, start

pytestmark = pytest.mark.django_db


def ask(application: Application, email: str = "Sam@Example.org") -> Sponsor:
    return ask_sponsor(
        application=application,
        name=" Sam  Okoye ",
        role="Chief executive",
        email=email,
        by=application.person,
    )


def read_token() -> str:
    found = re.search(r"/sponsors/([^/\s]+)/", Letter.objects.latest("pk").body)
    assert found is not None
    return found[1]


def test_a_sponsor_is_written_to_and_only_the_hash_is_kept() -> None:
    application = start(build_form())

    sponsor = ask(application)
    letter = Letter.objects.get()

    assert (sponsor.name, sponsor.email) == ("Sam Okoye", "sam@example.org")
    assert (letter.recipient, letter.subject) == (
        "sam@example.org",
        f"{application.person} asks for your support",
    )
    assert find_sponsor_by_link(read_token()) == sponsor
    assert read_token() not in str(Sponsor.objects.values().get())


def test_nobody_sponsors_themselves() -> None:
    application = start(build_form())

    with pytest.raises(ValidationError) as refusal:
        ask(application, application.person.email.upper())

    assert refusal.value.code == "own_address"
    assert Letter.objects.count() == 0


def test_asking_somebody_else_ends_the_first_link_and_the_first_answer() -> None:
    application = start(build_form())
    ask(application)
    old = read_token()
    answer_sponsor(
        sponsor=Sponsor.objects.get(), confirms=True, statement="A fine leader"
    )

    ask(application, "alex@example.org")

    sponsor = Sponsor.objects.get()
    assert (sponsor.email, sponsor.state, sponsor.statement, sponsor.answered_at) == (
        "alex@example.org",
        "asked",
        "",
        None,
    )
    assert find_sponsor_by_link(old) is None


def test_asking_after_the_deadline_is_fine() -> None:
    application = start(build_form(), state="submitted")
    close(application.call)

    assert ask(application).pk


@pytest.mark.parametrize("state", ["withdrawn", "not_this_time", "accepted"])
def test_asking_at_the_end_is_refused(state: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        ask(start(build_form(), state=state))

    assert refusal.value.code == "over"


def test_reminding_sends_a_new_link() -> None:
    application = start(build_form())
    ask(application)
    old = read_token()

    remind_sponsor(application=application, by=application.person)

    assert find_sponsor_by_link(old) is None
    assert find_sponsor_by_link(read_token()) == Sponsor.objects.get()


@pytest.mark.parametrize("has_answered", [True, False])
def test_reminding_nobody_is_refused(has_answered: bool) -> None:
    application = start(build_form())
    if has_answered:
        SponsorFactory(
            application=application, state="confirmed", answered_at=timezone.now()
        )

    with pytest.raises(ValidationError) as refusal:
        remind_sponsor(application=application, by=application.person)

    assert refusal.value.code == "answered"


@pytest.mark.parametrize(
    ("confirms", "state", "statement", "words"),
    [
        (True, "confirmed", "A fine leader", "supports your application"),
        (False, "declined", "A fine leader", "can't support your application"),
    ],
)
def test_an_answer_is_kept_and_the_applicant_told(
    confirms: bool, state: str, statement: str, words: str
) -> None:
    sponsor = SponsorFactory(application=start(build_form()))

    assert answer_sponsor(sponsor=sponsor, confirms=confirms, statement="A fine leader")

    sponsor.refresh_from_db()
    assert (sponsor.state, sponsor.statement) == (state, statement)
    letter = Letter.objects.get()
    assert letter.recipient == sponsor.application.person.email
    assert letter.subject == f"Sam Okoye {words}"
    assert ("A fine leader" in letter.body) != confirms


def test_answering_twice_keeps_the_first_answer() -> None:
    sponsor = SponsorFactory(application=start(build_form()))
    stale = Sponsor.objects.get(pk=sponsor.pk)
    answer_sponsor(sponsor=sponsor, confirms=True)

    assert answer_sponsor(sponsor=stale, confirms=False) is False

    sponsor.refresh_from_db()
    assert sponsor.state == "confirmed"
    assert Letter.objects.count() == 1


@pytest.mark.parametrize("reason", ["expired", "replaced"])
def test_a_link_that_is_over_answers_nothing(reason: str) -> None:
    sponsor = SponsorFactory(application=start(build_form()))
    stale = Sponsor.objects.get(pk=sponsor.pk)
    changes: dict[str, Any] = {"expires_at": timezone.now()}
    if reason == "replaced":
        changes = {"token_hash": "another"}
    Sponsor.objects.update(**changes)

    assert answer_sponsor(sponsor=stale, confirms=True) is False
    assert Sponsor.objects.get().state == "asked"


def test_the_database_wants_a_time_with_an_answer() -> None:
    sponsor = SponsorFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        Sponsor.objects.filter(pk=sponsor.pk).update(state="confirmed")
