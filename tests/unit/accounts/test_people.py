from __future__ import annotations

import datetime

import pytest
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from lehc.accounts.actions.addresses import change_address
from lehc.accounts.actions.people import (
    name_person,
    sign_out_elsewhere,
    welcome_person,
)
from lehc.accounts.models import Person
from lehc.audit.models import AuditEvent
from lehc.background.registry import run_housekeeping
from tests.factories.accounts import PersonFactory

pytestmark = pytest.mark.django_db


def test_welcome_makes_a_person_once():
    first = welcome_person(email=" New@Example.org", by=None)
    again = welcome_person(email="new@example.ORG", by=None, name="Ignored")
    assert first.pk == again.pk
    assert list(Person.objects.values_list("email", "name")) == [
        ("new@example.org", "")
    ]
    assert AuditEvent.objects.filter(action="accounts.welcome_person").count() == 1


def test_welcome_by_somebody_else_names_and_notes_both():
    lead = PersonFactory()
    person = welcome_person(email="new@example.org", by=lead, name="New Person")
    assert person.name == "New Person"
    assert AuditEvent.objects.get().actor_id == lead.pk


def test_welcome_survives_a_second_request_in_between(monkeypatch):
    """The other request's row appears after we looked and before we wrote."""
    known = PersonFactory(email="new@example.org")
    monkeypatch.setattr("lehc.accounts.actions.people.find_person", lambda email: None)
    assert welcome_person(email="new@example.org", by=None).pk == known.pk


def test_naming_keeps_one_space_and_all_letters():
    person = PersonFactory()
    name_person(person=person, name="  Siân   ap  Rhys ", by=person)
    person.refresh_from_db()
    assert person.name == "Siân ap Rhys"


def test_address_of_another_is_refused():
    PersonFactory(email="taken@example.org")
    person = PersonFactory(email="own@example.org")
    with pytest.raises(ValidationError, match="Another account has this address"):
        change_address(person=person, email="Taken@example.org", by=person)
    assert Person.objects.get(pk=person.pk).email == "own@example.org"


def test_address_taken_meanwhile_is_refused(monkeypatch):
    PersonFactory(email="taken@example.org")
    person = PersonFactory(email="own@example.org")
    monkeypatch.setattr(
        "lehc.accounts.actions.addresses.find_person", lambda email: None
    )
    with pytest.raises(ValidationError, match="Another account has this address"):
        change_address(person=person, email="taken@example.org", by=person)
    assert Person.objects.get(pk=person.pk).email == "own@example.org"


def test_signing_out_elsewhere_changes_what_sessions_are_bound_to():
    person = PersonFactory()
    before = person.get_session_auth_hash()
    sign_out_elsewhere(person=person, by=person)
    assert person.get_session_auth_hash() != before
    assert not person.has_usable_password()


def test_database_keeps_addresses_lower_case_and_single():
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.bulk_create([Person(email="Upper@example.org")])
    PersonFactory(email="one@example.org")
    with pytest.raises(IntegrityError), transaction.atomic():
        PersonFactory(email="one@example.org")


@pytest.mark.parametrize(
    "change",
    [
        lambda person: name_person(person=person, name="Other", by=person),
        lambda person: change_address(person=person, email="b@example.org", by=person),
        lambda person: sign_out_elsewhere(person=person, by=person),
        lambda person: welcome_person(email="new@example.org", by=person),
    ],
)
def test_change_that_can_not_be_recorded_is_undone(change, monkeypatch):
    person = PersonFactory(name="Own", email="own@example.org")
    before = list(Person.objects.order_by("id").values())

    def fail(*args, **kwargs):
        raise RuntimeError("no record")

    for module in ("people", "addresses"):
        monkeypatch.setattr(f"lehc.accounts.actions.{module}.record", fail)
    with pytest.raises(RuntimeError):
        change(person)
    assert list(Person.objects.order_by("id").values()) == before


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"name": "Amina"}, "Amina"),
        ({"name": ""}, "Someone who has not given a name yet"),
        ({"name": "", "erased_at": "2026-01-01T00:00Z"}, "Someone who has left"),
    ],
)
def test_person_in_words(facts, words):
    assert str(PersonFactory.build(**facts)) == words


def test_sessions_that_have_run_out_are_forgotten():
    now = timezone.now()
    for key, left in (("old", -1), ("present", 1)):
        Session.objects.create(
            session_key=key,
            session_data="",
            expire_date=now + datetime.timedelta(minutes=left),
        )
    run_housekeeping()
    assert [session.session_key for session in Session.objects.all()] == ["present"]
