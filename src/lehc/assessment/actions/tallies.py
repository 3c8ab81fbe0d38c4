from __future__ import annotations

from collections.abc import Iterable

from lehc.assessment.models import Tally
from lehc.assessment.queries.panel import count_abstentions
from lehc.assessment.queries.scores import merits_among, outcomes_among
from lehc.recruitment.models import Application, ApplicationQuerySet


def refresh_tally(application_id: int) -> None:
    """Work one application's tally out again; inside the change's transaction."""
    refresh_tallies(Application.objects.filter(pk=application_id))


def refresh_tallies(applications: ApplicationQuerySet) -> None:
    """Work out tallies from reviews, declarations and decisions, as they stand now.

    Those of which nothing is written keep none; what has been withdrawn becomes 0.
    Five queries, however many there are.
    """
    merits = merits_among(applications)
    abstentions = count_abstentions(applications)
    outcomes = outcomes_among(applications)
    had = set(
        Tally.objects.filter(application__in=applications.order_by().values("pk"))
        .order_by()
        .values_list("pk", flat=True)
    )
    touched = had | set(merits) | set(abstentions) | set(outcomes)
    calls = applications.order_by().values_list("pk", "call_id")
    write_tallies(
        Tally(
            application_id=pk,
            call_id=call_id,
            median=merits[pk].median if pk in merits else None,
            spread=merits[pk].spread if pk in merits else None,
            reviews=merits[pk].reviews if pk in merits else 0,
            abstentions=abstentions.get(pk, 0),
            outcome=outcomes.get(pk, ""),
        )
        for pk, call_id in calls
        if pk in touched
    )


def write_tallies(tallies: Iterable[Tally]) -> None:
    Tally.objects.bulk_create(
        tallies,
        update_conflicts=True,
        unique_fields=["application"],
        update_fields=["median", "spread", "reviews", "abstentions", "outcome"],
    )
