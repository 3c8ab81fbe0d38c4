"""The team's inbox: filters of the address, counts, one enquiry with its story."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from lehc.accounts.enums import TEAM_ROLES
from lehc.accounts.models import Person
from lehc.programmes.enums import EnquiryState
from lehc.programmes.models import Enquiry, EnquiryQuerySet, Programme

# From when somebody has waited too long: a working week.
LATE_AFTER = timedelta(days=5)
LATE, EVERYTHING = "late", "all"
ME, NOBODY = "me", "nobody"


def list_enquiries(programme: Programme) -> EnquiryQuerySet:
    return Enquiry.objects.filter(programme=programme).select_related("assigned_to")


def get_enquiry(programme: Programme, pk: int) -> Enquiry:
    """One enquiry to this programme.

    Raises:
        Http404: there is none of that number here.
    """
    found = list_enquiries(programme).select_related("programme").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def filter_enquiries(
    enquiries: EnquiryQuerySet, wanted: Mapping[str, str], person: Any
) -> EnquiryQuerySet:
    """Those that fit every filter; without a state, those that wait.

    Those that wait are in the order of waiting, the others newest first.
    """
    state = wanted.get("state") or EnquiryState.WAITING
    enquiries = filter_holder(enquiries, wanted.get("who", ""), person)
    if wanted.get("words"):
        enquiries = filter_words(enquiries, wanted["words"])
    if wanted.get("topic"):
        enquiries = enquiries.filter(topic=wanted["topic"])
    if state == LATE:
        enquiries = enquiries.filter(is_late())
    elif state in EnquiryState.values:
        enquiries = enquiries.filter(state=state)
    waits = state in {LATE, EnquiryState.WAITING}
    return enquiries.order_by(
        *(("received_at", "id") if waits else ("-touched_at", "-id"))
    )


def filter_holder(enquiries: EnquiryQuerySet, who: str, person: Any) -> EnquiryQuerySet:
    if who == ME:
        return enquiries.filter(assigned_to=person)
    if who == NOBODY:
        return enquiries.filter(assigned_to=None)
    return enquiries


def filter_words(enquiries: EnquiryQuerySet, words: str) -> EnquiryQuerySet:
    """Those in which every word occurs, in the name, the address or the question."""
    for word in words.split():
        enquiries = enquiries.filter(
            Q(name__icontains=word)
            | Q(email__icontains=word)
            | Q(message__icontains=word)
        )
    return enquiries


def is_late() -> Q:
    return Q(state=EnquiryState.WAITING, received_at__lt=timezone.now() - LATE_AFTER)


def count_enquiries(enquiries: EnquiryQuerySet) -> dict[str, int]:
    """How many there are of each state, how many wait too long, and of all; a query."""
    counts = {
        state: Count("pk", filter=Q(state=state)) for state in EnquiryState.values
    }
    counts[LATE] = Count("pk", filter=is_late())
    counts[EVERYTHING] = Count("pk")
    return enquiries.order_by().aggregate(**counts)


def list_team(programme: Programme) -> QuerySet[Person]:
    """Everybody in the programme's team, of the whole or of a cohort, by name."""
    return (
        Person.objects.filter(
            role_grants__programme=programme,
            role_grants__role__in=TEAM_ROLES,
            role_grants__ended_at__isnull=True,
        )
        .distinct()
        .order_by("name", "pk")
    )
