"""The public page of a cohort and its call."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from lehc.recruitment.models import Call, FormVersion
from lehc.site.actions.planting import plant_site
from tests.factories.programmes import CohortFactory, SessionFactory
from tests.factories.recruitment import (
    CallFactory,
    CommonQuestionFactory,
    CriterionFactory,
    FormVersionFactory,
)
from tests.pages.programmes.test_dates import read_json_ld

pytestmark = pytest.mark.django_db
URL = "/cohorts/seventh/"


def test_an_open_call_says_everything_and_how_to_apply(desk: Any, client: Any) -> None:
    SessionFactory(cohort=desk.cohort, title="Beginning together")

    page = client.get(URL).content.decode()

    for words in (
        "Seventh cohort",
        "The call for our seventh cohort is open",
        "21 days left",
        "Start or continue your application",
        "/apply/seventh/",
        "Senior leaders",
        "Works with people",
        "Beginning together",
        "The panel meets",
        "What it costs",
        "Nothing",
        "As a place team",
        "3 to 6 people",
        "programme@example.org",
        "/cohorts/seventh/dates.ics",
    ):
        assert words in page


def test_an_upcoming_call_says_when_and_how_to_get_ready(
    desk: Any, client: Any
) -> None:
    Call.objects.update(
        opens_at=dt.datetime(2100, 3, 1, 12, tzinfo=dt.UTC),
        closes_at=dt.datetime(2100, 4, 1, 12, tzinfo=dt.UTC),
    )

    page = client.get(URL).content.decode()

    assert "opens soon" in page
    assert "You can apply from Monday 1 March 2100, midday." in page
    assert "talk to people in your place about applying together" in page
    assert "Start or continue" not in page


def test_a_closed_call_says_when_people_hear_and_about_the_next(
    desk: Any, client: Any
) -> None:
    Call.objects.update(
        closes_at=timezone.now() - dt.timedelta(hours=1),
        decision_on=dt.date(2026, 12, 31),
    )

    page = client.get(URL).content.decode()

    assert "has closed" in page
    assert "How to apply" not in page
    assert "How we choose" in page
    assert "Everybody who applied hears from us by Thursday 31 December 2026." in page
    assert "Start or continue" not in page


def test_a_call_nobody_has_published_is_not_shown(desk: Any, client: Any) -> None:
    FormVersion.objects.update(published_at=None)

    page = client.get(URL).content.decode()

    assert "There is no call for this cohort at the moment." in page
    assert "A programme about leading with communities." not in page
    assert "Works with people" not in page


@pytest.mark.parametrize(
    ("singles", "teams", "there", "absent"),
    [
        (True, False, "On your own", "As a place team"),
        (False, True, "As a place team", "On your own"),
    ],
)
def test_only_the_ways_that_are_open_are_shown(
    singles: bool, teams: bool, there: str, absent: str, desk: Any, client: Any
) -> None:
    Call.objects.update(allows_single=singles, allows_teams=teams, needs_sponsor=False)

    page = client.get(URL).content.decode()

    assert there in page
    assert absent not in page
    assert "to support you" not in page


@pytest.mark.parametrize(
    ("days", "words"), [(0, "closes today"), (1, "1 day left"), (9, "9 days left")]
)
@time_machine.travel(dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC), tick=False)
def test_days_left_are_whole_days(
    days: int, words: str, desk: Any, client: Any
) -> None:
    closes = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC) + dt.timedelta(days=days)
    Call.objects.update(opens_at=closes - dt.timedelta(days=30), closes_at=closes)

    assert words in client.get(URL).content.decode()


def test_dates_that_have_gone_by_and_the_next_are_told_apart(
    desk: Any, client: Any
) -> None:
    now = timezone.now()
    for title, days in (("Gone", -9), ("Next one", 9), ("Later", 19)):
        SessionFactory(
            cohort=desk.cohort, title=title, starts_at=now + dt.timedelta(days=days)
        )

    dates = client.get(URL).context["dates"]

    assert [(item["title"], item["state"]) for item in dates] == [
        ("Gone", "past"),
        ("Next one", "next"),
        ("Later", ""),
    ]


def test_a_cohort_nobody_has_is_not_there(client: Any, db: None) -> None:
    assert client.get("/cohorts/nowhere/").status_code == 404


def test_a_wrong_verb_is_refused(desk: Any, client: Any) -> None:
    assert client.post(URL).status_code == 405


def test_the_page_asks_the_database_as_often_for_three_of_each_as_for_one(
    desk: Any, client: Any, count_queries: Any
) -> None:
    SessionFactory(cohort=desk.cohort)
    once = count_queries(client, URL)

    SessionFactory.create_batch(2, cohort=desk.cohort)
    CriterionFactory.create_batch(2, call=desk.call)
    CommonQuestionFactory.create_batch(3, call=desk.call)

    assert count_queries(client, URL) == once


def test_home_announces_the_call_of_the_sites_programme(desk: Any, client: Any) -> None:
    CohortFactory(programme=desk.cohort.programme)
    plant_site()

    home = client.get("/").content.decode()
    cohorts = client.get("/cohorts/").content.decode()

    assert "The call for our seventh cohort is open" in home
    assert "See how to apply" in home
    assert "Open for applications" in cohorts


def finish(cohort: Any) -> None:
    cohort.starts_on, cohort.ends_on = dt.date(2024, 9, 1), dt.date(2025, 6, 1)
    cohort.save()


def test_a_finished_cohort_says_so_and_takes_nobody(desk: Any, client: Any) -> None:
    finish(desk.cohort)

    page = client.get(URL).content.decode()

    assert "This cohort has finished" in page
    assert "It met from September 2024 to June 2025." in page
    assert "Works with people" in page
    for words in ("How to apply", "Start or continue", "What it costs"):
        assert words not in page


def test_a_finished_cohort_leads_to_the_call_that_is_open(
    desk: Any, client: Any
) -> None:
    finish(desk.cohort)
    other = CohortFactory(programme=desk.cohort.programme, number=8, slug="eighth")
    FormVersionFactory(call=CallFactory(cohort=other))

    page = client.get(URL).content.decode()

    assert "The call for our eighth cohort is open." in page
    assert 'href="/cohorts/eighth/"' in page


def test_search_engines_read_what_it_is_what_it_costs_and_until_when(
    desk: Any, client: Any
) -> None:
    SessionFactory(cohort=desk.cohort, title="Beginning together")
    Call.objects.update(
        opens_at=dt.datetime(2026, 6, 1, 8, tzinfo=dt.UTC),
        closes_at=dt.datetime(2099, 7, 1, 11, tzinfo=dt.UTC),
    )

    course, event = read_json_ld(client.get(URL).content.decode())

    name = "Leading Together: seventh cohort"
    assert course == {
        "@type": "Course",
        "name": name,
        "description": "A programme about leading with communities.",
        "provider": {
            "@type": "Organization",
            "name": "Leading Together",
            "url": "http://localhost:8000/",
        },
        "url": "http://localhost:8000/cohorts/seventh/",
        "inLanguage": "en-GB",
        "hasCourseInstance": {
            "@type": "CourseInstance",
            "name": name,
            "startDate": "2027-03-01",
            "endDate": "2027-11-30",
            "maximumAttendeeCapacity": 3,
        },
        "audience": [
            {"@type": "Audience", "audienceType": "Senior leaders"},
            {"@type": "Audience", "audienceType": "Clinicians"},
        ],
        "offers": {
            "@type": "Offer",
            "category": "Free",
            "url": "http://localhost:8000/apply/seventh/",
            "availabilityStarts": "2026-06-01T09:00:00+01:00",
            "availabilityEnds": "2099-07-01T12:00:00+01:00",
            "price": 0,
            "priceCurrency": "GBP",
        },
    }
    assert event["name"] == "Beginning together"


def test_where_its_address_is_shared_the_page_says_until_when(
    desk: Any, client: Any
) -> None:
    Call.objects.update(closes_at=dt.datetime(2099, 7, 1, 11, tzinfo=dt.UTC))

    page = client.get(URL).content.decode()

    assert (
        '<meta property="og:title" content="Seventh cohort of Leading Together">'
        in page
    )
    assert (
        '<meta property="og:description" content="Apply by Wednesday 1 July 2099, '
        'midday. A programme about leading with communities.">' in page
    )
    assert (
        '<link rel="canonical" href="http://localhost:8000/cohorts/seventh/">' in page
    )
