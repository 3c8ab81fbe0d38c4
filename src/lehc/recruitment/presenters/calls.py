"""A call as its public start page tells it, before somebody applies."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import Any

from lehc.design.templatetags.design import spoken_date, spoken_moment
from lehc.recruitment.enums import QuestionKind
from lehc.recruitment.models import Call, FormVersion, Question
from lehc.recruitment.wording import say_deadline

# How fast people write when they think about it, and how long a short question takes.
WORDS_A_MINUTE = 12
MINUTES_A_SHORT_QUESTION = 1
QUARTER = 15
HOUR = 60


@dataclass(frozen=True)
class BeforeYouStart:
    """What somebody should know and have at hand before they begin."""

    questions: int
    time: str
    needs: tuple[str, ...]


def prepare_applicant(call: Call, form: FormVersion) -> BeforeYouStart:
    questions = [q for section in form.sections.all() for q in section.questions.all()]
    return BeforeYouStart(
        questions=len(questions),
        time=say_time_needed(questions),
        needs=tuple(list_needs(call, questions)),
    )


def say_time_needed(questions: list[Question]) -> str:
    """About how long the form takes, in words, to the quarter of an hour above."""
    minutes = sum(estimate_minutes(question) for question in questions)
    whole = max(ceil(minutes / QUARTER), 1) * QUARTER
    hours, rest = divmod(whole, HOUR)
    plural = "hour" if hours == 1 else "hours"
    parts = [f"{hours} {plural}"] if hours else []
    return " and ".join([*parts, f"{rest} minutes"] if rest else parts)


def estimate_minutes(question: Question) -> float:
    if question.kind == QuestionKind.LONG_TEXT:
        return (question.word_limit or 0) / WORDS_A_MINUTE
    return MINUTES_A_SHORT_QUESTION


def list_needs(call: Call, questions: list[Question]) -> list[str]:
    needs = ["the name of your organisation, if you come from one"]
    if call.needs_sponsor:
        needs.append(
            "the name and e-mail address of somebody senior there who supports you"
        )
    if call.allows_teams:
        least = call.team_minimum - 1
        needs.append(
            f"if you apply as a place team, the names and e-mail addresses of at "
            f"least {least} other people"
        )
    files = [q for q in questions if q.kind == QuestionKind.FILE]
    needs.extend(
        f"a file{'' if question.is_required else ', if you have one'}: {question.words}"
        for question in files
    )
    return needs


def list_dates(call: Call) -> list[dict[str, Any]]:
    """Rows of the summary list of a call's dates."""
    return [
        {"key": "Opens", "value": spoken_moment(call.opens_at)},
        {"key": "Closes", "value": upper_first(say_deadline(call.closes_at))},
        {"key": "The panel meets", "value": spoken_date(call.panel_on)},
        {"key": "We write to everybody by", "value": spoken_date(call.decision_on)},
    ]


def upper_first(words: str) -> str:
    return words[:1].upper() + words[1:]


def show_questions(form: FormVersion) -> list[dict[str, Any]]:
    """The whole form to read or print before starting: sections with questions."""
    return [
        {
            "title": section.title,
            "is_shared": section.is_shared,
            "questions": [show_question(q) for q in section.questions.all()],
        }
        for section in form.sections.all()
    ]


def show_question(question: Question) -> dict[str, Any]:
    return {
        "words": question.words,
        "hint": question.hint,
        "is_required": question.is_required,
        "how": say_how(question),
        "choices": [choice.label for choice in question.choices.all()],
    }


def say_how(question: Question) -> str:
    """How the question is answered, in a few words."""
    if question.kind == QuestionKind.LONG_TEXT:
        return f"Up to {question.word_limit} words"
    return HOW[QuestionKind(question.kind)]


HOW = {
    QuestionKind.SHORT_TEXT: "A few words",
    QuestionKind.ONE_OF: "Choose one",
    QuestionKind.MANY_OF: "Choose any that apply",
    QuestionKind.YES_NO: "Yes or no",
    QuestionKind.DATE: "A date",
    QuestionKind.PLACE: "The name of a place",
    QuestionKind.FILE: "A file: PDF, Word, OpenDocument or a photo, up to 10 MB",
}
