"""Who may write about places: a floor above says, since roles live there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Rule = Callable[[Any], bool]
_writers: list[Rule] = []


def register_note_writers(rule: Rule) -> Rule:
    """Register `function(person)`: whether the person may write context notes."""
    _writers.append(rule)
    return rule


def can_write_notes(person: Any) -> bool:
    return person.is_authenticated and any(rule(person) for rule in _writers)
