from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from lehc.accounts.actions.erasure import erase_person
from lehc.letters.models import Letter
from lehc.recruitment.enums import ApplicationState
from tests.factories.accounts import PersonFactory
from tests.factories.programmes import CohortFactory
from tests.factories.recruitment import (
    ApplicationFactory,
    CallFactory,
    PlaceTeamFactory,
)

pytestmark = pytest.mark.django_db


def make_call(*, days: int):
    starts = timezone.localdate() + datetime.timedelta(days=days)
    ends = starts + datetime.timedelta(days=200)
    return CallFactory(cohort=CohortFactory(starts_on=starts, ends_on=ends))


@pytest.mark.parametrize(
    ("state", "days", "then"),
    [
        ("in_progress", 90, "withdrawn"),
        ("submitted", 90, "withdrawn"),
        ("offered", 90, "withdrawn"),
        ("waiting", 90, "withdrawn"),
        ("accepted", 90, "withdrawn"),
        ("not_this_time", 90, "not_this_time"),
        ("declined", 90, "declined"),
        ("accepted", 0, "accepted"),
        ("accepted", -900, "accepted"),
    ],
)
def test_what_is_ahead_is_withdrawn_and_what_is_past_stands(state, days, then):
    person = PersonFactory()
    application = ApplicationFactory(
        person=person, call=make_call(days=days), state=ApplicationState(state)
    )
    erase_person(person=person, by=person)
    application.refresh_from_db()
    assert application.state == then


def test_team_passes_to_another_member():
    call, lead = make_call(days=90), PersonFactory()
    team = PlaceTeamFactory(call=call, lead=lead)
    ApplicationFactory(call=call, person=lead, team=team)
    other = ApplicationFactory(call=call, team=team)
    erase_person(person=lead, by=lead)
    team.refresh_from_db()
    assert team.lead == other.person


def test_no_letter_but_the_last_goes_to_them():
    person = PersonFactory(email="amina@example.org")
    ApplicationFactory(person=person, call=make_call(days=90))
    erase_person(person=person, by=person)
    waiting = Letter.objects.queued().values_list("recipient", "subject")
    assert list(waiting) == [
        ("amina@example.org", "Your account is closed and your data is erased")
    ]
