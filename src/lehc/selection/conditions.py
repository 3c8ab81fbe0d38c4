"""What a target is about: one answer, or two that a person must both have given.

Our targets file has a column for each; a certificate joins a pair's names by “and”.
Keys of questions are slugs, so the joined names can be taken apart again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

JOINED = " and "
Condition = tuple[str, str]
"""A question's key and a value."""


class TargetLike(Protocol):
    """A target, whether it has been saved or is only being typed."""

    @property
    def question_key(self) -> str: ...
    @property
    def value(self) -> str: ...
    @property
    def and_question_key(self) -> str: ...
    @property
    def and_value(self) -> str: ...
    @property
    def minimum(self) -> int: ...
    @property
    def maximum(self) -> int: ...


def conditions_of(target: TargetLike) -> tuple[Condition, ...]:
    """What somebody must have answered to count towards a target."""
    first = (target.question_key, target.value)
    if not target.and_question_key:
        return (first,)
    return (first, (target.and_question_key, target.and_value))


def conditions_in(row: Mapping[str, str]) -> tuple[Condition, ...]:
    """The same from a line of our own targets file."""
    first = (row["feature"], row["value"])
    if not row.get("and_feature"):
        return (first,)
    return (first, (row["and_feature"], row["and_value"]))


def list_keys(targets: Iterable[tuple[Condition, ...]]) -> list[str]:
    """The questions that targets are about, each once, in order."""
    return list(dict.fromkeys(key for target in targets for key, _ in target))


def join(conditions: Iterable[Condition]) -> Condition:
    """Feature and value as a certificate names them."""
    keys, values = zip(*conditions, strict=True)
    return JOINED.join(keys), JOINED.join(values)


def split(feature: str, value: str) -> tuple[Condition, ...]:
    """What `join` joined."""
    if JOINED not in feature:
        return ((feature, value),)
    keys, values = feature.split(JOINED), value.split(JOINED)
    return tuple(zip(keys, values, strict=True))
