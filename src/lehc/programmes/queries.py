from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest

from lehc.accounts.enums import TEAM_ROLES, Role
from lehc.prepared import Prepared, make_model, make_models, name_columns
from lehc.programmes.models import (
    Cohort,
    CohortQuerySet,
    Milestone,
    Partner,
    Programme,
    RoleGrant,
    RoleGrantQuerySet,
    Session,
    Visit,
)
from lehc.programmes.rules import get_grants, has_role, works_for


def cohorts_where(person: Any, roles: Iterable[str]) -> CohortQuerySet:
    """The cohorts in which the person holds one of the roles."""
    wanted = {str(role) for role in roles}
    whole, single = set(), set()
    for role, programme_id, cohort_id in get_grants(person):
        if role in wanted and cohort_id is None:
            whole.add(programme_id)
        elif role in wanted:
            single.add(cohort_id)
    return Cohort.objects.filter(Q(programme_id__in=whole) | Q(pk__in=single))


COHORTS = Prepared(
    lambda slug: (
        Cohort.objects.filter(slug=slug)
        .order_by()
        .values_list(*name_columns(Cohort), *name_columns(Programme, "programme__"))
    ),
    about=1,
)


SITE_PROGRAMME = Prepared(
    lambda: Programme.objects.order_by("pk").values_list(*name_columns(Programme))[:1],
    about=0,
)


def find_cohort(slug: str) -> Cohort | None:
    """The cohort of that slug, with its programme; nearly every page begins with it."""
    for row in COHORTS.read(slug):
        cohort, cohort.programme = make_models(row, Cohort, Programme)
        return cohort
    return None


def get_cohort_for(person: Any, slug: str, roles: Iterable[str] = TEAM_ROLES) -> Cohort:
    """The cohort, for somebody with one of the roles there; else it does not exist.

    Raises:
        Http404: no such cohort, or the person has none of the roles in it.
    """
    cohort = find_cohort(slug)
    if cohort is None or not has_role(person, cohort, roles):
        raise Http404
    return cohort


def get_site_programme() -> Programme | None:
    """The programme whose name the site carries: the first one started."""
    for row in SITE_PROGRAMME.read():
        return make_model(Programme, row)
    return None


def find_programme(request: HttpRequest) -> Programme | None:
    """The same for a page and for the frame around it: asked for once a request."""
    if not hasattr(request, "site_programme"):
        request.site_programme = get_site_programme()  # type: ignore[attr-defined]
    found: Programme | None = request.site_programme  # type: ignore[attr-defined]
    return found


def get_programme_for_lead(person: Any, slug: str) -> Programme:
    """The programme, for somebody who leads the whole of it; else it does not exist.

    Raises:
        Http404: no such programme, or the person does not lead it.
    """
    programme = programmes_led_by(person).filter(slug=slug).first()
    if programme is None:
        raise Http404
    return programme


def get_programme_for(
    person: Any, slug: str, roles: Iterable[str] = TEAM_ROLES
) -> Programme:
    """The programme, for somebody with one of the roles in it or in a cohort of it.

    Raises:
        Http404: no such programme, or the person does not work for it.
    """
    programme = Programme.objects.filter(slug=slug).first()
    if programme is None or not works_for(person, programme, roles):
        raise Http404
    return programme


def programmes_where(person: Any, roles: Iterable[str]) -> QuerySet[Programme]:
    """The programmes in which, or in a cohort of which, the person has such a role."""
    wanted = {str(role) for role in roles}
    found = {
        programme_id for role, programme_id, _ in get_grants(person) if role in wanted
    }
    return Programme.objects.filter(pk__in=found)


def programmes_led_by(person: Any) -> QuerySet[Programme]:
    """The programmes that the person leads as a whole."""
    led = {
        programme_id
        for role, programme_id, cohort_id in get_grants(person)
        if role == Role.LEAD and cohort_id is None
    }
    return Programme.objects.filter(pk__in=led)


def list_cohorts(programme: Programme | None) -> CohortQuerySet:
    """Every cohort of a programme, newest first, with `session_count`."""
    cohorts = Cohort.objects.filter(programme=programme)
    return cohorts.annotate(session_count=Count("sessions")).order_by("-number")


def list_partners(programme: Programme | None) -> QuerySet[Partner]:
    return Partner.objects.filter(programme=programme).select_related("organisation")


def list_milestones(programme: Programme | None) -> QuerySet[Milestone]:
    return Milestone.objects.filter(programme=programme)


def list_visits(programme: Programme | None) -> QuerySet[Visit]:
    return Visit.objects.filter(programme=programme)


def list_sessions(cohort: Cohort) -> QuerySet[Session]:
    return Session.objects.filter(cohort=cohort).order_by("starts_at", "id")


def list_all_sessions(programme: Programme | None) -> QuerySet[Session]:
    """The dates of every cohort of a programme, in order, each with its cohort."""
    return (
        Session.objects.filter(cohort__programme=programme)
        .select_related("cohort__programme")
        .order_by("starts_at", "id")
    )


def get_public_cohort(slug: str) -> Cohort:
    """A cohort as anybody may look it up.

    Raises:
        Http404: there is none of that name.
    """
    cohort = find_cohort(slug)
    if cohort is None:
        raise Http404
    return cohort


def list_grants(cohort: Cohort) -> RoleGrantQuerySet:
    """The current roles in a cohort or in its whole programme, by name of person.

    Participants are left out: they are many, and accepting a place makes them one.
    """
    return (
        RoleGrant.objects.current()
        .filter(
            Q(cohort=cohort) | Q(cohort__isnull=True), programme=cohort.programme_id
        )
        .exclude(role=Role.PARTICIPANT)
        .select_related("person", "programme", "cohort")
        .order_by("person__name", "person_id", "id")
    )


def may_end(grants: RoleGrantQuerySet, *, whole: bool) -> RoleGrantQuerySet:
    """Those that a lead may end: of the whole programme only for its own lead."""
    return grants if whole else grants.filter(cohort__isnull=False)
