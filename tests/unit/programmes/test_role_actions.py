from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from lehc.accounts.actions.erasure import erase_person
from lehc.accounts.enums import Role
from lehc.accounts.models import Person
from lehc.audit.models import AuditEvent
from lehc.letters.models import Letter
from lehc.programmes.models import RoleGrant
from lehc.programmes.role_actions import end_role, give_role
from tests.factories.accounts import PersonFactory
from tests.factories.programmes import CohortFactory, ProgrammeFactory, RoleGrantFactory

pytestmark = pytest.mark.django_db


def give(programme, *, by=None, cohort=None, **facts):
    facts = {
        "email": "amina@example.org",
        "name": "Amina Khan",
        "role": Role.COORDINATOR,
    } | facts
    return give_role(programme=programme, cohort=cohort, by=by, **facts)


def test_role_for_somebody_new_makes_an_account_and_a_letter():
    cohort, lead = CohortFactory(number=7), PersonFactory()
    grant = give(cohort.programme, cohort=cohort, by=lead)
    assert (grant.person.email, grant.person.name) == (
        "amina@example.org",
        "Amina Khan",
    )
    letter = Letter.objects.get()
    assert (letter.recipient, letter.subject) == (
        "amina@example.org",
        "You are now coordinator: Seventh cohort",
    )
    assert letter.body.startswith("Hello Amina Khan,\n\nYou now have a part in ")
    assert "http://localhost:8000/account/sign-in/" in letter.body


def test_giving_is_recorded():
    lead = PersonFactory()
    grant = give(ProgrammeFactory(), by=lead)
    event = AuditEvent.objects.get(action="programmes.give_role")
    assert (event.actor_id, event.object_id, event.facts) == (
        lead.pk,
        str(grant.pk),
        {"person": grant.person_id, "role": "coordinator"},
    )


def test_role_given_twice_is_one_role_and_one_letter():
    programme = ProgrammeFactory()
    first = give(programme)
    assert give(programme, email="AMINA@example.org ", name="Other") == first
    assert (RoleGrant.objects.count(), Letter.objects.count()) == (1, 1)
    assert Person.objects.get(pk=first.person_id).name == "Amina Khan"


def test_same_role_in_a_cohort_and_its_programme_are_two():
    cohort = CohortFactory()
    give(cohort.programme)
    give(cohort.programme, cohort=cohort)
    assert RoleGrant.objects.current().count() == 2


def test_ended_role_may_be_given_again():
    programme = ProgrammeFactory()
    end_role(grant=give(programme), by=None)
    give(programme)
    assert RoleGrant.objects.count() == 2
    assert RoleGrant.objects.current().count() == 1


def test_ending_keeps_the_row_with_its_end():
    grant = give(ProgrammeFactory())
    end_role(grant=grant, by=None)
    grant.refresh_from_db()
    ended = grant.ended_at
    assert ended is not None
    end_role(grant=grant, by=None)
    grant.refresh_from_db()
    assert grant.ended_at == ended
    assert AuditEvent.objects.filter(action="programmes.end_role").count() == 1


def test_last_lead_of_a_programme_stays():
    programme = ProgrammeFactory()
    grant = RoleGrantFactory(programme=programme, role=Role.LEAD)
    RoleGrantFactory(programme=programme, role=Role.COORDINATOR)
    RoleGrantFactory(cohort=CohortFactory(programme=programme), role=Role.LEAD)
    RoleGrantFactory(role=Role.LEAD)
    with pytest.raises(ValidationError, match="Somebody must lead"):
        end_role(grant=grant, by=grant.person)
    assert RoleGrant.objects.current().filter(pk=grant.pk).exists()


def test_one_of_two_leads_may_go():
    programme = ProgrammeFactory()
    first = RoleGrantFactory(programme=programme, role=Role.LEAD)
    second = RoleGrantFactory(programme=programme, role=Role.LEAD)
    end_role(grant=first, by=None)
    with pytest.raises(ValidationError):
        end_role(grant=second, by=None)


def test_lead_of_a_cohort_may_go_while_the_programme_is_led():
    cohort = CohortFactory()
    own = RoleGrantFactory(cohort=cohort, role=Role.LEAD)
    with pytest.raises(ValidationError):
        end_role(grant=own, by=None)
    RoleGrantFactory(programme=cohort.programme, role=Role.LEAD)
    end_role(grant=own, by=None)
    assert not RoleGrant.objects.current().filter(pk=own.pk).exists()


def test_lead_whose_account_is_closed_does_not_count():
    programme = ProgrammeFactory()
    grant = RoleGrantFactory(programme=programme, role=Role.LEAD)
    closed = PersonFactory(is_active=False)
    RoleGrantFactory(programme=programme, role=Role.LEAD, person=closed)
    with pytest.raises(ValidationError):
        end_role(grant=grant, by=None)


def test_own_second_role_as_lead_does_not_count():
    cohort = CohortFactory()
    person = PersonFactory()
    whole = RoleGrantFactory(programme=cohort.programme, person=person, role=Role.LEAD)
    RoleGrantFactory(cohort=cohort, person=person, role=Role.LEAD)
    with pytest.raises(ValidationError):
        end_role(grant=whole, by=person)


def test_erasing_somebody_ends_their_roles():
    person = PersonFactory()
    grant = RoleGrantFactory(person=person)
    erase_person(person=person, by=person)
    grant.refresh_from_db()
    assert grant.ended_at is not None


def test_failed_record_undoes_person_role_and_letter(monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("no record")

    monkeypatch.setattr("lehc.programmes.role_actions.record", fail)
    with pytest.raises(RuntimeError):
        give(ProgrammeFactory())
    assert (
        Person.objects.count(),
        RoleGrant.objects.count(),
        Letter.objects.count(),
    ) == (0, 0, 0)
