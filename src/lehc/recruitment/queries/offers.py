"""Offers of a call, the waiting list, and how many places are free."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import Http404
from django.utils import timezone

from lehc.recruitment.enums import ApplicationState
from lehc.recruitment.models import (
    Application,
    ApplicationQuerySet,
    Call,
    Offer,
    PlaceTeam,
    WaitingPlace,
)
from lehc.recruitment.queries.decisions import told
from lehc.recruitment.vacancies import HOLDS_A_PLACE

NEAR_DAYS = 3  # long enough to reach somebody who is away for a weekend


def with_offer(applications: ApplicationQuerySet) -> ApplicationQuerySet:
    """Each application with its newest offer's id, deadline and times."""
    newest = Offer.objects.filter(application=OuterRef("pk")).order_by("-id")
    return applications.annotate(
        offer_id=Subquery(newest.values("pk")[:1]),
        offer_deadline=Subquery(newest.values("deadline")[:1]),
        offer_warned_at=Subquery(newest.values("warned_at")[:1]),
        offer_answered_at=Subquery(newest.values("answered_at")[:1]),
    )


def offered_ever(applications: ApplicationQuerySet) -> ApplicationQuerySet:
    """Those who have ever been offered a place, with the newest offer of each."""
    return with_offer(applications).filter(Q(offer_id__isnull=False))


def awaiting_answer(applications: ApplicationQuerySet) -> ApplicationQuerySet:
    """Those who have been told of an offer and have not answered yet."""
    open_offers = applications.filter(state=ApplicationState.OFFERED)
    return with_offer(told(open_offers)).filter(Q(offer_deadline__isnull=False))


def near_deadline(
    applications: ApplicationQuerySet, now: datetime | None = None
) -> ApplicationQuerySet:
    """Told offers without an answer whose deadline is within NEAR_DAYS, or past."""
    moment = (now or timezone.now()) + timedelta(days=NEAR_DAYS)
    return awaiting_answer(applications).filter(Q(offer_deadline__lte=moment))


def get_open_offer(application: Application) -> Offer | None:
    """The newest offer to somebody who may still answer it."""
    if application.state != ApplicationState.OFFERED:
        return None
    return application.offers.order_by("-id").first()


def list_waiting(applications: ApplicationQuerySet) -> QuerySet[WaitingPlace]:
    """The waiting list among these applications, in its order."""
    waiting = applications.filter(state=ApplicationState.WAITING).order_by()
    return WaitingPlace.objects.filter(application__in=waiting).select_related(
        "application__person", "application__team"
    )


def count_free_places(call: Call) -> int:
    """Places of the cohort that are neither offered nor taken.

    0 until the first offer is made: before that nothing has come free, the cohort
    has simply not been chosen yet.
    """
    if not Offer.objects.filter(application__call=call).exists():
        return 0
    held = call.applications.filter(state__in=HOLDS_A_PLACE).count()
    return max(call.cohort.capacity - held, 0)


def get_offered_application(person: Any, reference: str) -> Application:
    """The person's own application to which a place has been offered, and told.

    Raises:
        Http404: no such application, somebody else's, or no offer they know of.
    """
    mine = Application.objects.filter(person=person, reference=reference)
    known = told(offered_ever(mine)).select_related(
        "call__cohort__programme", "team", "person"
    )
    application = known.first()
    if application is None:
        raise Http404
    return application


def list_team_changes(applications: ApplicationQuerySet) -> list[PlaceTeam]:
    """Teams in which somebody has given up a place while others hold theirs."""
    gone = {
        ApplicationState.DECLINED,
        ApplicationState.LAPSED,
        ApplicationState.WITHDRAWN,
    }
    lost = offered_ever(applications).filter(state__in=gone, team__isnull=False)
    holding = applications.filter(state__in=HOLDS_A_PLACE, team__isnull=False)
    return list(
        PlaceTeam.objects.filter(pk__in=lost.values("team")).filter(
            pk__in=holding.values("team")
        )
    )
