"""The panel's list and its pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count

from lehc.assessment.enums import PanelOutcome
from lehc.assessment.merit import Merit
from lehc.assessment.models import PanelDecision, Review
from lehc.assessment.policy import panel_applications
from lehc.assessment.queries.scores import merits_among, panel_outcomes
from lehc.recruitment.models import Application, ApplicationQuerySet, Call

NO_MERIT = Decimal(-1)  # sorts after every merit there is


@dataclass(frozen=True)
class Line:
    """One application in the panel's list."""

    application_id: int
    reference: str
    merit: Merit | None
    abstentions: int
    outcome: PanelOutcome | None

    @property
    def is_undecided_dispute(self) -> bool:
        return self.merit is not None and self.merit.is_disputed and not self.outcome

    @property
    def median(self) -> Decimal:
        return self.merit.median if self.merit else NO_MERIT

    @property
    def spread(self) -> Decimal:
        return self.merit.spread if self.merit else NO_MERIT

    @property
    def reviews(self) -> int:
        return self.merit.reviews if self.merit else 0


SORTS: dict[str, tuple[str, Callable[[Line], Any]]] = {
    "disagreement": (
        "Largest disagreement",
        lambda line: (-line.spread, -line.median, line.reference),
    ),
    "median": ("Highest median", lambda line: (-line.median, line.reference)),
    "reviews": ("Fewest reviews", lambda line: (line.reviews, line.reference)),
    "reference": ("Reference", lambda line: line.reference),
}


def list_lines(person: Any, call: Call) -> list[Line]:
    """Everything on the panel's list that the person may see. Four queries."""
    visible = panel_applications(person, call)
    merits = merits_among(visible)
    outcomes = panel_outcomes(call)
    abstentions = count_abstentions(visible)
    return [
        Line(pk, reference, merits.get(pk), abstentions.get(pk, 0), outcomes.get(pk))
        for pk, reference in visible.order_by("pk").values_list("pk", "reference")
    ]


def count_abstentions(applications: ApplicationQuerySet) -> dict[int, int]:
    rows = (
        Review.objects.abstained()
        .filter(assignment__application__in=applications.order_by().values("pk"))
        .order_by()
        .values_list("assignment__application")
        .annotate(count=Count("pk"))
    )
    return dict(rows)


def fetch_applications(lines: Iterable[Line]) -> dict[int, Application]:
    """The applications of one page of lines, with what a row may say of them."""
    return Application.objects.select_related(
        "person", "organisation__place", "team__place"
    ).in_bulk([line.application_id for line in lines])


def list_reviews(application: Application) -> list[Review]:
    """Reviews that count or abstain, in an order that does not tell who wrote them."""
    return list(
        Review.objects.standing()
        .filter(assignment__application=application)
        .exclude(state="draft")
        .select_related("assignment__assessor__person", "rubric")
        .prefetch_related("scores__line__criterion")
        .order_by("assignment__position", "pk")
    )


def list_decisions(application: Application) -> list[PanelDecision]:
    return list(application.panel_decisions.select_related("recorded_by"))
