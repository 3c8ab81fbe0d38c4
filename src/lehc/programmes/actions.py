"""Starting a programme, its cohorts and the dates they meet."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.text import slugify

from lehc.accounts.actions.people import welcome_person
from lehc.accounts.enums import Role
from lehc.audit.actions import record
from lehc.programmes.models import Cohort, Programme, RoleGrant, Session


@transaction.atomic
def start_programme(
    *, name: str, short_name: str, lead_email: str, lead_name: str, introduction: str
) -> Programme:
    """A programme with its first lead, who signs in by a code sent to that address.

    Raises:
        ValidationError: there is a programme of that name already.
    """
    slug = slugify(name)[:50]
    if Programme.objects.filter(models.Q(slug=slug) | models.Q(name=name)).exists():
        raise ValidationError(
            f"There is a programme called “{name}” already.", code="taken"
        )
    programme = Programme.objects.create(
        name=name,
        short_name=short_name,
        slug=slug,
        introduction=introduction,
        contact_name=lead_name,
        contact_email=lead_email,
    )
    lead = welcome_person(email=lead_email, name=lead_name, by=None)
    RoleGrant.objects.create(person=lead, programme=programme, role=Role.LEAD)
    record("programmes.start_programme", programme, by=lead)
    return programme


@transaction.atomic
def change_programme(*, programme: Programme, by: Any, **words: str) -> None:
    """Change how a programme introduces itself; only the given fields."""
    save_changed(programme, words)
    record("programmes.change_programme", programme, by=by, changed=sorted(words))


def save_changed(thing: models.Model, fields: dict[str, Any]) -> None:
    for name, value in fields.items():
        setattr(thing, name, value)
    thing.save(update_fields=list(fields))


@transaction.atomic
def create_cohort(
    *,
    programme: Programme,
    number: int,
    stream: str,
    capacity: int,
    starts_on: date,
    ends_on: date,
    by: Any,
) -> Cohort:
    """A new run of a programme.

    Raises:
        ValidationError: the number is taken, or it would end before it starts.
    """
    require_order(starts_on, ends_on)
    if Cohort.objects.filter(programme=programme, number=number).exists():
        raise ValidationError(
            {"number": "Choose another number: there is a cohort with this one"}
        )
    cohort = Cohort(
        programme=programme,
        number=number,
        stream=stream,
        capacity=capacity,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    cohort.slug = choose_cohort_slug(cohort)
    cohort.save()
    record("programmes.create_cohort", cohort, by=by)
    return cohort


def choose_cohort_slug(cohort: Cohort) -> str:
    """“seventh-cohort”, or with the programme's name before it when that is taken."""
    plain = slugify(cohort.name)
    if not Cohort.objects.filter(slug=plain).exists():
        return plain
    return f"{cohort.programme.slug[:30]}-{plain}"


@transaction.atomic
def change_cohort(
    *,
    cohort: Cohort,
    stream: str,
    capacity: int,
    starts_on: date,
    ends_on: date,
    by: Any,
) -> None:
    """Change a cohort's dates, seats or whom it is for.

    Raises:
        ValidationError: it would end before it starts.
    """
    require_order(starts_on, ends_on)
    fields = {
        "stream": stream,
        "capacity": capacity,
        "starts_on": starts_on,
        "ends_on": ends_on,
    }
    save_changed(cohort, fields)
    record("programmes.change_cohort", cohort, by=by, capacity=capacity)


def require_order(starts_on: date, ends_on: date) -> None:
    if ends_on < starts_on:
        raise ValidationError({"ends_on": "Choose an end on or after the start"})


@transaction.atomic
def save_session(
    *,
    cohort: Cohort,
    title: str,
    kind: str,
    starts_at: datetime,
    ends_at: datetime,
    venue: str,
    notes: str,
    by: Any,
    session: Session | None = None,
) -> Session:
    """Add a date to a cohort, or change one.

    Raises:
        ValidationError: it would end before it starts.
    """
    if ends_at <= starts_at:
        raise ValidationError({"ends": "Choose an end after the start"})
    session = session or Session(cohort=cohort)
    session.title, session.kind = title, kind
    session.starts_at, session.ends_at = starts_at, ends_at
    session.venue, session.notes = venue, notes
    session.save()
    record("programmes.save_session", session, by=by, cohort=cohort.pk)
    return session


@transaction.atomic
def remove_session(*, session: Session, by: Any) -> None:
    """Take a date out of a cohort.

    Raises:
        ValidationError: it has something of people's work on it, such as attendance.
    """
    record("programmes.remove_session", session, by=by, cohort=session.cohort_id)
    try:
        session.delete()
    except models.ProtectedError as error:
        raise ValidationError(
            "This session has records of people's part in it, so it has to stay.",
            code="in_use",
        ) from error
