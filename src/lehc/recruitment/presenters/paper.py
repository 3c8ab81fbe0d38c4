"""A form on paper: what to write on each question, and how much room there is."""

from __future__ import annotations

from typing import Any

from lehc.recruitment.enums import KINDS_WITH_CHOICES, QuestionKind
from lehc.recruitment.models import FormVersion, Question

WORDS_A_LINE = 12  # what a hand writes on one line of A4
YES_NO = ("Yes", "No")
DIRECTIONS = {
    QuestionKind.ONE_OF: "Tick one",
    QuestionKind.MANY_OF: "Tick all that fit",
    QuestionKind.YES_NO: "Tick one",
    QuestionKind.DATE: "Day, month, year",
    QuestionKind.PLACE: "The name of the town, city or council",
    QuestionKind.FILE: "Put it into the envelope, or send it by e-mail",
}


def show_paper(version: FormVersion) -> list[dict[str, Any]]:
    """Sections of a version, each question with its boxes or its lines."""
    return [
        {
            "title": section.title,
            "is_shared": section.is_shared,
            "questions": [show_on_paper(one) for one in section.questions.all()],
        }
        for section in version.sections.all()
    ]


def show_on_paper(question: Question) -> dict[str, Any]:
    kind = QuestionKind(question.kind)
    boxes: list[str] = []
    if kind in KINDS_WITH_CHOICES:
        boxes = [choice.label for choice in question.choices.all()]
    elif kind == QuestionKind.YES_NO:
        boxes = list(YES_NO)
    return {
        "words": question.words,
        "hint": question.hint,
        "direction": say_direction(question, kind),
        "is_optional": not question.is_required,
        "boxes": boxes,
        "lines": range(0 if boxes else count_lines(question)),
    }


def say_direction(question: Question, kind: QuestionKind) -> str:
    if kind == QuestionKind.LONG_TEXT:
        return f"Up to {question.word_limit} words"
    return DIRECTIONS.get(kind, "")


def count_lines(question: Question) -> int:
    """Lines to write on: one, or enough for the words allowed."""
    return max(1, -(-(question.word_limit or 1) // WORDS_A_LINE))
