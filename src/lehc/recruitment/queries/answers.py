from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from lehc.recruitment.models import Answer, Application

AnswersByKey = dict[str, Answer]


def collect_answers(applications: Iterable[Application]) -> dict[int, AnswersByKey]:
    """Each application's answers by question key, its team's shared ones included.

    One query, whatever the number of applications. Answers come with their question
    and its choices.
    """
    rows = list(applications)
    teams = {row.team_id for row in rows if row.team_id}
    found = (
        Answer.objects.filter(Q(application__in=rows) | Q(team_id__in=teams))
        .select_related("question__section")
        .prefetch_related("question__choices")
    )
    own: dict[int, AnswersByKey] = {}
    shared: dict[int, AnswersByKey] = {}
    for answer in found:
        owner = own if answer.application_id else shared
        key = answer.application_id or answer.team_id
        owner.setdefault(key or 0, {})[answer.question.key] = answer
    return {
        row.pk: shared.get(row.team_id or 0, {}) | own.get(row.pk, {}) for row in rows
    }
