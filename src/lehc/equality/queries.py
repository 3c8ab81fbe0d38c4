from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from lehc.equality.models import MonitoringResponse
from lehc.equality.question_sets import Question, load_question_set

LEAST_SHOWN = 8  # NHS England's rule for counts below national level: 1 to 7 hidden
ROUNDED_TO = 5
NOT_ANSWERED = "Not answered"


@dataclass(frozen=True)
class AnswerCount:
    """How many gave an answer, rounded; None where too few to say."""

    label: str
    count: int | None


@dataclass(frozen=True)
class QuestionCount:
    words: str
    answers: tuple[AnswerCount, ...]


def count_answers(
    *, round_name: str, question_set: str, stage: str
) -> list[QuestionCount]:
    """Counts of a round's answers, safe to publish.

    Counts of 1 to 7 are hidden and the others rounded to 5. Where a question has
    exactly one hidden answer the next smallest is hidden too, since the total would
    give it away. A round with fewer than 8 responses shows nothing at all. Narrow
    answers count towards their broader group, own words are never shown.
    """
    rows = MonitoringResponse.objects.filter(
        round_name=round_name, question_set=question_set, stage=stage
    ).values_list("answers", flat=True)
    responses = list(rows)
    if len(responses) < LEAST_SHOWN:
        return []
    questions = load_question_set(question_set).questions
    return [count_question(question, responses) for question in questions]


def count_question(
    question: Question, responses: list[dict[str, str]]
) -> QuestionCount:
    """The suppressed counts of one question, “Not answered” among them."""
    counts = dict(count_labels(question, responses))
    hidden = choose_hidden(counts)
    return QuestionCount(
        words=question.words,
        answers=tuple(
            AnswerCount(label, None if label in hidden else round_count(number))
            for label, number in counts.items()
        ),
    )


def count_labels(question: Question, responses: list[dict[str, str]]) -> Counter[str]:
    """How many gave each answer, in the order of the question; never to be shown."""
    labels = dict.fromkeys(c.parent or c.label for c in question.choices)
    found: Counter[str] = Counter(dict.fromkeys([*labels, NOT_ANSWERED], 0))
    for answers in responses:
        choice = question.find_choice(answers.get(question.key, ""))
        found[(choice.parent or choice.label) if choice else NOT_ANSWERED] += 1
    return found


def choose_hidden(counts: dict[str, int]) -> set[str]:
    """The answers to hide: too few, and one more if only one would be hidden."""
    hidden = {label for label, number in counts.items() if 0 < number < LEAST_SHOWN}
    if len(hidden) == 1:
        shown = [
            (number, label) for label, number in counts.items() if number >= LEAST_SHOWN
        ]
        if shown:
            hidden.add(min(shown)[1])
    return hidden


def round_count(number: int) -> int:
    """To the nearest 5; halves can't occur with whole numbers."""
    return ROUNDED_TO * ((number + ROUNDED_TO // 2) // ROUNDED_TO)
