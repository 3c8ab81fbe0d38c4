"""What needs doing today: apps register what they know, the team's home shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from lehc.programmes.models import Cohort


@dataclass(frozen=True)
class ToDo:
    """One thing for the programme team: `count` of them, in words, and where."""

    words: str
    count: int
    url: str
    is_urgent: bool = False


Source = Callable[[Cohort], Iterable[ToDo]]
_sources: list[Source] = []


def register_todo(source: Source) -> Source:
    _sources.append(source)
    return source


def list_todos(cohort: Cohort) -> list[ToDo]:
    """Everything that waits, urgent first, in the order of the floors."""
    found = [todo for source in _sources for todo in source(cohort) if todo.count]
    return sorted(found, key=lambda todo: not todo.is_urgent)
