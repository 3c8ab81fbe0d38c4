"""Answers as words: for the applicant, an assessor or the programme team."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format

from lehc.recruitment.enums import QuestionKind, Visibility
from lehc.recruitment.models import Answer, Application, Question, Section

NOT_PROVIDED = "Not provided"
EVERYTHING = frozenset(Visibility)


@dataclass(frozen=True)
class AnswerRow:
    """One question with its answer in words.

    `url` leads to the file, for an answer that is one; a reader who may not see it
    gets 404 there (see `recruitment.readers`).
    """

    section: str
    key: str
    question: str
    answer: str
    is_provided: bool
    url: str = ""


def show_answer(answer: Answer | None) -> str:
    """The answer in words; “Not provided” for none and for one that was skipped.

    Asks nothing of the database when the answer came from `collect_answers`.
    """
    if answer is None or answer.value in (None, "", []):
        return NOT_PROVIDED
    show = SHOWN_BY_KIND.get(QuestionKind(answer.question.kind), show_text)
    return show(answer)


def show_text(answer: Answer) -> str:
    return str(answer.value)


def show_choices(answer: Answer) -> str:
    """The labels of what was chosen, in the order of the list."""
    chosen = answer.value if isinstance(answer.value, list) else [answer.value]
    choices = answer.question.choices.all()
    return ", ".join(choice.label for choice in choices if choice.value in chosen)


def show_yes_no(answer: Answer) -> str:
    return "Yes" if answer.value == "yes" else "No"


def show_date(answer: Answer) -> str:
    return date_format(date.fromisoformat(str(answer.value)), "j F Y")


def show_place(answer: Answer) -> str:
    return answer.place_name or str(answer.value)


SHOWN_BY_KIND: dict[QuestionKind, Callable[[Answer], str]] = {
    QuestionKind.ONE_OF: show_choices,
    QuestionKind.MANY_OF: show_choices,
    QuestionKind.YES_NO: show_yes_no,
    QuestionKind.DATE: show_date,
    QuestionKind.PLACE: show_place,
}


def list_answer_rows(
    application: Application,
    answers: Mapping[str, Answer],
    visible: frozenset[Visibility] = EVERYTHING,
) -> list[AnswerRow]:
    """Every question of the application's form that this reader may see, in order.

    `answers` is one value of `collect_answers`. Fetch the application with
    `Application.objects.with_form()` so that nothing more is asked of the database.
    """
    return [
        describe_row(application, section, question, answers.get(question.key))
        for section, question in walk_form(application)
        if Visibility(question.visibility) in visible
    ]


def walk_form(application: Application) -> Iterator[tuple[Section, Question]]:
    for section in application.form_version.sections.all():
        for question in section.questions.all():
            yield section, question


def describe_row(
    application: Application,
    section: Section,
    question: Question,
    answer: Answer | None,
) -> AnswerRow:
    words = show_answer(answer)
    return AnswerRow(
        section=section.title,
        key=question.key,
        question=question.words,
        answer=words,
        is_provided=words != NOT_PROVIDED,
        url=locate_file(application, answer),
    )


def locate_file(application: Application, answer: Any) -> str:
    """Where the file of an answer is read; empty for an answer without one."""
    if answer is None or not answer.file:
        return ""
    return reverse("answer_file", args=[application.reference, answer.question.key])
