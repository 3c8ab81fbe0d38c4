from __future__ import annotations

from collections import defaultdict
from fractions import Fraction

from django.db.models import F, Sum

from lehc.assessment.enums import PanelOutcome
from lehc.assessment.merit import Merit, weigh_reviews
from lehc.assessment.models import PanelDecision, Review
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
    rows = (
        Review.objects.counted()
        .filter(assignment__application__in=applications.order_by().values("pk"))
        .order_by()
        .values_list("pk", "assignment__application")
        .annotate(
            points=Sum(F("scores__score") * F("scores__line__weight")),
            weight=Sum("scores__line__weight"),
        )
    )
    means: dict[int, list[Fraction]] = defaultdict(list)
    for _, application_id, points, weight in rows:
        if weight:
            means[application_id].append(Fraction(points, weight))
    return {key: weigh_reviews(found) for key, found in means.items()}


def panel_outcomes(call: Call) -> dict[int, PanelOutcome]:
    """The panel's newest outcome by application id; the undecided are absent."""
    return outcomes_among(Application.objects.filter(call=call))


def outcomes_among(applications: ApplicationQuerySet) -> dict[int, PanelOutcome]:
    """The panel's newest outcome of these applications; the undecided are absent."""
    rows = PanelDecision.objects.current().filter(
        application__in=applications.order_by().values("pk")
    )
    return {
        application_id: PanelOutcome(outcome)
        for application_id, outcome in rows.values_list("application_id", "outcome")
    }
