"""Every cohort's dates: on one page, as a calendar, for search engines."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import Any

import pytest
from django.utils import timezone
from icalendar import Calendar

from tests.factories.programmes import CohortFactory, SessionFactory

pytestmark = pytest.mark.django_db
MARCH = dt.datetime(2099, 3, 3, 10, tzinfo=dt.UTC)
JULY = dt.datetime(2099, 7, 7, 9, tzinfo=dt.UTC)  # 10am in summer time


@pytest.fixture
def sessions(cohort: Any) -> list[Any]:
    """One gone by, one to come, and one to come of another cohort; one elsewhere."""
    other = CohortFactory(programme=cohort.programme, number=8, slug="eighth")
    SessionFactory(title="Of another programme")
    gone = timezone.now() - dt.timedelta(days=40)
    return [
        SessionFactory(cohort=cohort, title="Gone", starts_at=gone),
        SessionFactory(cohort=cohort, title="In March", starts_at=MARCH, venue="Hall"),
        SessionFactory(cohort=other, title="In July", starts_at=JULY),
    ]


def read_json_ld(page: str) -> list[dict[str, Any]]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)
    return json.loads(found[1])["@graph"] if found else []


def test_dates_to_come_stand_by_month_and_those_gone_by_under_their_cohort(
    sessions: list[Any], client: Any
) -> None:
    response = client.get("/dates/")

    coming, gone = response.context["coming"], response.context["gone"]
    assert [
        (part["month"], [(d["title"], d["detail"], d["href"]) for d in part["dates"]])
        for part in coming
    ] == [
        ("March 2099", [("In March", "Seventh cohort, Hall", "/cohorts/seventh/")]),
        ("July 2099", [("In July", "Eighth cohort", "/cohorts/eighth/")]),
    ]
    assert [(part["cohort"].slug, len(part["dates"])) for part in gone] == [
        ("seventh", 1)
    ]
    assert "Of another programme" not in response.content.decode()


def test_search_engines_read_the_dates_to_come(
    sessions: list[Any], client: Any
) -> None:
    first, second = read_json_ld(client.get("/dates/").content.decode())

    assert first == {
        "@type": "EducationEvent",
        "@id": f"http://localhost:8000/#session-{sessions[1].pk}",
        "name": "In March",
        "description": "Workshop of the seventh cohort of LT",
        "startDate": "2099-03-03T10:00:00+00:00",
        "endDate": "2099-03-03T16:00:00+00:00",
        "eventStatus": "https://schema.org/EventScheduled",
        "organizer": {
            "@type": "Organization",
            "name": "Leading Together",
            "url": "http://localhost:8000/",
        },
        "url": "http://localhost:8000/cohorts/seventh/",
        "location": {"@type": "Place", "name": "Hall", "address": "Hall"},
    }
    assert second["startDate"] == "2099-07-07T10:00:00+01:00"
    assert "location" not in second


def test_words_in_a_title_can_not_end_the_script(cohort: Any, client: Any) -> None:
    SessionFactory(cohort=cohort, title="</script><b>", starts_at=MARCH)

    page = client.get("/dates/").content.decode()

    assert "</script><b>" not in page
    assert read_json_ld(page)[0]["name"] == "</script><b>"


def test_the_feed_holds_every_cohorts_dates_and_says_which(
    sessions: list[Any], client: Any
) -> None:
    response = client.get("/dates.ics")

    calendar = Calendar.from_ical(response.content)
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert [
        (str(event["summary"]), event.decoded("dtstart"), str(event["url"]))
        for event in calendar.walk("VEVENT")
    ] == [
        (
            "Gone (seventh cohort)",
            sessions[0].starts_at.replace(microsecond=0),
            "http://localhost:8000/cohorts/seventh/",
        ),
        ("In March (seventh cohort)", MARCH, "http://localhost:8000/cohorts/seventh/"),
        ("In July (eighth cohort)", JULY, "http://localhost:8000/cohorts/eighth/"),
    ]
    assert calendar.errors == []
    assert calendar.decoded("refresh-interval") == dt.timedelta(hours=12)
    assert len({str(event["uid"]) for event in calendar.walk("VEVENT")}) == 3


def test_the_feed_forgets_what_is_over_a_year_ago(cohort: Any, client: Any) -> None:
    SessionFactory(cohort=cohort, starts_at=timezone.now() - dt.timedelta(days=370))

    assert b"VEVENT" not in client.get("/dates.ics").content


def test_an_address_keeps_its_event_when_the_details_change(
    cohort: Any, client: Any
) -> None:
    session = SessionFactory(cohort=cohort)

    def read_uid(url: str) -> str:
        return str(Calendar.from_ical(client.get(url).content).walk("VEVENT")[0]["uid"])

    before = read_uid("/dates.ics")
    session.title = "Another title"
    session.save()

    assert read_uid("/dates.ics") == before == read_uid("/cohorts/seventh/dates.ics")


def test_without_dates_or_programme_the_page_says_what_will_be_there(
    client: Any, db: None
) -> None:
    assert (
        "The next dates will be listed here" in client.get("/dates/").content.decode()
    )
    assert client.get("/dates.ics").status_code == 200


@pytest.mark.parametrize("url", ["/dates/", "/dates.ics"])
def test_a_wrong_verb_is_refused(url: str, client: Any, db: None) -> None:
    assert client.post(url).status_code == 405


@pytest.mark.parametrize("url", ["/dates/", "/dates.ics"])
def test_as_many_questions_for_three_dates_as_for_one(
    url: str, cohort: Any, client: Any, count_queries: Any
) -> None:
    SessionFactory(cohort=cohort)
    once = count_queries(client, url)

    for _ in range(2):
        SessionFactory(cohort=CohortFactory(programme=cohort.programme))

    assert count_queries(client, url) == once
