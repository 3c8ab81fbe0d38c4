"""The register of conflicts of interest, for the team and for audit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lehc.assessment.models import Declaration, DeclarationQuerySet
from lehc.assessment.policy import without_conflicts
from lehc.recruitment.models import Application, ApplicationQuerySet, Call


@dataclass(frozen=True)
class Entry:
    """A declaration, and whether it is the newest of its person and application."""

    declaration: Declaration
    stands: bool


def list_declarations(person: Any, call: Call) -> DeclarationQuerySet:
    """Every declaration on an application that the person may see, oldest first."""
    seen = without_conflicts(person, Application.objects.filter(call=call))
    return (
        Declaration.objects.filter(application__in=seen.order_by().values("pk"))
        .select_related("person", "application")
        .order_by("pk")
    )


def list_entries(person: Any, call: Call) -> list[Entry]:
    """Declarations with whether each still stands. One query."""
    rows = list(list_declarations(person, call))
    newest = {(row.person_id, row.application_id): row.pk for row in rows}
    return [
        Entry(row, newest[row.person_id, row.application_id] == row.pk) for row in rows
    ]


def list_applications(call: Call) -> ApplicationQuerySet:
    return Application.objects.filter(call=call)
