"""Who holds which role where. Roles of a programme hold in each of its cohorts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lehc.accounts.enums import EDITING_ROLES, TEAM_ROLES, Role
from lehc.prepared import Prepared
from lehc.programmes.models import Cohort, Programme, RoleGrant

Grants = frozenset[tuple[str, int, int | None]]
GRANTS = Prepared(
    lambda person: (
        RoleGrant.objects.current()
        .filter(person=person)
        .order_by()
        .values_list("role", "programme_id", "cohort_id")
    ),
    about=1,
)


def get_grants(person: Any) -> Grants:
    """The person's current roles as (role, programme id, cohort id or None).

    Read once per person object, which lives as long as one request.
    """
    if not person.is_authenticated:
        return frozenset()
    if not hasattr(person, "_grants"):
        person._grants = frozenset(GRANTS.read(person.pk))
    return person._grants


def has_role_in_programme(
    person: Any, programme: Programme, roles: Iterable[str]
) -> bool:
    """Whether the person holds one of the roles in the whole programme."""
    grants = get_grants(person)
    return any((str(role), programme.pk, None) in grants for role in roles)


def works_for(person: Any, programme: Programme, roles: Iterable[str]) -> bool:
    """Whether the person holds one of the roles in the programme or a cohort of it."""
    wanted = {str(role) for role in roles}
    return any(
        role in wanted and programme_id == programme.pk
        for role, programme_id, _ in get_grants(person)
    )


def has_role(person: Any, cohort: Cohort, roles: Iterable[str]) -> bool:
    """Whether the person holds one of the roles in this cohort."""
    grants = get_grants(person)
    return any(
        (str(role), cohort.programme_id, where) in grants
        for role in roles
        for where in (None, cohort.pk)
    )


def is_team(person: Any, cohort: Cohort) -> bool:
    """Programme lead or coordinator of this cohort."""
    return has_role(person, cohort, TEAM_ROLES)


def is_lead(person: Any, cohort: Cohort) -> bool:
    return has_role(person, cohort, {Role.LEAD})


def is_in_a_team(person: Any) -> bool:
    """Programme lead or coordinator of anything."""
    return any(role in TEAM_ROLES for role, _, _ in get_grants(person))


def may_edit(person: Any) -> bool:
    """Editor, lead or coordinator of anything."""
    return any(role in EDITING_ROLES for role, _, _ in get_grants(person))
