from __future__ import annotations

from typing import Any

from lehc.accounts.enums import NEED_AWARE_ROLES
from lehc.programmes.models import Cohort
from lehc.programmes.rules import has_role


def may_see_needs(person: Any, cohort: Cohort) -> bool:
    """Communication needs are for those who must meet them, and nobody else."""
    return has_role(person, cohort, NEED_AWARE_ROLES)
