from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.http import Http404

from lehc.accounts.enums import TEAM_ROLES
from lehc.programmes.models import Cohort, CohortQuerySet
from lehc.programmes.rules import get_grants, has_role


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


def get_cohort_for(person: Any, slug: str, roles: Iterable[str] = TEAM_ROLES) -> Cohort:
    """The cohort, for somebody with one of the roles there; else it does not exist.

    Raises:
        Http404: no such cohort, or the person has none of the roles in it.
    """
    cohort = Cohort.objects.select_related("programme").filter(slug=slug).first()
    if cohort is None or not has_role(person, cohort, roles):
        raise Http404
    return cohort
