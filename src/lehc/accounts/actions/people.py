from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.utils import timezone

from lehc.accounts.models import Person
from lehc.accounts.queries import find_person
from lehc.audit.actions import record


@transaction.atomic
def welcome_person(*, email: str, by: Any, name: str = "") -> Person:
    """The person with this address, made if there is none. `by` None: themselves.

    Two requests at once for the same new address give the same person.
    """
    known = find_person(email)
    if known is not None:
        return known
    try:
        with transaction.atomic():
            person = get_user_model().objects.create_user(email, name=name)
    except IntegrityError:
        return Person.objects.get(email=email.strip().lower())
    record("accounts.welcome_person", person, by=by or person)
    return person


@transaction.atomic
def name_person(*, person: Person, name: str, by: Any) -> None:
    """Write down or correct a person's name."""
    person.name = " ".join(name.split())
    person.save(update_fields=["name"])
    record("accounts.name_person", person, by=by)


@transaction.atomic
def sign_out_elsewhere(*, person: Person, by: Any) -> None:
    """End every session of a person; the caller keeps the present one alive.

    A session is bound to the stored (unusable) password, so a fresh one ends them.
    """
    person.set_unusable_password()
    person.save(update_fields=["password"])
    record("accounts.sign_out_elsewhere", person, by=by)


def forget_ended_sessions() -> int:
    """Delete the sessions that have run out; return how many."""
    gone, _ = Session.objects.filter(expire_date__lt=timezone.now()).delete()
    return gone
