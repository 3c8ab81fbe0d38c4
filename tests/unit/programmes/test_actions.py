from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError

from lehc.accounts.enums import Role
from lehc.accounts.models import Person
from lehc.audit.models import AuditEvent
from lehc.programmes.actions import create_cohort, remove_session, start_programme
from lehc.programmes.management.commands.start_programme import make_initials
from lehc.programmes.models import Cohort, Programme, RoleGrant, Session
from lehc.programmes.rules import is_lead
from tests.factories.accounts import PersonFactory
from tests.factories.programmes import CohortFactory, ProgrammeFactory, SessionFactory

pytestmark = pytest.mark.django_db


def run(**options: str) -> str:
    said = io.StringIO()
    call_command(
        "start_programme",
        name=options.get("name", "Leading Together"),
        lead_email=options.get("lead_email", "ama@example.org"),
        lead_name="Ama Boateng",
        stdout=said,
    )
    return said.getvalue()


def test_an_adopter_starts_with_one_command() -> None:
    said = run()

    programme = Programme.objects.get()
    lead = Person.objects.get(email="ama@example.org")
    assert (programme.name, programme.short_name, programme.slug) == (
        "Leading Together",
        "LT",
        "leading-together",
    )
    assert (programme.contact_name, programme.contact_email) == (
        "Ama Boateng",
        "ama@example.org",
    )
    assert is_lead(lead, CohortFactory(programme=programme))
    assert said == (
        "Leading Together has started. Ama Boateng can now sign in as "
        "ama@example.org and go to /desk/ to make the first cohort.\n"
    )


def test_somebody_who_has_an_account_leads_with_it() -> None:
    person = PersonFactory(email="ama@example.org", name="Ama B")

    run(lead_email="Ama@Example.org")

    assert list(RoleGrant.objects.values_list("person", "role")) == [
        (person.pk, Role.LEAD)
    ]
    person.refresh_from_db()
    assert person.name == "Ama B"


def test_starting_it_twice_is_refused_in_a_sentence() -> None:
    run()

    with pytest.raises(CommandError, match="called “Leading Together” already"):
        run()
    assert Programme.objects.count() == 1


def test_an_address_that_is_none_is_refused() -> None:
    with pytest.raises(CommandError, match="Enter an e-mail address like"):
        run(lead_email="ama")
    assert not Programme.objects.exists()


def test_a_fault_on_the_way_leaves_no_half_programme(monkeypatch: Any) -> None:
    def stumble(**fields: Any) -> None:
        raise IntegrityError

    monkeypatch.setattr(RoleGrant.objects, "create", stumble)
    with pytest.raises(IntegrityError):
        start_programme(
            name="Leading Together",
            short_name="LT",
            lead_email="ama@example.org",
            lead_name="Ama",
            introduction="It.",
        )

    assert not Programme.objects.exists()
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Leadership for Empowered and Healthy Communities", "LEHC"),
        ("leading together", "LT"),
    ],
)
def test_initials_are_those_of_the_longer_words(name: str, initials: str) -> None:
    assert make_initials(name) == initials


def make_cohort(programme: Any, number: int = 1) -> Cohort:
    return create_cohort(
        programme=programme,
        number=number,
        stream="",
        capacity=24,
        starts_on=dt.date(2027, 3, 1),
        ends_on=dt.date(2027, 12, 1),
        by=None,
    )


def test_cohorts_of_two_programmes_have_addresses_of_their_own() -> None:
    first, second = ProgrammeFactory(slug="one"), ProgrammeFactory(slug="two")

    slugs = [make_cohort(first).slug, make_cohort(second).slug]

    assert slugs == ["first-cohort", "two-first-cohort"]


def test_a_number_is_given_once() -> None:
    programme = ProgrammeFactory()
    make_cohort(programme)

    with pytest.raises(ValidationError, match="Choose another number"):
        make_cohort(programme)


def test_removing_a_session_is_written_down() -> None:
    session = SessionFactory()
    person = PersonFactory()
    number = session.pk

    remove_session(session=session, by=person)

    event = AuditEvent.objects.get()
    assert not Session.objects.exists()
    assert (event.action, event.actor_id, event.object_id) == (
        "programmes.remove_session",
        person.pk,
        str(number),
    )
