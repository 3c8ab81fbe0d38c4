from __future__ import annotations

from typing import Any

from django.http import Http404

from lehc.recruitment.models import Answer, Application
from lehc.recruitment.queries.answers import collect_answers
from lehc.recruitment.readers import may_read_file


def get_file_answer(person: Any, reference: str, key: str) -> Answer:
    """The answer that is a file, for somebody who may read it.

    Raises:
        Http404: no such application, answer or file, or it is not theirs to read.
    """
    application = (
        Application.objects.select_related("call__cohort")
        .filter(reference=reference.upper())
        .first()
    )
    if application is None:
        raise Http404
    answer = collect_answers([application])[application.pk].get(key)
    if answer is None or not answer.file:
        raise Http404
    if not may_read_file(person, application, answer):
        raise Http404
    return answer
