from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from lehc.places.models import Area
from lehc.recruitment.enums import QuestionKind
from lehc.recruitment.models import Answer, Application

AnswersByKey = dict[str, Answer]


def collect_answers(applications: Iterable[Application]) -> dict[int, AnswersByKey]:
    """Each application's answers by question key, its team's shared ones included.

    At most three queries, whatever the number of applications. Answers come with
    their question, its choices and the name of a chosen place. In a place team only
    the team's answer to a shared question counts: what a person had answered before
    joining stays with that person, unread.
    """
    rows = list(applications)
    teams = {row.team_id for row in rows if row.team_id}
    found = list(
        Answer.objects.filter(Q(application__in=rows) | Q(team_id__in=teams))
        .select_related("question__section")
        .prefetch_related("question__choices")
    )
    name_places(found)
    own: dict[int, AnswersByKey] = {}
    shared: dict[int, AnswersByKey] = {}
    for answer in found:
        owner = own if answer.application_id else shared
        key = answer.application_id or answer.team_id
        owner.setdefault(key or 0, {})[answer.question.key] = answer
    return {
        row.pk: join_answers(own.get(row.pk, {}), shared.get(row.team_id or 0), row)
        for row in rows
    }


def join_answers(
    own: AnswersByKey, shared: AnswersByKey | None, application: Application
) -> AnswersByKey:
    """A person's answers; in a place team, the team's in the shared sections."""
    if application.team_id is None:
        return own
    kept = {k: answer for k, answer in own.items() if not is_shared(answer)}
    return kept | (shared or {})


def is_shared(answer: Answer) -> bool:
    return answer.question.section.is_shared


def name_places(answers: Iterable[Answer]) -> None:
    """Give each answer that is a place the name of its area, in one query."""
    places = [a for a in answers if a.question.kind == QuestionKind.PLACE and a.value]
    if not places:
        return
    codes = {answer.value for answer in places}
    areas = Area.objects.filter(code__in=codes).order_by("vintage")
    names = dict(areas.values_list("code", "name"))
    for answer in places:
        answer.place_name = names.get(str(answer.value), "")
