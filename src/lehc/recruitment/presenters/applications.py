"""An application in the applicant's eyes: its state in words, its list, its copy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.html import format_html

from lehc.recruitment.enums import ApplicationState
from lehc.recruitment.models import Answer, Application, Question, Section
from lehc.recruitment.presenters.answers import AnswerRow, list_answer_rows

# What the applicant reads of a state they may know; the letter says the rest.
STATE_WORDS = {
    ApplicationState.IN_PROGRESS: "Not sent yet",
    ApplicationState.SUBMITTED: "Sent: we have it",
    ApplicationState.ELIGIBLE: "Sent: we are reading it",
    ApplicationState.NOT_ELIGIBLE: "Not this time",
    ApplicationState.OFFERED: "We offer you a place",
    ApplicationState.WAITING: "On the waiting list",
    ApplicationState.NOT_THIS_TIME: "Not this time",
    ApplicationState.ACCEPTED: "You have taken your place",
    ApplicationState.DECLINED: "You have given your place back",
    ApplicationState.LAPSED: "The offer has run out",
    ApplicationState.WITHDRAWN: "Withdrawn by you",
}
STATE_COLOURS = {
    ApplicationState.IN_PROGRESS: "sun",
    ApplicationState.OFFERED: "coral",
    ApplicationState.ACCEPTED: "leaf",
}


def show_state(state: ApplicationState) -> dict[str, str]:
    return {
        "words": STATE_WORDS[state],
        "colour": STATE_COLOURS.get(state, "grey"),
        "name": state.value,
    }


def show_own_applications(
    applications: Iterable[Application], states: Mapping[int, ApplicationState]
) -> list[dict[str, Any]]:
    """The list of somebody's own applications; `states` are those they may know."""
    return [
        {
            "title": f"{row.call.cohort.name} of {row.call.cohort.programme.name}",
            "reference": row.reference,
            "url": reverse("application_tasks", args=[row.reference]),
            "state": show_state(states[row.pk]),
            "team": row.team.name if row.team else "",
        }
        for row in applications
    ]


def show_check_sections(
    application: Application, answers: Mapping[str, Answer], *, may_change: bool
) -> list[dict[str, Any]]:
    """Sections with the rows of summary lists; Change links while it can be changed."""
    rows = list_answer_rows(application, answers)
    return [
        {
            "title": title,
            "rows": [show_row(application, row, may_change) for row in section],
        }
        for title, section in groupby(rows, key=lambda row: row.section)
    ]


def show_section_rows(
    application: Application, section: Section, answers: Mapping[str, Answer]
) -> list[dict[str, Any]]:
    """The rows of one section, with Change links that come back to it."""
    keys = {question.key for question in section.questions.all()}
    return [
        show_row(application, row, may_change=True, back="section")
        for row in list_answer_rows(application, answers)
        if row.key in keys
    ]


def show_gaps(
    application: Application, questions: Iterable[Question]
) -> list[dict[str, str]]:
    """The questions that still need an answer, each with where to give it."""
    return [
        {
            "words": question.words,
            "url": locate_question(application, question.key, back="section"),
        }
        for question in questions
    ]


def locate_question(application: Application, key: str, back: str) -> str:
    address = reverse("application_question", args=[application.reference, key])
    return f"{address}?back={back}"


def show_row(
    application: Application, row: AnswerRow, may_change: bool, back: str = "check"
) -> dict[str, Any]:
    value: Any = row.answer if row.is_provided else ""
    if row.url:
        value = format_html('<a href="{}">{}</a>', row.url, row.answer)
    shown = {"key": row.question, "value": value}
    if not may_change:
        return shown
    return shown | {
        "change_url": locate_question(application, row.key, back),
        "change_text": "Change" if row.is_provided else "Answer",
        "change_hidden": f"– {row.question}",
    }


def show_organisation_rows(
    application: Application, *, may_change: bool
) -> list[dict[str, Any]]:
    name = str(application.organisation or "")
    if application.is_independent:
        name = "I am not part of an organisation"
    row = {"key": "Your organisation", "value": name}
    if may_change:
        address = reverse("application_organisation", args=[application.reference])
        row |= {
            "change_url": f"{address}?back=check",
            "change_hidden": "– your organisation",
        }
    return [{"key": "Your name", "value": str(application.person)}, row]
