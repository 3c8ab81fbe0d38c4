"""Giving and ending roles. Rows are ended, never removed."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from lehc.accounts.actions.people import welcome_person
from lehc.accounts.enums import Role
from lehc.accounts.models import Person
from lehc.audit.actions import record
from lehc.letters.actions import write_letter
from lehc.letters.drafts import draft_letter
from lehc.letters.enums import LetterKind
from lehc.programmes.models import Cohort, Programme, RoleGrant


@transaction.atomic
def give_role(
    *,
    email: str,
    name: str,
    role: Role,
    programme: Programme,
    cohort: Cohort | None,
    by: Any,
) -> RoleGrant:
    """Give a role in a programme, or in one cohort of it, by e-mail address.

    A person who is new gets an account. A letter tells them; a role they have already
    stays as it is, and no second letter goes out.
    """
    Programme.objects.select_for_update().get(pk=programme.pk)
    person = welcome_person(email=email, name=name, by=by)
    held = RoleGrant.objects.current().filter(
        person=person, programme=programme, cohort=cohort, role=role
    )
    grant = held.first()
    if grant is None:
        grant = RoleGrant.objects.create(
            person=person, programme=programme, cohort=cohort, role=role
        )
        record("programmes.give_role", grant, by=by, person=person.pk, role=role)
        tell_of_role(grant)
    return grant


def tell_of_role(grant: RoleGrant) -> None:
    subject, body = draft_letter(
        "programmes/letters/role.txt",
        person=grant.person,
        role=grant.get_role_display(),
        where=grant.cohort or grant.programme,
        programme=grant.programme,
        sign_in_url=settings.BASE_URL + reverse("account_login"),
    )
    write_letter(
        kind=LetterKind.NOTICE,
        recipient=grant.person.email,
        subject=subject,
        body=body,
    )


@transaction.atomic
def end_role(*, grant: RoleGrant, by: Any) -> None:
    """End a role from now; ending it twice changes nothing.

    Raises:
        ValidationError: nobody would lead the programme, or the cohort, any more.
    """
    Programme.objects.select_for_update().get(pk=grant.programme_id)
    current = RoleGrant.objects.current().filter(pk=grant.pk).first()
    if current is None:
        return
    if current.role == Role.LEAD and not find_other_leads(current).exists():
        raise ValidationError(
            "Somebody must lead. Make another person programme lead first.",
            code="last_lead",
        )
    current.ended_at = timezone.now()
    current.save(update_fields=["ended_at"])
    record(
        "programmes.end_role",
        current,
        by=by,
        person=current.person_id,
        role=current.role,
    )


def find_other_leads(grant: RoleGrant) -> Any:
    """Leads who still cover what this one covers: a whole programme, or a cohort."""
    others = (
        RoleGrant.objects.current()
        .filter(programme=grant.programme_id, role=Role.LEAD, person__is_active=True)
        .exclude(person=grant.person_id)
    )
    whole = others.filter(cohort__isnull=True)
    return (
        whole
        if grant.cohort_id is None
        else whole | others.filter(cohort=grant.cohort_id)
    )


def end_every_role(*, person: Person, by: Any) -> None:
    """End the roles of somebody whose account closes.

    Raises:
        ValidationError: they are the last lead of something.
    """
    for grant in RoleGrant.objects.current().filter(person=person):
        end_role(grant=grant, by=by)
