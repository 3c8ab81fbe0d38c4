"""Who else reads the files of an application: higher floors register it.

The applicant, their place team (shared sections only) and the programme team are known
here, the team without what it must not see (`recruitment.sight`); assessors are not.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lehc.programmes.rules import is_team
from lehc.recruitment.models import Answer, Application
from lehc.recruitment.sight import limit_sight

Reader = Callable[[Any, Application, Answer], bool]
_readers: list[Reader] = []


def register_reader(reader: Reader) -> Reader:
    """Register `reader(person, application, answer)`: True when they may read it."""
    _readers.append(reader)
    return reader


def may_read_file(person: Any, application: Application, answer: Answer) -> bool:
    """Whether the person may open this file as part of this application."""
    if application.person_id == person.pk:
        return True
    if is_team(person, application.call.cohort):
        mine = limit_sight(person, Application.objects.filter(pk=application.pk))
        return mine.exists()
    return any(reader(person, application, answer) for reader in _readers)
