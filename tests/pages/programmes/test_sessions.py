from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from lehc.audit.models import AuditEvent
from lehc.programmes.models import Cohort, Session
from tests.factories.programmes import SessionFactory

pytestmark = pytest.mark.django_db
URL = "/desk/seventh/dates/"
DATE = {
    "title": "Beginning together",
    "kind": "residential",
    "day-day": "3",
    "day-month": "June",
    "day-year": "2027",
    "starts": "10am",
    "ends": "4:30 pm",
    "venue": "Town Hall",
    "notes": "",
}


def test_a_date_is_added_in_the_programmes_own_time(
    cohort: Any, coordinator: Any, sign_in: Any
) -> None:
    response = sign_in(coordinator).post(f"{URL}new/", DATE, follow=True)

    session = Session.objects.get()
    assert (session.cohort, session.title, session.venue) == (
        cohort,
        "Beginning together",
        "Town Hall",
    )
    assert session.starts_at == dt.datetime(2027, 6, 3, 9, tzinfo=dt.UTC)
    assert session.ends_at == dt.datetime(2027, 6, 3, 15, 30, tzinfo=dt.UTC)
    page = response.content.decode()
    assert "Thursday 3 June 2027" in page
    assert "10am to 4:30pm" in page
    assert AuditEvent.objects.get(action="programmes.save_session").facts == {
        "cohort": cohort.pk
    }


def test_a_residential_goes_on_to_another_day(
    cohort: Any, coordinator: Any, sign_in: Any
) -> None:
    days = {"last_day-day": "4", "last_day-month": "6", "last_day-year": "2027"}
    client = sign_in(coordinator)

    client.post(f"{URL}new/", DATE | days)

    assert Session.objects.get().ends_at == dt.datetime(
        2027, 6, 4, 15, 30, tzinfo=dt.UTC
    )
    assert "10am to Friday 4 June 2027, 4:30pm" in client.get(URL).content.decode()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"ends": "9am"}, "Choose an end after the start"),
        ({"starts": "ten"}, "Enter a time like 10am, 2:30pm or 14:30"),
        ({"title": ""}, "There is a problem"),
        ({"day-day": "31"}, "There is a problem"),
    ],
)
def test_a_date_that_can_not_be_is_asked_again(
    changes: dict[str, str], message: str, cohort: Any, coordinator: Any, sign_in: Any
) -> None:
    page = sign_in(coordinator).post(f"{URL}new/", DATE | changes).content.decode()

    assert message in page
    assert "Town Hall" in page
    assert not Session.objects.exists()


def test_a_date_is_changed(cohort: Any, coordinator: Any, sign_in: Any) -> None:
    starts = dt.datetime(2027, 6, 3, 9, tzinfo=dt.UTC)
    session = SessionFactory(
        cohort=cohort, starts_at=starts, ends_at=starts + dt.timedelta(days=1, hours=6)
    )
    client = sign_in(coordinator)

    page = client.get(f"{URL}{session.pk}/").content.decode()
    assert 'value="10am"' in page
    client.post(f"{URL}{session.pk}/", DATE | {"venue": "Library"})

    session.refresh_from_db()
    assert (session.venue, session.title) == ("Library", "Beginning together")


def test_removing_a_date_is_asked_once_more(
    cohort: Any, coordinator: Any, sign_in: Any
) -> None:
    session = SessionFactory(cohort=cohort)
    client = sign_in(coordinator)

    assert (
        "Remove “Workshop 1”?"
        in client.get(f"{URL}{session.pk}/remove/").content.decode()
    )
    assert Session.objects.exists()
    client.post(f"{URL}{session.pk}/remove/")

    assert not Session.objects.exists()


def test_an_empty_list_says_how_to_start(
    cohort: Any, coordinator: Any, sign_in: Any
) -> None:
    assert "Add the first date" in sign_in(coordinator).get(URL).content.decode()


def test_places_and_dates_of_the_cohort_are_changed(
    cohort: Any, coordinator: Any, sign_in: Any
) -> None:
    answers = {
        "stream": "Managers",
        "capacity": "30",
        "starts_on-day": "1",
        "starts_on-month": "3",
        "starts_on-year": "2027",
        "ends_on-day": "1",
        "ends_on-month": "12",
        "ends_on-year": "2027",
    }
    client = sign_in(coordinator)

    client.post("/desk/seventh/cohort/", answers)
    refused = client.post("/desk/seventh/cohort/", answers | {"ends_on-year": "2026"})

    kept = Cohort.objects.get(slug="seventh")
    assert (kept.stream, kept.capacity, kept.ends_on) == (
        "Managers",
        30,
        dt.date(2027, 12, 1),
    )
    assert "Choose an end on or after the start" in refused.content.decode()


def test_only_the_team_reaches_the_dates_and_only_its_own(
    cohort: Any, coordinator: Any, outsiders: Any, sign_in: Any
) -> None:
    session = SessionFactory(cohort=cohort)
    theirs = SessionFactory()
    pages = [
        URL,
        f"{URL}new/",
        f"{URL}{session.pk}/",
        f"{URL}{session.pk}/remove/",
        "/desk/seventh/cohort/",
    ]
    for person in outsiders:
        client = sign_in(person)
        assert [client.get(page).status_code for page in pages] == [404] * 5
        assert client.post(f"{URL}{session.pk}/remove/").status_code == 404
    client = sign_in(coordinator)
    assert [client.get(page).status_code for page in pages] == [200] * 5
    assert client.get(f"{URL}{theirs.pk}/").status_code == 404
    assert client.post(f"{URL}{theirs.pk}/remove/").status_code == 404
    assert client.delete(URL).status_code == 405
    assert client.delete(f"{URL}{session.pk}/").status_code == 405
    assert Session.objects.count() == 2


def test_the_list_asks_the_database_as_often_for_three_dates_as_for_one(
    cohort: Any, coordinator: Any, sign_in: Any, count_queries: Any
) -> None:
    client = sign_in(coordinator)
    SessionFactory(cohort=cohort)
    once = count_queries(client, URL)

    SessionFactory.create_batch(2, cohort=cohort)

    assert count_queries(client, URL) == once
