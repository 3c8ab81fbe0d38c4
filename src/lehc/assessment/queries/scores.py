from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from django.db.models import F, QuerySet, Sum

from lehc.assessment.enums import PanelOutcome, ReviewState
from lehc.assessment.merit import Merit, weigh_reviews
from lehc.assessment.models import PanelDecision, Review, ReviewQuerySet
from lehc.recruitment.models import Application, ApplicationQuerySet, Call


def merits(call: Call) -> dict[int, Merit]:
    """Each application's merit by its id; those without a counted review are absent.

    One query. Counted are sent reviews of assessors who have not declared a conflict.
    Nobody's sight is taken into account: pages pass what a person may see to
    `merits_among`.
    """
    return merits_among(Application.objects.filter(call=call))


def merits_among(applications: ApplicationQuerySet) -> dict[int, Merit]:
    """The merits of these applications only; one query, theirs within it."""
    return collect_merits(ask_reviews(Review.objects.counted(), applications))


def ask_reviews(
    reviews: ReviewQuerySet, applications: ApplicationQuerySet
) -> QuerySet[Any, Any]:
    """Each review's own id, its application's, its state, weighted points and weight.

    Weighted points and weight are sums over its scores: None without one.
    """
    return (
        reviews.filter(assignment__application__in=applications.order_by().values("pk"))
        .order_by()
        .values_list("pk", "assignment__application", "state")
        .annotate(
            points=Sum(F("scores__score") * F("scores__line__weight")),
            weight=Sum("scores__line__weight"),
        )
    )


def collect_merits(reviews: Iterable[tuple[Any, ...]]) -> dict[int, Merit]:
    """Merits by application id from what `ask_reviews` asks; only the sent count."""
    means: dict[int, list[Fraction]] = defaultdict(list)
    for _, application_id, state, points, weight in reviews:
        if state == ReviewState.SUBMITTED and weight:
            means[application_id].append(Fraction(points, weight))
    return {key: weigh_reviews(found) for key, found in means.items()}


def panel_outcomes(call: Call) -> dict[int, PanelOutcome]:
    """The panel's newest outcome by application id; the undecided are absent."""
    rows = PanelDecision.objects.current().filter(application__call=call)
    return {
        application_id: PanelOutcome(outcome)
        for application_id, outcome in rows.values_list("application_id", "outcome")
    }
