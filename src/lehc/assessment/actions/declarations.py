from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from lehc.assessment.actions.tallies import refresh_tally
from lehc.assessment.enums import ConflictKind
from lehc.assessment.models import Assignment, Declaration
from lehc.assessment.rules import may_lift_conflict
from lehc.audit.actions import record
from lehc.recruitment.models import Application


@dataclass(frozen=True)
class Said:
    """What somebody says of one application; no kind means no conflict."""

    application: Application
    kind: ConflictKind | None = None
    note: str = ""


@transaction.atomic
def declare(
    *, person: Any, application: Application, kind: ConflictKind | None, note: str = ""
) -> Declaration:
    """Declare a conflict of this kind, or none.

    A conflict takes the application out of the person's list, and sets aside a review
    they had begun or sent: it is kept, and counted nowhere.
    """
    declaration = Declaration.objects.create(
        person=person,
        application=application,
        has_conflict=kind is not None,
        kind=kind or "",
        note=note,
    )
    if kind is not None:
        mine = Assignment.objects.current().filter(
            assessor__person=person, application=application
        )
        mine.update(removed_at=timezone.now())
        refresh_tally(application.pk)
    record(
        "assessment.declare",
        declaration,
        by=person,
        application=application.pk,
        has_conflict=kind is not None,
        kind=str(kind or ""),
    )
    return declaration


@transaction.atomic
def declare_all(*, person: Any, said: Iterable[Said]) -> int:
    """Declare on several applications, all or none; say how many."""
    rows = [
        declare(
            person=person, application=one.application, kind=one.kind, note=one.note
        )
        for one in said
    ]
    return len(rows)


@transaction.atomic
def lift_conflict(*, declaration: Declaration, by: Any, reason: str) -> Declaration:
    """Correct a conflict that was declared by mistake; both declarations stay.

    A review that was set aside counts again.

    Raises:
        ValidationError: it is not the newest, or it is the team member's own.
    """
    application = declaration.application
    newest = application.declarations.filter(person=declaration.person).first()
    if newest != declaration or not declaration.has_conflict:
        raise ValidationError("This conflict has been corrected already.", code="old")
    if not may_lift_conflict(by, declaration.person, application.call.cohort):
        raise ValidationError(
            "Ask somebody else in the team: nobody lifts a conflict of their own.",
            code="own",
        )
    lifted = Declaration.objects.create(
        person=declaration.person,
        application=application,
        has_conflict=False,
        note=reason,
    )
    Assignment.objects.begun().filter(
        assessor__person=declaration.person,
        assessor__ended_at__isnull=True,
        application=application,
    ).update(removed_at=None)
    refresh_tally(application.pk)
    record(
        "assessment.lift_conflict",
        lifted,
        by=by,
        application=application.pk,
        person=declaration.person_id,
    )
    return lifted
