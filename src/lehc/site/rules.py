from __future__ import annotations

from typing import Any

from lehc.accounts.enums import TEAM_ROLES, Role
from lehc.programmes.models import Programme
from lehc.programmes.queries import get_site_programme
from lehc.programmes.rules import get_grants

WRITERS = TEAM_ROLES | {Role.EDITOR}


def may_edit_pages(person: Any) -> bool:
    """Editors and the programme team of the programme whose site this is."""
    return bool(find_editing_roles(person, get_site_programme()))


def find_editing_roles(person: Any, programme: Programme | None) -> frozenset[str]:
    """The person's roles that have to do with pages, in this programme."""
    if programme is None:
        return frozenset()
    return frozenset(
        role
        for role, programme_id, _ in get_grants(person)
        if programme_id == programme.pk and role in WRITERS
    )
