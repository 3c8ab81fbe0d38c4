"""What conversations ask of the programme team today."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from lehc.conversations.models import Appeal, Statement
from lehc.conversations.queries.access import list_at_desk
from lehc.programmes.models import Cohort
from lehc.programmes.todo import ToDo


def list_conversation_todos(cohort: Cohort, person: Any) -> Iterable[ToDo]:
    """Statements to read and second looks, in conversations this person works on."""
    talks = [row.pk for row in list_at_desk(person, cohort)]
    if not talks:
        return []
    waiting = Statement.objects.waiting().filter(conversation__in=talks).count()
    looks = Appeal.objects.filter(
        answered_at__isnull=True, review__statement__conversation__in=talks
    )
    others = looks.exclude(first_by=person).count()
    url = reverse("desk_conversations", args=[cohort.slug])
    return [
        ToDo(
            "statement to read" if waiting == 1 else "statements to read", waiting, url
        ),
        ToDo("second look to take" if others == 1 else "second looks", others, url),
    ]
