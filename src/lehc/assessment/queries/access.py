"""The doors: what a person may open, or 404 for everybody else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import F
from django.http import Http404
from django.shortcuts import get_object_or_404

from lehc.accounts.enums import TEAM_ROLES, Role
from lehc.assessment.models import Assessor, AssessorQuerySet, Assignment, Declaration
from lehc.assessment.policy import (
    Part,
    find_assessor,
    get_panel_part,
    panel_applications,
    readings_of,
    to_declare_by,
    without_conflicts,
)
from lehc.programmes.models import Cohort
from lehc.programmes.queries import cohorts_where, get_cohort_for
from lehc.programmes.rules import has_role
from lehc.recruitment.models import Application, Call
from lehc.recruitment.queries.calls import find_call_of

RUBRIC_ROLES = TEAM_ROLES | {Role.CO_PRODUCER}


@dataclass(frozen=True)
class Panel:
    """A call's panel as one person comes to it."""

    call: Call
    part: Part


def list_rounds(person: Any) -> list[Assessor]:
    """Where the person assesses or chairs, newest call first."""
    rows = (
        Assessor.objects.current()
        .filter(person=person)
        .select_related("person", "call__cohort__programme")
        .order_by("-call__opens_at", "-pk")
    )
    return [row for row in rows if has_role(person, row.call.cohort, {Role.ASSESSOR})]


def get_assessor_for(person: Any, slug: str) -> Assessor:
    """The person's own place among a cohort's assessors.

    Raises:
        Http404: none, ended, or the role was taken away.
    """
    cohort = get_cohort_for(person, slug, {Role.ASSESSOR})
    call = find_call(cohort)
    assessor = find_assessor(person, call) if call else None
    if assessor is None:
        raise Http404
    return assessor


def find_call(cohort: Cohort) -> Call | None:
    return (
        Call.objects.filter(cohort=cohort).select_related("cohort__programme").first()
    )


def get_desk_call(person: Any, slug: str) -> Call:
    """The call of a cohort, for its programme team.

    Raises:
        Http404: not in the team, or the cohort has no call yet.
    """
    call = find_call(get_cohort_for(person, slug))
    if call is None:
        raise Http404
    return call


def find_panel_for(person: Any, slug: str) -> Panel | None:
    """The panel, for the programme team and for a chair whose time has not ended.

    None only for the team of a cohort that has no call yet.

    Raises:
        Http404: for everybody else.
    """
    call = find_call_of(slug)
    if call is None:
        get_cohort_for(person, slug)
        return None
    part = get_panel_part(person, call)
    if part is None:
        raise Http404
    return Panel(call, part)


def get_panel_for(person: Any, slug: str) -> Panel:
    """The same, and 404 where there is no call."""
    panel = find_panel_for(person, slug)
    if panel is None:
        raise Http404
    return panel


def count_undeclared(person: Any, panel: Panel) -> int:
    """How many applications a chair has still to declare on; the team need not."""
    if panel.part is not Part.CHAIR:
        return 0
    assessor = find_assessor(person, panel.call)
    return to_declare_by(assessor).count() if assessor else 0


def get_panel_application(person: Any, call: Call, reference: str) -> Application:
    return get_object_or_404(
        panel_applications(person, call).with_form(), reference=reference
    )


def get_reading(assessor: Assessor, reference: str) -> Assignment:
    """An assignment that may be opened now, by its application's reference."""
    assignment = get_object_or_404(
        readings_of(assessor).select_related("review__rubric"),
        application__reference=reference,
    )
    assignment.assessor = assessor  # read already: nothing of it is asked again
    return assignment


def get_declarable(assessor: Assessor, pk: int) -> Application:
    """An application the assessor may declare on: for the first time, or anew."""
    waiting = to_declare_by(assessor).filter(pk=pk)
    open_to_them = readings_of(assessor).filter(application=pk).values("application")
    panel = panel_applications(assessor.person, assessor.call).filter(pk=pk)
    found = Application.objects.filter(pk__in=waiting.values("pk"))
    found |= Application.objects.filter(pk__in=open_to_them)
    if not has_team_sight(assessor):
        found |= Application.objects.filter(pk__in=panel.values("pk"))
    return get_object_or_404(found.with_form())


def has_team_sight(assessor: Assessor) -> bool:
    return get_panel_part(assessor.person, assessor.call) is Part.TEAM


def get_rubric_call(person: Any, slug: str) -> Call:
    """The call whose rubric the person works on: the team and the co-producers.

    Raises:
        Http404: neither, or the cohort has no call yet.
    """
    call = find_call(get_cohort_for(person, slug, RUBRIC_ROLES))
    if call is None:
        raise Http404
    return call


def list_co_produced(person: Any) -> list[Call]:
    """Calls whose rubric the person works on as a co-producer, newest first."""
    cohorts = cohorts_where(person, {Role.CO_PRODUCER})
    calls = Call.objects.filter(cohort__in=cohorts, criteria__isnull=False).distinct()
    return list(calls.select_related("cohort__programme").order_by("-opens_at", "-pk"))


def list_team_assessors(call: Call) -> AssessorQuerySet:
    return (
        Assessor.objects.filter(call=call)
        .select_related("person", "organisation", "place", "call__cohort__programme")
        .order_by(F("ended_at").asc(nulls_first=True), "person__name", "pk")
    )


def get_team_assessor(call: Call, pk: int) -> Assessor:
    return get_object_or_404(list_team_assessors(call), pk=pk)


def get_liftable(person: Any, call: Call, pk: int) -> Declaration:
    """A standing conflict that this member of the team may see in the register."""
    seen = without_conflicts(person, Application.objects.filter(call=call))
    return get_object_or_404(
        Declaration.objects.current()
        .conflicts()
        .filter(application__in=seen.values("pk"))
        .select_related("person", "application__call__cohort"),
        pk=pk,
    )
