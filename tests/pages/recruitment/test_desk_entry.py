"""An application that came on paper, written down by the team from first to last."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse

from lehc.accounts.models import Person
from lehc.recruitment.enums import ApplicationState
from lehc.recruitment.models import Answer, Application, Call
from tests.factories.places import AreaFactory
from tests.factories.recruitment import (
    ApplicationFactory,
    QuestionFactory,
    SectionFactory,
)

pytestmark = pytest.mark.django_db
ENTER = "/desk/seventh/applications/enter/"
PERSON = {"name": "Ama Boateng", "email": "Ama@Example.org", "how": "On paper"}


@pytest.fixture
def entry(desk: Any, sign_in: Any) -> Any:
    """An application begun for Ama by the coordinator, who is signed in."""
    AreaFactory(code="E06000038", name="Reading")
    QuestionFactory(
        section=SectionFactory(form_version=desk.form, title="Why you"),
        key="why",
        kind="long_text",
        word_limit=50,
    )
    sign_in(desk.coordinator).post(ENTER, PERSON)
    return Application.objects.get()


def address(entry: Any, name: str, *more: str) -> str:
    return reverse(name, args=["seventh", entry.reference, *more])


def fill_in(client: Any, entry: Any) -> None:
    client.post(
        address(entry, "entry_organisation"),
        {"name": "Oak Surgery", "sector": "primary_care"},
    )
    client.post(
        address(entry, "entry_sponsor"),
        {"name": "Jo Chief", "role": "Partner", "email": "jo@example.org"},
    )
    client.post(address(entry, "entry_question", "place"), {"answer": "Reading"})
    client.post(
        address(entry, "entry_question", "why"), {"answer": "Because it matters."}
    )


def test_the_person_is_made_by_their_address_and_the_entry_marked(
    desk: Any, entry: Any
) -> None:
    person = Person.objects.get(email="ama@example.org")
    [first] = entry.state_changes.all()
    assert (person.name, entry.person, entry.state) == (
        "Ama Boateng",
        person,
        ApplicationState.IN_PROGRESS,
    )
    assert (first.by, first.reason) == (desk.coordinator, "On paper")


def test_what_they_wrote_is_entered_and_sent_for_them(
    desk: Any, entry: Any, client: Any, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        fill_in(client, entry)
        response = client.post(address(entry, "application_entry"), follow=True)

    assert "The application of Ama Boateng is sent." in response.content.decode()
    entry.refresh_from_db()
    assert entry.state == ApplicationState.SUBMITTED
    answers = Answer.objects.order_by("question__key").values_list(
        "question__key", "value", "entered_by"
    )
    assert list(answers) == [
        ("place", "E06000038", desk.coordinator.pk),
        ("why", "Because it matters.", desk.coordinator.pk),
    ]
    assert sorted(letter.to[0] for letter in mail.outbox) == [
        "ama@example.org",
        "jo@example.org",
    ]


def test_the_page_shows_what_was_entered_with_a_way_to_change_it(
    entry: Any, client: Any
) -> None:
    fill_in(client, entry)

    page = client.get(address(entry, "application_entry")).content.decode()

    for words in ("Oak Surgery", "Jo Chief, Partner", "Reading", "Because it matters."):
        assert words in page
    assert address(entry, "entry_question", "why") in page


def test_what_is_missing_keeps_it_from_being_sent(entry: Any, client: Any) -> None:
    response = client.post(address(entry, "application_entry"), follow=True)

    assert "Something is still missing" in response.content.decode()
    entry.refresh_from_db()
    assert entry.state == ApplicationState.IN_PROGRESS


def test_a_person_in_no_organisation_needs_no_sponsor(entry: Any, client: Any) -> None:
    client.post(address(entry, "entry_organisation"), {"sector": "independent_person"})

    page = client.get(address(entry, "application_entry")).content.decode()

    assert "Not part of an organisation" in page
    assert "Sponsor" not in page


def test_an_answer_that_does_not_fit_is_asked_again(entry: Any, client: Any) -> None:
    response = client.post(
        address(entry, "entry_question", "place"), {"answer": "Atlantis"}
    )

    assert (
        "t know “Atlantis”. Enter the name of the council" in response.content.decode()
    )
    assert not Answer.objects.exists()


def test_begun_twice_it_is_one_application(desk: Any, entry: Any, client: Any) -> None:
    response = client.post(ENTER, PERSON)

    assert response.headers["Location"] == address(entry, "application_entry")
    assert Application.objects.count() == 1


def test_what_somebody_began_themselves_stays_theirs(desk: Any, sign_in: Any) -> None:
    own = ApplicationFactory(call=desk.call, person__email="ama@example.org")
    own.state_changes.all().delete()
    own.state_changes.create(state=own.state, by=own.person)
    client = sign_in(desk.lead)

    response = client.post(ENTER, PERSON)

    assert "They have begun an application themselves" in response.content.decode()
    assert client.get(address(own, "application_entry")).status_code == 404
    assert client.get(address(own, "entry_question", "place")).status_code == 404


def test_after_it_is_sent_nothing_more_is_entered(
    desk: Any, entry: Any, client: Any
) -> None:
    Application.objects.update(state=ApplicationState.SUBMITTED)

    for name in ("application_entry", "entry_organisation", "entry_sponsor"):
        assert client.get(address(entry, name)).status_code == 404


def test_a_closed_call_takes_no_entry(desk: Any, sign_in: Any) -> None:
    past = desk.call.opens_at + dt.timedelta(hours=1)
    Call.objects.update(closes_at=past)

    response = sign_in(desk.lead).post(ENTER, PERSON)

    assert "This call has closed" in response.content.decode()
    assert not Person.objects.filter(email="ama@example.org").exists()


def test_a_call_for_teams_only_takes_no_single_entry(desk: Any, sign_in: Any) -> None:
    Call.objects.update(allows_single=False)

    response = sign_in(desk.lead).post(ENTER, PERSON)

    assert "This call is for place teams." in response.content.decode()


def test_nobody_outside_the_team_reaches_an_entry(
    desk: Any, entry: Any, sign_in: Any
) -> None:
    urls = [
        address(entry, "application_entry"),
        address(entry, "entry_organisation"),
        address(entry, "entry_sponsor"),
        address(entry, "entry_question", "place"),
    ]
    for person in (desk.assessor, desk.stranger, entry.person):
        client = sign_in(person)
        assert [client.get(url).status_code for url in urls] == [404] * 4


def test_a_question_nobody_asks_is_not_there(entry: Any, client: Any) -> None:
    assert client.get(address(entry, "entry_question", "nothing")).status_code == 404
