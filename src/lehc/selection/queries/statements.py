from __future__ import annotations

from lehc.recruitment.models import Call
from lehc.selection.models import Statement
from lehc.selection.models.targets import StatementQuerySet


def statements_of(call: Call) -> StatementQuerySet:
    """The statements that stand."""
    return Statement.objects.filter(call=call).standing().select_related("made_by")
