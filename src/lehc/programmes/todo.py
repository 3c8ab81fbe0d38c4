"""What needs doing today: apps register what they know, the team's home shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from lehc.programmes.models import Cohort


@dataclass(frozen=True)
class ToDo:
    """One thing for the programme team: `count` of them, in words, and where."""

    words: str
    count: int
    url: str
    is_urgent: bool = False


Source = Callable[[Cohort], Iterable[ToDo]]
PersonalSource = Callable[[Cohort, Any], Iterable[ToDo]]
_sources: list[PersonalSource] = []


def register_todo(source: Source) -> Source:
    """Register `function(cohort)`: counts that are the same for everybody."""
    _sources.append(lambda cohort, person: source(cohort))
    return source


def register_personal_todo(source: PersonalSource) -> PersonalSource:
    """Register `function(cohort, person)`: counts of what this person may see."""
    _sources.append(source)
    return source


def list_todos(cohort: Cohort, person: Any) -> list[ToDo]:
    """Everything that waits for this person: urgent first, else floor by floor."""
    found = [
        todo for source in _sources for todo in source(cohort, person) if todo.count
    ]
    return sorted(found, key=lambda todo: not todo.is_urgent)
