"""The words a rubric starts from: what each score means on any criterion."""

from __future__ import annotations

from typing import NamedTuple


class Words(NamedTuple):
    """One anchor, for every assessor and for assessors with lived experience."""

    plain: str
    lived: str


STANDARD_ANCHORS: tuple[Words, ...] = (
    Words("Says nothing about this", "They don't speak about it"),
    Words(
        "Touches on it, without an example",
        "They use the words, but I can't picture what they would do",
    ),
    Words(
        "Some of it, with an example that leaves questions",
        "I can picture some of it, and I would want to ask more",
    ),
    Words(
        "Most of it, with a clear example of what they did",
        "I believe it: they tell what they did, and people were part of it",
    ),
    Words(
        "All of it: clear examples, what changed for people, and what they learnt",
        "I would want this person beside me: people shaped what they did, and they "
        "say what they learnt",
    ),
)


def word_for_lived_experience(description: str) -> str:
    """A criterion put to somebody who judges it from their own life."""
    return (
        f"{description} From where you stand, would what this person says make a "
        "difference to you and to people you know?"
    )
