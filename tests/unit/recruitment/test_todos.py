from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from lehc.recruitment.actions.replies import decline_offer
from lehc.recruitment.enums import ApplicationState, SponsorState
from lehc.recruitment.models import Call, FormVersion, Offer, Sponsor
from lehc.recruitment.todos import list_recruitment_todos
from tests.factories.accounts import PersonFactory
from tests.factories.offers import make_held_offer, make_told_offer
from tests.factories.programmes import CohortFactory
from tests.factories.recruitment import (
    ApplicationFactory,
    CallFactory,
    FormVersionFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(vacancy_calls: Any) -> Any:
    call = CallFactory(cohort__slug="seventh", cohort__capacity=3)
    FormVersionFactory(call=call)
    return call


def list_waiting(cohort: Any) -> list[tuple[int, str, str, bool]]:
    todos = list_recruitment_todos(cohort, PersonFactory())
    return [(t.count, t.words, t.url, t.is_urgent) for t in todos if t.count]


def test_a_cohort_without_a_call_needs_one() -> None:
    cohort = CohortFactory(slug="eighth")

    assert list_waiting(cohort) == [(1, "call to plan", "/desk/eighth/call/", False)]


@pytest.mark.parametrize(("days", "urgent"), [(3, False), (-3, True)])
def test_a_call_nobody_has_published_is_urgent_once_it_should_be_open(
    days: int, urgent: bool, call: Any
) -> None:
    FormVersion.objects.update(published_at=None)
    Call.objects.update(opens_at=timezone.now() + dt.timedelta(days=days))

    assert list_waiting(call.cohort) == [
        (1, "call to publish", "/desk/seventh/call/", urgent)
    ]


def test_everything_that_waits_is_counted_with_the_way_to_it(call: Any) -> None:
    for _ in range(2):
        application = ApplicationFactory(call=call, state=ApplicationState.SUBMITTED)
        Sponsor.objects.create(
            application=application,
            state=SponsorState.ASKED,
            token_hash=application.reference,
            expires_at=timezone.now(),
        )
    make_held_offer(call=call)
    near = make_told_offer(call=call)
    Offer.objects.filter(pk=near.pk).update(
        deadline=timezone.now() + dt.timedelta(days=2)
    )
    gone = make_told_offer(call=call)
    decline_offer(application=gone.application, by=None)

    assert list_waiting(call.cohort) == [
        (
            2,
            "applications to check",
            "/desk/seventh/applications/?state=submitted",
            False,
        ),
        (
            2,
            "sponsors have not answered",
            "/desk/seventh/applications/?sponsor=asked",
            False,
        ),
        (1, "letter waits in the outbox", "/desk/seventh/outbox/", False),
        (1, "offer ends within three days", "/desk/seventh/offers/", True),
        (1, "place is free", "/desk/seventh/offers/", False),
    ]


def test_other_cohorts_wait_for_others(call: Any) -> None:
    ApplicationFactory(state=ApplicationState.SUBMITTED)
    make_held_offer()

    assert list_waiting(call.cohort) == []
