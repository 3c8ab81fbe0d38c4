from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.utils import timezone

from lehc.learning.presenters import (
    PersonCard,
    say_next_step,
    show_journey,
    show_people,
)
from tests.factories.accounts import PersonFactory
from tests.factories.learning import ParticipantFactory
from tests.factories.programmes import CohortFactory, SessionFactory

ZONE = timezone.get_default_timezone()


def at(*parts: int) -> datetime.datetime:
    return datetime.datetime(*parts, tzinfo=ZONE)  # type: ignore[misc, arg-type]


@pytest.mark.django_db
def test_people_show_what_they_allow() -> None:
    cohort = CohortFactory()
    open_, shy, you = (
        ParticipantFactory(
            cohort=cohort, person=PersonFactory(name=name, email=f"{name}@x.org")
        )
        for name in ("zoe", "amir", "bea")
    )
    open_.shows_email = True
    shy.shows_name = shy.shows_organisation = False
    cards = show_people([open_, shy, you], viewer_id=you.person_id)
    assert cards == [
        PersonCard("bea", you.organisation.name, you.place.name, "", is_you=True),
        PersonCard(
            "zoe", open_.organisation.name, open_.place.name, "zoe@x.org", is_you=False
        ),
        PersonCard("Someone in this cohort", "", shy.place.name, "", is_you=False),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("today", "current"),
    [
        (datetime.date(2027, 2, 28), "Place accepted"),
        (datetime.date(2027, 3, 1), "Sessions"),
        (datetime.date(2027, 11, 30), "Sessions"),
        (datetime.date(2027, 12, 1), "Alumni"),
    ],
)
def test_journey_says_where_you_are(today: datetime.date, current: str) -> None:
    steps = show_journey(CohortFactory(), today=today)
    assert [s["label"] for s in steps if s["state"] == "current"] == [current]
    assert [step["label"] for step in steps] == [
        "Call",
        "Place accepted",
        "Sessions",
        "Alumni",
    ]


@pytest.mark.django_db
def test_next_step_is_the_next_session() -> None:
    cohort = CohortFactory()
    first = SessionFactory(
        cohort=cohort,
        title="Beginning",
        starts_at=at(2027, 3, 1, 10),
        ends_at=at(2027, 3, 1, 16),
        venue="Town Hall",
    )
    second = SessionFactory(
        cohort=cohort,
        title="Making the case",
        starts_at=at(2027, 4, 5, 9, 30),
        ends_at=at(2027, 4, 5, 12),
    )

    def say(now: Any) -> str:
        return say_next_step([first, second], cohort, now=now)

    assert say(at(2027, 1, 1)) == (
        "Come to Beginning: Monday 1 March 2027, 10am to 4pm at Town Hall."
    )
    assert say(at(2027, 3, 1, 17)) == (
        "Come to Making the case: Monday 5 April 2027, 9:30am to midday."
    )
    assert say(at(2027, 5, 1)) == (
        "We will put the next session's date here as soon as it is set."
    )
    assert say(at(2028, 1, 1)) == (
        "Your cohort has finished. Thank you for being part of it."
    )
