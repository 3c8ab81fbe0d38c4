from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lehc.accounts.enums import NEED_AWARE_ROLES


def may_see_needs(roles: Iterable[str]) -> bool:
    """Whether somebody with these roles in a cohort must meet its people's needs.

    Assessors and backers don't: a need must never colour a score or a report.
    """
    return bool(NEED_AWARE_ROLES.intersection(roles))


def may_see_needs_of(viewer: Any, person_id: int, roles: Iterable[str]) -> bool:
    """Whether `viewer`, with these roles where they meet, may see a person's needs."""
    return viewer.pk == person_id or may_see_needs(roles)
