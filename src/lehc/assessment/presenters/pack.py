"""The panel pack: what the panel talks about, ready for paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from lehc.assessment.calculations import Tendency
from lehc.assessment.conflicts import Applicant
from lehc.assessment.models import PanelDecision, Review
from lehc.assessment.policy import Field, Fields
from lehc.assessment.presenters.applications import show_assessed_answers, show_identity
from lehc.assessment.presenters.panel import show_decisions, show_reviews
from lehc.assessment.queries.panel import Line
from lehc.recruitment.models import Answer, Application


def show_pack(
    lines: Iterable[Line],
    applications: Mapping[int, Application],
    facts: Mapping[int, Applicant],
    answers: Mapping[int, Mapping[str, Answer]],
    reviews: Mapping[int, Sequence[Review]],
    decisions: Mapping[int, Sequence[PanelDecision]],
    tendencies: Mapping[int, Tendency],
    fields: Fields,
) -> list[dict[str, Any]]:
    """Each application with what this person may see of it, in the order of lines."""
    return [
        {
            "identity": show_identity(applications[pk], facts[pk], fields),
            "merit": say_merit(line) if Field.MERIT in fields else "",
            "answers": show_assessed_answers(applications[pk], answers[pk], fields),
            "reviews": show_reviews(reviews.get(pk, []), fields, tendencies),
            "decisions": show_decisions(decisions.get(pk, []), fields),
        }
        for line in lines
        for pk in [line.application_id]
    ]


def say_merit(line: Line) -> str:
    if line.median is None:
        return "No review has been sent yet."
    said = f"Median {line.median} of 4, from {line.reviews} reviews."
    if line.reviews == 1:
        return f"Median {line.median} of 4, from 1 review."
    return f"{said} The highest and the lowest are {line.spread} apart."
