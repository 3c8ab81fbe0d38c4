from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from lehc.assessment.actions.tallies import refresh_tallies, refresh_tally
from lehc.assessment.enums import PanelOutcome
from lehc.assessment.models import PanelDecision
from lehc.assessment.queries.scores import merits_among
from lehc.audit.actions import record
from lehc.recruitment.enums import ASSESSABLE_STATES
from lehc.recruitment.models import Application, ApplicationQuerySet, Call


@transaction.atomic
def record_decision(
    *, application: Application, outcome: PanelOutcome, reason: str, by: Any
) -> PanelDecision:
    """Add what the panel decided; earlier decisions stay in the history.

    Raises:
        ValidationError: a letter about the application has been written: it was
            offered a place, waits, or was told “not this time”.
    """
    if application.state not in ASSESSABLE_STATES:
        raise ValidationError(
            f"This application stands at “{application.get_state_display()}”. The "
            "panel’s decision can’t change that any more."
        )
    decision = PanelDecision.objects.create(
        application=application, outcome=outcome, reason=reason, recorded_by=by
    )
    refresh_tally(application.pk)
    record(
        "assessment.record_decision",
        decision,
        by=by,
        application=application.pk,
        outcome=str(outcome),
    )
    return decision


@transaction.atomic
def put_forward_from(
    *,
    call: Call,
    applications: ApplicationQuerySet,
    median: Decimal,
    reason: str,
    by: Any,
) -> int:
    """Put forward every undecided application whose median is at least this.

    Only among `applications`, which are those that `by` may see. What the panel has
    decided one by one is left alone. Returns how many were put forward.
    """
    undecided = list_undecided(applications)
    chosen = [
        PanelDecision(
            application=application,
            outcome=PanelOutcome.PUT_FORWARD,
            reason=reason,
            recorded_by=by,
        )
        for application in find_from(undecided, median)
    ]
    PanelDecision.objects.bulk_create(chosen)
    refresh_tallies(
        applications.filter(pk__in=[row.application_id for row in chosen])
        if chosen
        else applications.none()
    )
    record(
        "assessment.put_forward_from",
        call,
        by=by,
        median=str(median),
        applications=[decision.application_id for decision in chosen],
    )
    return len(chosen)


def list_undecided(applications: ApplicationQuerySet) -> ApplicationQuerySet:
    return applications.filter(panel_decisions__isnull=True)


def find_from(
    applications: ApplicationQuerySet, median: Decimal
) -> Iterable[Application]:
    """Those whose median is at least this, in the order of the queryset."""
    found = merits_among(applications)
    return [
        application
        for application in applications
        if application.pk in found and found[application.pk].median >= median
    ]
