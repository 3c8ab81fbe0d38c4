"""Reviews as calibration needs them: who scored what, in one query."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from django.db.models import F, Sum

from lehc.assessment.models import Assessor, Review
from lehc.recruitment.models import ApplicationQuerySet, Call


@dataclass(frozen=True)
class Mean:
    """One counted review: its application, its assessor and its weighted mean."""

    application_id: int
    assessor_id: int
    mean: Fraction


def list_means(applications: ApplicationQuerySet) -> list[Mean]:
    """Every counted review of these applications, in a fixed order. One query."""
    rows = (
        Review.objects.counted()
        .filter(assignment__application__in=applications.order_by().values("pk"))
        .order_by("assignment__application", "assignment__assessor")
        .values_list("assignment__application", "assignment__assessor")
        .annotate(
            points=Sum(F("scores__score") * F("scores__line__weight")),
            weight=Sum("scores__line__weight"),
        )
    )
    return [
        Mean(application_id, assessor_id, Fraction(points, weight))
        for application_id, assessor_id, points, weight in rows
        if weight
    ]


def name_assessors(call: Call) -> dict[int, str]:
    """Names by assessor id, for the team only."""
    rows = Assessor.objects.filter(call=call).select_related("person")
    return {row.pk: str(row.person) for row in rows}
