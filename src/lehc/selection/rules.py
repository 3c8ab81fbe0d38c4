"""Who may enter the number of a public draw."""

from __future__ import annotations

from typing import Any

from lehc.assessment.policy import find_assessor
from lehc.assessment.rules import may_chair
from lehc.programmes.rules import is_lead
from lehc.selection.models import Run


def may_enter_number(person: Any, run: Run) -> bool:
    """Somebody who chairs the panel, or a programme lead."""
    if not getattr(person, "is_authenticated", False):
        return False
    return may_chair(find_assessor(person, run.call)) or is_lead(
        person, run.call.cohort
    )
