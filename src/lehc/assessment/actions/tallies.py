from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from lehc.assessment.enums import ReviewState
from lehc.assessment.models import PanelDecision, Review, Tally
from lehc.assessment.queries.scores import ask_reviews, collect_merits
from lehc.prepared import Prepared
from lehc.recruitment.models import Application, ApplicationQuerySet

Rows = Iterable[tuple[Any, ...]]


def refresh_tally(application_id: int) -> None:
    """Work one application's tally out again; inside the change's transaction."""
    write_tallies(APPLICATION.read(application_id), REVIEWS.read(application_id))


def refresh_tallies(applications: ApplicationQuerySet) -> None:
    """Work out tallies from reviews, declarations and decisions, as they stand now.

    Three queries, however many there are.
    """
    write_tallies(ask_applications(applications), ask_written(applications))


def ask_applications(applications: ApplicationQuerySet) -> QuerySet[Any, Any]:
    """Each one's id, its call's, its tally's if it has one, and its newest outcome."""
    decisions = PanelDecision.objects.filter(application=OuterRef("pk"))
    return (
        applications.order_by()
        .annotate(outcome=Subquery(decisions.order_by("-pk").values("outcome")[:1]))
        .values_list("pk", "call_id", "tally", "outcome")
    )


def ask_written(applications: ApplicationQuerySet) -> QuerySet[Any, Any]:
    written = Review.objects.standing().exclude(state=ReviewState.DRAFT)
    return ask_reviews(written, applications)


# What changes one at a time is asked so often that its SQL is kept.
APPLICATION = Prepared(
    lambda pk: ask_applications(Application.objects.filter(pk=pk)), about=1
)
REVIEWS = Prepared(lambda pk: ask_written(Application.objects.filter(pk=pk)), about=1)


def write_tallies(applications: Rows, reviews: Rows) -> None:
    """Those of which nothing is written keep none; what was withdrawn becomes 0."""
    reviews = list(reviews)
    merits = collect_merits(reviews)
    abstentions = Counter(
        application_id
        for _, application_id, state, *_ in reviews
        if state == ReviewState.ABSTAINED
    )
    Tally.objects.bulk_create(
        (
            Tally(
                application_id=pk,
                call_id=call_id,
                median=merits[pk].median if pk in merits else None,
                spread=merits[pk].spread if pk in merits else None,
                reviews=merits[pk].reviews if pk in merits else 0,
                abstentions=abstentions[pk],
                outcome=outcome or "",
            )
            for pk, call_id, tally, outcome in applications
            if tally or outcome or pk in merits or pk in abstentions
        ),
        update_conflicts=True,
        unique_fields=["application"],
        update_fields=["median", "spread", "reviews", "abstentions", "outcome"],
    )
