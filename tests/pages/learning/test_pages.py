from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from lehc.accounts.enums import Role
from lehc.learning.actions import welcome_participant
from lehc.learning.models import Participant
from lehc.recruitment.enums import ApplicationState
from tests.factories.accounts import CommunicationNeedFactory, PersonFactory
from tests.factories.learning import ParticipantFactory
from tests.factories.programmes import CohortFactory, RoleGrantFactory, SessionFactory
from tests.factories.recruitment import ApplicationFactory, CallFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def participant() -> Participant:
    return ParticipantFactory()


def own(name: str, participant: Participant) -> str:
    return reverse(name, args=[participant.cohort.slug])


def calendar(participant: Participant) -> str:
    return reverse("participant_calendar", args=[participant.calendar_key])


def test_a_participant_sees_their_cohort(
    participant: Participant, sign_in: Any
) -> None:
    other = ParticipantFactory(cohort=participant.cohort)
    SessionFactory(cohort=participant.cohort, title="Making the case")
    browser = sign_in(participant.person)
    listed = browser.get(reverse("my_cohorts")).content.decode()
    assert own("my_cohort", participant) in listed
    page = browser.get(own("my_cohort", participant)).content.decode()
    for words in (other.person.name, "Making the case", calendar(participant)):
        assert words in page


def test_what_somebody_hides_is_on_no_page(
    participant: Participant, sign_in: Any
) -> None:
    hidden = ParticipantFactory(
        cohort=participant.cohort, shows_name=False, shows_organisation=False
    )
    page = sign_in(participant.person).get(own("my_cohort", participant))
    for secret in (
        hidden.person.name,
        hidden.person.email,
        hidden.organisation.name,
        hidden.calendar_key,
    ):
        assert secret not in page.content.decode()


@pytest.mark.parametrize("name", ["my_cohort", "my_visibility"])
def test_strangers_and_former_participants_find_nothing(
    name: str, participant: Participant, sign_in: Any
) -> None:
    gone = ParticipantFactory(cohort=participant.cohort, left_at=timezone.now())
    elsewhere = ParticipantFactory()
    for person in (gone.person, elsewhere.person, PersonFactory()):
        assert sign_in(person).get(own(name, participant)).status_code == 404


def test_somebody_who_gave_the_place_back_finds_nothing(sign_in: Any) -> None:
    application = ApplicationFactory(state=ApplicationState.WITHDRAWN)
    cohort = application.call.cohort
    row = ParticipantFactory(
        cohort=cohort, person=application.person, application=application
    )
    assert sign_in(row.person).get(own("my_cohort", row)).status_code == 404


@pytest.mark.parametrize("name", ["my_cohorts", "my_cohort", "my_visibility"])
def test_signed_out_people_are_asked_to_sign_in(
    name: str, participant: Participant, client: Any
) -> None:
    url = reverse(name) if name == "my_cohorts" else own(name, participant)
    assert client.get(url).url.startswith(reverse("account_login"))


def test_visibility_is_saved(participant: Participant, sign_in: Any) -> None:
    browser = sign_in(participant.person)
    answer = browser.post(own("my_visibility", participant), {"shows_email": "on"})
    participant.refresh_from_db()
    assert answer.url == own("my_cohort", participant)
    assert (
        participant.shows_name,
        participant.shows_organisation,
        participant.shows_email,
    ) == (False, False, True)


def test_calendar_holds_the_sessions(participant: Participant, client: Any) -> None:
    starts = datetime.datetime(2027, 3, 1, 10, tzinfo=datetime.UTC)
    SessionFactory(
        cohort=participant.cohort,
        title="Making the case",
        starts_at=starts,
        ends_at=starts + datetime.timedelta(hours=6),
        venue="Town Hall, Reading",
    )
    answer = client.get(calendar(participant))
    [event] = Calendar.from_ical(answer.content).walk("VEVENT")
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert (
        str(event["SUMMARY"]),
        str(event["LOCATION"]),
        event.decoded("DTSTART").astimezone(datetime.UTC),
    ) == ("Making the case", "Town Hall, Reading", starts)


def test_a_new_calendar_address_ends_the_old_one(
    participant: Participant, sign_in: Any
) -> None:
    old = calendar(participant)
    browser = sign_in(participant.person)
    assert browser.get(old).status_code == 200
    browser.post(own("my_calendar_renew", participant))
    participant.refresh_from_db()
    assert browser.get(old).status_code == 404
    assert browser.get(calendar(participant)).status_code == 200


@pytest.mark.parametrize("key", ["x", "0" * 32])
def test_a_guessed_calendar_is_not_found(key: str, client: Any) -> None:
    url = reverse("participant_calendar", args=[key])
    assert client.get(url).status_code == 404


def test_wrong_verbs_are_refused(participant: Participant, sign_in: Any) -> None:
    browser = sign_in(participant.person)
    assert browser.post(own("my_cohort", participant)).status_code == 405
    assert browser.get(own("my_calendar_renew", participant)).status_code == 405
    assert browser.delete(own("my_visibility", participant)).status_code == 405
    assert browser.post(calendar(participant)).status_code == 405


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.LEAD, 200),
        (Role.COORDINATOR, 200),
        (Role.FACILITATOR, 200),
        (Role.ASSESSOR, 404),
        (Role.BACKER, 404),
        (Role.EDITOR, 404),
        (Role.PARTICIPANT, 404),
    ],
)
def test_needs_are_seen_by_those_who_must_meet_them(
    role: Role, status: int, participant: Participant, sign_in: Any
) -> None:
    CommunicationNeedFactory(person=participant.person, kind="bsl")
    person = RoleGrantFactory(cohort=participant.cohort, role=role).person
    answer = sign_in(person).get(own("desk_participants", participant))
    assert answer.status_code == status
    if status == 200:
        assert "British Sign Language interpreter" in answer.content.decode()


def test_lists_ask_the_same_number_of_queries_at_one_and_three(sign_in: Any) -> None:
    cohort = CohortFactory()
    grant = RoleGrantFactory(cohort=cohort)
    first = ParticipantFactory(cohort=cohort)

    def count(person: Any, url: str) -> int:
        browser = sign_in(person)
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(url).status_code == 200
        return len(queries)

    def measure() -> list[int]:
        return [
            count(grant.person, own("desk_participants", first)),
            count(first.person, own("my_cohort", first)),
            count(first.person, reverse("my_cohorts")),
        ]

    CommunicationNeedFactory(person=first.person)
    one = measure()
    for _ in range(2):
        row = ParticipantFactory(cohort=cohort)
        CommunicationNeedFactory(person=row.person)
        ParticipantFactory(person=first.person)
        SessionFactory(cohort=cohort)
    assert measure() == one


def test_accepting_a_place_makes_a_participant(sign_in: Any) -> None:
    call = CallFactory()
    application = ApplicationFactory(call=call, state=ApplicationState.ACCEPTED)
    welcome_participant(application=application, by=application.person)
    welcome_participant(application=application, by=application.person)
    [row] = Participant.objects.all()
    assert (row.cohort, row.person, row.organisation) == (
        call.cohort,
        application.person,
        application.organisation,
    )
    assert sign_in(row.person).get(own("my_cohort", row)).status_code == 200
