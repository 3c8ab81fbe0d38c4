"""The rubric in words: for those who make it, and for anybody."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from lehc.assessment.models import Rubric, RubricLine
from lehc.assessment.policy import find_rubric
from lehc.design.templatetags.design import spoken_date
from lehc.programmes.desk import DeskLink
from lehc.programmes.models import Cohort
from lehc.programmes.presenters import show_desk, show_paragraphs
from lehc.programmes.rules import is_team
from lehc.recruitment.explaining import Explanation
from lehc.recruitment.models import Call


def explain_scoring(call: Call) -> Explanation | None:
    """The public page of how applications are scored, once there is a rubric."""
    if find_rubric(call) is None:
        return None
    url = reverse("scoring", args=[call.cohort.slug])
    return Explanation("What weighs how much, and who decided that", url)


def show_rubric_desk(person: Any, cohort: Cohort, path: str) -> dict[str, Any]:
    """The side list: the team's own, or a co-producer's one page."""
    if is_team(person, cohort):
        return show_desk(cohort, path)
    url = reverse("rubric", args=[cohort.slug])
    return {"cohort": cohort, "pages": (DeskLink("Rubric", url, current=True),)}


def show_scoring(
    rubric: Rubric, lines: Sequence[RubricLine], versions: Sequence[Rubric]
) -> dict[str, Any]:
    """The public page: each criterion with its share of the whole, and the history."""
    total = sum(line.weight for line in lines)
    return {
        "cohort": rubric.call.cohort,
        "rubric": rubric,
        "statement": show_paragraphs(rubric.statement),
        "agreed": say_agreed(rubric),
        "reviews": rubric.reviews_per_application,
        "lines": [
            {
                "title": line.criterion.title,
                "description": line.criterion.description,
                "weight": line.weight,
                "share": f"{100 * line.weight / total:.0f}%",
                "wording": line.lived_experience_wording,
                "anchors": [
                    {
                        "score": anchor.score,
                        "words": anchor.words,
                        "lived": anchor.lived_experience_words or anchor.words,
                    }
                    for anchor in line.anchors.all()
                ],
            }
            for line in lines
        ],
        "versions": [
            {
                "version": row.version,
                "published": row.published_at,
                "agreed": say_agreed(row),
                "statement": row.statement,
            }
            for row in versions
            if row != rubric
        ],
    }


def say_agreed(rubric: Rubric) -> str:
    """Who set the weights and when; empty for a rubric from before that was asked."""
    if rubric.agreed_on is None:
        return ""
    return f"Set by {rubric.agreed_by}, on {spoken_date(rubric.agreed_on)}."
