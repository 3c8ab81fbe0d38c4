from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from lehc.accounts.enums import Role
from lehc.accounts.models import Person
from lehc.assessment.models import Assessor
from lehc.assessment.policy import find_rubric
from lehc.audit.actions import record
from lehc.letters.actions import write_letter
from lehc.letters.drafts import draft_letter
from lehc.letters.enums import LetterKind
from lehc.letters.models import Letter
from lehc.programmes.models import Organisation, RoleGrant
from lehc.recruitment.models import Call


@transaction.atomic
def add_assessor(
    *,
    call: Call,
    email: str,
    name: str,
    by: Any,
    organisation: Any = None,
    place: Any = None,
    has_lived_experience: bool = False,
    reads: bool = True,
    chairs_panel: bool = False,
    writes: bool = True,
) -> Assessor:
    """Invite somebody to assess a call or to chair its panel.

    A person without an account gets one; they sign in by an e-mailed code. The role
    is given in this cohort only. Somebody whose access had ended comes back.

    Raises:
        ValidationError: the person is an assessor of this call already.
    """
    person = find_or_make_person(email, name)
    assessor = Assessor.objects.filter(call=call, person=person).first()
    if assessor and assessor.ended_at is None:
        raise ValidationError(f"{person} is on the list already.", code="twice")
    assessor = assessor or Assessor(call=call, person=person)
    assessor.ended_at, assessor.ended_with_round = None, False
    assessor.organisation, assessor.place = keep(organisation), place
    assessor.has_lived_experience = has_lived_experience
    assessor.reads, assessor.chairs_panel = reads, chairs_panel
    assessor.save()
    give_role(assessor)
    if writes:
        write_to_assessor(assessor, "invitation")
    record("assessment.add_assessor", assessor, by=by, person=person.pk)
    return assessor


@transaction.atomic
def change_assessor(*, assessor: Assessor, by: Any, **changes: Any) -> None:
    """Set organisation, place, lived experience, reads or chairs_panel."""
    keep(changes.get("organisation"))
    for field, value in changes.items():
        setattr(assessor, field, value)
    assessor.save(update_fields=list(changes))
    record("assessment.change_assessor", assessor, by=by, fields=sorted(changes))


@transaction.atomic
def end_access(*, assessor: Assessor, by: Any) -> None:
    """End an assessor's access now. Sent reviews go on counting.

    What they had not finished leaves their list, so that sharing out again gives it to
    somebody else.
    """
    now = timezone.now()
    assessor.ended_at = now
    assessor.save(update_fields=["ended_at"])
    assessor.assignments.current().unfinished().update(removed_at=now)
    RoleGrant.objects.current().filter(
        person=assessor.person, cohort=assessor.call.cohort, role=Role.ASSESSOR
    ).update(ended_at=now)
    record("assessment.end_access", assessor, by=by, person=assessor.person_id)


@transaction.atomic
def end_with_round(*, call: Call) -> int:
    """End every assessor's access because the round has closed; say how many.

    A chair stays until the decisions; the programme team has its own access.
    """
    rows = list(call.assessors.current().filter(chairs_panel=False))
    for assessor in rows:
        end_access(assessor=assessor, by=None)
        assessor.ended_with_round = True
        assessor.save(update_fields=["ended_with_round"])
    return len(rows)


@transaction.atomic
def come_back(*, call: Call, by: Any) -> int:
    """Give those back their access who lost it with the round: it goes on."""
    rows = list(call.assessors.filter(ended_with_round=True))
    for assessor in rows:
        assessor.ended_at, assessor.ended_with_round = None, False
        assessor.save(update_fields=["ended_at", "ended_with_round"])
        give_role(assessor)
        record("assessment.come_back", assessor, by=by, person=assessor.person_id)
    return len(rows)


@transaction.atomic
def remind_assessors(*, call: Call, assessors: Iterable[Assessor], by: Any) -> int:
    """Write a reminder to each, and say to how many."""
    rows = list(assessors)
    for assessor in rows:
        write_to_assessor(assessor, "reminder")
        assessor.reminded_at = timezone.now()
        assessor.save(update_fields=["reminded_at"])
    record(
        "assessment.remind", call, by=by, assessors=[assessor.pk for assessor in rows]
    )
    return len(rows)


def keep(organisation: Organisation | None) -> Organisation | None:
    """The organisation, saved if it is new to us."""
    if organisation is not None and organisation.pk is None:
        organisation.save()
    return organisation


def find_or_make_person(email: str, name: str) -> Person:
    """The account of this address, made if it is new; a name that is there stays."""
    address = email.strip().lower()
    person = Person.objects.filter(email=address).first()
    if person is None:
        return Person.objects.create_user(address, name=name)
    if not person.name and name:
        person.name = name
        person.save(update_fields=["name"])
    return person


def give_role(assessor: Assessor) -> None:
    cohort = assessor.call.cohort
    held = RoleGrant.objects.current().filter(
        person=assessor.person, cohort=cohort, role=Role.ASSESSOR
    )
    if not held.exists():
        RoleGrant.objects.create(
            person=assessor.person,
            programme=cohort.programme,
            cohort=cohort,
            role=Role.ASSESSOR,
        )


def write_to_assessor(assessor: Assessor, name: str) -> Letter:
    """A letter from `letters/<name>.txt`. It names no applicant."""
    cohort = assessor.call.cohort
    subject, body = draft_letter(
        f"assessment/letters/{name}.txt",
        assessor=assessor,
        call=assessor.call,
        cohort=cohort,
        rubric=find_rubric(assessor.call),
        link=settings.BASE_URL + reverse("assessing_round", args=[cohort.slug]),
    )
    return write_letter(
        kind=LetterKind.ASSESSOR,
        recipient=assessor.person.email,
        subject=subject,
        body=body,
    )
