"""Easy Read summaries: which are wanted, and which are written."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef

from lehc.assessment.models import Assignment, EasyReadSummary
from lehc.assessment.policy import panel_applications
from lehc.recruitment.models import Application, ApplicationQuerySet, Call


def list_wanted(person: Any, call: Call) -> ApplicationQuerySet:
    """Given to an assessor who wants Easy Read, as far as the person may see them.

    `has_easy_read` says whether it is written; those that lack it come first.
    """
    given = Assignment.objects.current().filter(
        application=OuterRef("pk"),
        assessor__wants_easy_read=True,
        assessor__ended_at__isnull=True,
    )
    written = EasyReadSummary.objects.filter(application=OuterRef("pk"))
    return (
        panel_applications(person, call)
        .filter(Exists(given))
        .annotate(has_easy_read=Exists(written))
        .order_by("has_easy_read", "reference")
    )


def count_unwritten(person: Any, call: Call) -> int:
    """How many of those wait to be written."""
    wanted = list_wanted(person, call)
    return wanted.filter(has_easy_read=False).count()  # type: ignore[misc]


def find_easy_read(application: Application) -> EasyReadSummary | None:
    return EasyReadSummary.objects.filter(application=application).first()
