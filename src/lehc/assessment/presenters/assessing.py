"""An assessor's pages in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.urls import reverse

from lehc.assessment.conflicts import Applicant, LikelyConflict
from lehc.assessment.enums import ReviewState
from lehc.assessment.forms.declaring import DeclarationsForm, name_field
from lehc.assessment.forms.reviewing import ReviewForm, name_line
from lehc.assessment.models import Assessor, Assignment, Rubric, Swap
from lehc.assessment.policy import Fields
from lehc.assessment.presenters.applications import (
    show_declaring_answers,
    show_identity,
)
from lehc.assessment.queries.reading import find_review
from lehc.assessment.queries.swaps import Taker
from lehc.assessment.rules import is_round_open, may_chair
from lehc.recruitment.models import Answer, Application, Call
from lehc.recruitment.wording import say_deadline

STATUS: dict[str | None, tuple[str, str]] = {
    None: ("To read", "teal"),
    ReviewState.DRAFT: ("Draft saved", "sun"),
    ReviewState.SUBMITTED: ("Sent", ""),
    ReviewState.ABSTAINED: ("Abstained", ""),
}
UNFINISHED = (None, ReviewState.DRAFT)


def show_rounds(assessors: Iterable[Assessor], now_open: set[int]) -> list[dict]:
    """The calls a person assesses or chairs, each with where it leads."""
    return [
        {
            "name": str(row.call.cohort),
            "programme": row.call.cohort.programme.name,
            "url": reverse("assessing_round", args=[row.call.cohort.slug]),
            "state": "Open" if row.pk in now_open else "Closed",
        }
        for row in assessors
    ]


def show_co_produced(calls: Iterable[Call]) -> list[dict[str, str]]:
    """The rubrics a co-producer works on."""
    return [
        {
            "name": f"Rubric of the {str(call.cohort).lower()}",
            "programme": call.cohort.programme.name,
            "url": reverse("rubric", args=[call.cohort.slug]),
        }
        for call in calls
    ]


def show_round(
    assessor: Assessor,
    rubric: Rubric | None,
    readings: Sequence[Assignment],
    waiting: int,
) -> dict[str, Any]:
    """My list: what to do next, then every application with where I am in it."""
    slug = assessor.call.cohort.slug
    items = [show_reading(slug, number, row) for number, row in enumerate(readings, 1)]
    unfinished = [item for item in items if not item["is_finished"]]
    return {
        "cohort": assessor.call.cohort,
        "is_open": is_round_open(rubric),
        "closes": say_deadline(rubric.closes_at) if rubric else "",
        "waiting": waiting,
        "declare_url": reverse("assessing_declare", args=[slug]),
        "sections": [{"title": "Your applications", "items": items}] if items else [],
        "count": len(items),
        "finished": len(items) - len(unfinished),
        "next_url": unfinished[0]["url"] if unfinished else "",
        "panel_url": reverse("panel", args=[slug]) if may_chair(assessor) else "",
        "reads": assessor.reads,
        "contact": assessor.call,
    }


def show_offers(offers: Iterable[tuple[Swap, Taker]], slug: str) -> list[dict]:
    """What colleagues ask somebody to read; who asks, and for what, is not said."""
    return [
        {
            "url": reverse("swap_take", args=[slug, swap.pk]),
            "gives": taker.gives is not None,
            "number": number,
        }
        for number, (swap, taker) in enumerate(offers, 1)
    ]


def show_asked(
    readings: Iterable[Assignment], asked: set[int], slug: str
) -> list[dict[str, str]]:
    """What I ask somebody else to read, with the way to take that back."""
    return [
        {
            "reference": row.application.reference,
            "url": reverse("swap_take_back", args=[slug, row.application.reference]),
        }
        for row in readings
        if row.application_id in asked
    ]


def show_reading(slug: str, number: int, assignment: Assignment) -> dict[str, Any]:
    review = find_review(assignment)
    state = review.state if review else None
    status, colour = STATUS[state]
    reference = assignment.application.reference
    return {
        "title": f"{number}. Application {reference}",
        "url": reverse("assessing_review", args=[slug, reference]),
        "status": status,
        "status_class": colour,
        "is_finished": state not in UNFINISHED,
    }


def show_declarables(
    form: DeclarationsForm,
    facts: Mapping[int, Applicant],
    likely: Mapping[int, Sequence[LikelyConflict]],
    answers: Mapping[int, Mapping[str, Answer]],
    *,
    fields: Fields,
    slug: str,
) -> list[dict[str, Any]]:
    """Each application with what serves to declare on it, and its field."""
    return [
        show_declarable(
            application,
            facts[application.pk],
            likely[application.pk],
            answers[application.pk],
            fields=fields,
        )
        | {
            "field": form[name_field(application)],
            "url": reverse("assessing_declare_one", args=[slug, application.pk]),
        }
        for application in form.applications
    ]


def show_declarable(
    application: Application,
    facts: Applicant,
    likely: Sequence[LikelyConflict],
    answers: Mapping[str, Answer],
    *,
    fields: Fields,
) -> dict[str, Any]:
    """Who it is from and why a conflict seems likely, if it does."""
    identity = show_identity(application, facts, fields)
    labels = {"organisation": "Organisation", "place": "Place"}
    rows = [
        {"key": label, "value": identity[key]}
        for key, label in labels.items()
        if key in identity
    ]
    return {
        "identity": identity,
        "rows": rows + show_declaring_answers(application, answers, fields),
        "likely": " ".join(one.words for one in likely) if rows else "",
    }


def show_lines(form: ReviewForm) -> list[Any]:
    """The bound fields of the rubric's lines, in its order."""
    return [form[name_line(line)] for line in form.lines]


def say_state(assignment: Assignment) -> str:
    """Where this review stands, in a sentence."""
    review = find_review(assignment)
    if review is None:
        return "You have not started this review."
    if review.state == ReviewState.SUBMITTED:
        return "You have sent this review. You can change it and send it again."
    if review.state == ReviewState.ABSTAINED:
        return "You abstained. You can still score it instead."
    return "Your draft is saved. It counts once you send it."
