"""Questions that people ask about a call, answered once for everybody.

They may change at any time, also while people apply: an answer takes nothing away.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction

from lehc.audit.actions import record
from lehc.programmes.ordering import close_ranks, swap_with_neighbour
from lehc.recruitment.models import Call, CommonQuestion
from lehc.recruitment.queries.calls import list_common_questions


@transaction.atomic
def save_common_question(
    *,
    call: Call,
    question: str,
    answer: str,
    by: Any,
    existing: CommonQuestion | None = None,
) -> CommonQuestion:
    """Add a question at the end, or change one that exists."""
    if existing is None:
        position = list_common_questions(call).count() + 1
        existing = CommonQuestion(call=call, position=position)
    existing.question, existing.answer = question, answer
    existing.save()
    record("recruitment.save_common_question", existing, by=by)
    return existing


@transaction.atomic
def move_common_question(*, existing: CommonQuestion, up: bool, by: Any) -> None:
    """Move a question one place; at an end nothing happens."""
    swap_with_neighbour(existing, list_common_questions(existing.call), up=up)
    record("recruitment.move_common_question", existing, by=by, up=up)


@transaction.atomic
def remove_common_question(*, existing: CommonQuestion, by: Any) -> None:
    record("recruitment.remove_common_question", existing, by=by)
    existing.delete()
    close_ranks(list_common_questions(existing.call))
