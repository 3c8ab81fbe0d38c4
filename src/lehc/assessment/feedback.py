"""A first draft of feedback, from what the rubric's words say of the scores given.

It quotes the rubric, never a reviewer: comments are the panel's, and a person edits
the draft before anything goes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median_low

STRONG = 3  # a median score from here on is told as a strength


@dataclass(frozen=True)
class LineScores:
    """One criterion: its title, the scores it was given, and each score's words."""

    title: str
    scores: Sequence[int]
    anchors: Sequence[str]


def draft_feedback(lines: Sequence[LineScores], reason: str = "") -> str:
    """Strengths first, then what could be stronger; empty lines between paragraphs.

    The middle score of each line chooses the words; of two middle ones the lower.
    Lines without a score are left out.
    """
    scored = [(line, median_low(line.scores)) for line in lines if line.scores]
    strong = [say_line(line, score) for line, score in scored if score >= STRONG]
    other = [say_line(line, score) for line, score in scored if score < STRONG]
    parts = []
    if strong:
        parts += ["What people who read your application liked:", "\n".join(strong)]
    if other:
        parts += ["What could be stronger another time:", "\n".join(other)]
    if reason:
        parts += ["What the panel said:", reason]
    return "\n\n".join(parts)


def say_line(line: LineScores, score: int) -> str:
    words = line.anchors[score].rstrip(".")
    return f"- {line.title}. {words}."
