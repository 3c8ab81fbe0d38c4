"""An application in words, as far as the policy lets a person see it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lehc.assessment.conflicts import Applicant
from lehc.assessment.policy import Field, Fields
from lehc.recruitment.enums import QuestionKind, Visibility
from lehc.recruitment.models import Answer, Application
from lehc.recruitment.presenters.answers import list_answer_rows


def show_identity(
    application: Application, facts: Applicant | None, fields: Fields
) -> dict[str, str]:
    """Only what is in `fields`; what is not is absent, not empty."""
    shown = {}
    if Field.REFERENCE in fields:
        shown["reference"] = application.reference
    if Field.NAME in fields:
        shown["name"] = str(application.person)
    if Field.ORGANISATION in fields:
        shown["organisation"] = say_organisation(application)
    if Field.PLACE in fields:
        shown["place"] = (facts.place_name if facts else "") or "Not given"
    return shown


def say_organisation(application: Application) -> str:
    if application.organisation is None:
        return "None: as themselves" if application.is_independent else "Not given"
    return str(application.organisation)


def show_declaring_answers(
    application: Application, answers: Mapping[str, Answer], fields: Fields
) -> list[dict[str, str]]:
    """Answers that help to declare, but for the place, which is shown already."""
    if Field.DECLARING_ANSWERS not in fields:
        return []
    places = {
        key
        for key, answer in answers.items()
        if answer.question.kind == QuestionKind.PLACE
    }
    rows = list_answer_rows(
        application, answers, visible=frozenset({Visibility.DECLARING})
    )
    return [
        {"key": row.question, "value": row.answer}
        for row in rows
        if row.is_provided and row.key not in places
    ]


def show_assessed_answers(
    application: Application, answers: Mapping[str, Answer], fields: Fields
) -> list[dict[str, Any]]:
    """Assessed answers by section of the form; sections without any are left out."""
    if Field.ASSESSED_ANSWERS not in fields:
        return []
    sections: dict[str, list[Any]] = {}
    for row in list_answer_rows(
        application, answers, visible=frozenset({Visibility.ASSESSED})
    ):
        sections.setdefault(row.section, []).append(row)
    return [{"title": title, "rows": rows} for title, rows in sections.items()]
