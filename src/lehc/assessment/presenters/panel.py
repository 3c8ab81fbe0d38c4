"""The panel's list and pages in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from lehc.assessment.calculations import Tendency
from lehc.assessment.conflicts import Applicant
from lehc.assessment.enums import PanelOutcome, ReviewState
from lehc.assessment.merit import Merit, weigh_reviews
from lehc.assessment.models import PanelDecision, Review
from lehc.assessment.policy import Field, Fields
from lehc.assessment.presenters.applications import show_identity
from lehc.assessment.presenters.calibration import find_mark, say_tendency
from lehc.assessment.queries.panel import ORDERS, SHOWN, Line
from lehc.design.templatetags.design import spoken_moment
from lehc.recruitment.models import Application

OUTCOME_COLOURS = {
    PanelOutcome.PUT_FORWARD: "leaf",
    PanelOutcome.NOT_THIS_TIME: "grey",
    PanelOutcome.DISCUSS_AGAIN: "sun",
}
COLUMNS = (
    {"label": "Application"},
    {"label": "From"},
    {"label": "Median", "numeric": True},
    {"label": "Spread", "numeric": True},
    {"label": "Reviews", "numeric": True},
    {"label": "Abstained", "numeric": True},
    {"label": "Decision"},
)
ANY = "ANY-REFERENCE"
DISAGREE = mark_safe('<br><strong class="nhsuk-tag nhsuk-tag--coral">Disagree</strong>')
UNDECIDED_CELL = mark_safe('<span class="lehc-quiet">Undecided</span>')


def show_columns(fields: Fields) -> list[dict[str, Any]]:
    """Headings of the list; “From” only for those who may know it."""
    named = Field.ORGANISATION in fields
    return [column for column in COLUMNS if named or column["label"] != "From"]


def address_any(slug: str) -> str:
    """Where the page of an application is: to find each row's anew costs more."""
    return reverse("panel_application", args=[slug, ANY])


def show_line(
    line: Line,
    application: Application,
    facts: Applicant,
    *,
    address: str,
    fields: Fields,
) -> list[Any]:
    """A row of the list as cells; the address is that of `address_any`."""
    shown = show_identity(application, facts, fields)
    url = address.replace(ANY, application.reference)
    cells: list[Any] = [show_heading(url, shown)]
    if "organisation" in shown:
        cells.append(two_lines(shown["organisation"], shown["place"]))
    outcome = line.outcome
    return [
        *cells,
        line.median,
        show_spread(line),
        line.reviews,
        line.abstentions,
        {"tag": outcome.label, "colour": OUTCOME_COLOURS[outcome]}
        if outcome
        else UNDECIDED_CELL,
    ]


def show_heading(url: str, shown: Mapping[str, str]) -> SafeString:
    name = format_html("<br>{}", shown["name"]) if "name" in shown else ""
    return format_html(
        '<a class="nhsuk-link" href="{}">{}</a>{}', url, shown["reference"], name
    )


def two_lines(first: str, second: str) -> SafeString:
    return format_html('{}<br><span class="lehc-quiet">{}</span>', first, second)


def show_spread(line: Line) -> Any:
    if not line.is_disputed:
        return line.spread
    return format_html("{}{}", line.spread, DISAGREE)


def show_choices(
    choices: Mapping[str, str], chosen: str, other: Mapping[str, str], name: str
) -> list[dict[str, Any]]:
    """Links that set one part of the address and keep the other."""
    links = []
    for key, label in choices.items():
        query = {k: v for k, v in {**other, name: key}.items() if v}
        address = "&".join(f"{k}={v}" for k, v in query.items())
        links.append({"label": label, "url": f"?{address}", "current": key == chosen})
    return links


def show_sorts(chosen: str, show: str) -> list[dict[str, Any]]:
    labels = {key: order.label for key, order in ORDERS.items()}
    return show_choices(labels, chosen, {"show": show}, "sort")


def show_filters(chosen: str, sort: str) -> list[dict[str, Any]]:
    return show_choices(SHOWN, chosen, {"sort": sort}, "show")


def show_reviews(
    reviews: Iterable[Review], fields: Fields, tendencies: Mapping[int, Tendency]
) -> dict[str, Any]:
    """Reviews side by side: one column each, a row a criterion; abstentions apart.

    `tendencies` by assessor id: beside a review stands whether its assessor is kind
    or strict, only where that is clear.
    """
    if Field.REVIEWS not in fields:
        return {"columns": [], "rows": [], "abstentions": []}
    named = Field.REVIEWER_NAMES in fields
    rows = list(reviews)
    sent = [row for row in rows if row.state == ReviewState.SUBMITTED]
    known = tendencies if Field.LENIENCY in fields else {}
    columns = [
        show_column(row, at, named) | {"tendency": say_clear(row, known)}
        for at, row in enumerate(sent)
    ]
    return {
        "columns": columns,
        "rows": show_score_rows(sent),
        "abstentions": [
            {
                "label": name_reviewer(row) if named else "One assessor",
                "reason": row.abstain_reason if named else "",
            }
            for row in rows
            if row.state == ReviewState.ABSTAINED
        ],
    }


def say_clear(review: Review, tendencies: Mapping[int, Tendency]) -> str:
    """What is clear of the review's assessor, or nothing."""
    tendency = tendencies.get(review.assignment.assessor_id)
    return say_tendency(tendency) if tendency and find_mark(tendency) else ""


def show_column(review: Review, at: int, named: bool) -> dict[str, Any]:
    points = sum(score.score * score.line.weight for score in review.scores.all())
    weight = sum(score.line.weight for score in review.scores.all())
    return {
        "label": name_reviewer(review) if named else f"Review {chr(ord('A') + at)}",
        "mean": str(weigh_exactly(points, weight).median) if weight else "",
        "comment": review.comment,
    }


def weigh_exactly(points: int, weight: int) -> Merit:
    """One review's mean, rounded as the merit rounds it."""
    return weigh_reviews([Fraction(points, weight)])


def show_score_rows(reviews: Sequence[Review]) -> list[dict[str, Any]]:
    """Criteria by title in the rubric's order, with each review's score or a gap."""
    titles: dict[str, int] = {}
    for review in reviews:
        for score in review.scores.all():
            titles.setdefault(score.line.criterion.title, score.line.weight)
    found = [
        {score.line.criterion.title: score.score for score in review.scores.all()}
        for review in reviews
    ]
    return [
        {
            "title": title,
            "weight": weight,
            "scores": [scores.get(title, "") for scores in found],
        }
        for title, weight in titles.items()
    ]


def name_reviewer(review: Review) -> str:
    return str(review.assignment.assessor.person)


def show_decisions(
    decisions: Iterable[PanelDecision], fields: Fields
) -> list[dict[str, str]]:
    """The history, newest first."""
    if Field.DECISIONS not in fields:
        return []
    return [
        {
            "outcome": row.get_outcome_display(),
            "colour": OUTCOME_COLOURS[PanelOutcome(row.outcome)],
            "reason": row.reason,
            "when": spoken_moment(row.decided_at),
            "by": str(row.recorded_by) if Field.REVIEWER_NAMES in fields else "",
        }
        for row in decisions
    ]
