"""Involvement payments: a person's own, and the coordinator's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, DecimalField, Q, Sum, Value
from django.db.models.functions import Coalesce, TruncMonth
from django.http import Http404
from django.shortcuts import get_object_or_404

from lehc.assessment.enums import ClaimState
from lehc.assessment.models import Assessor, Claim, ClaimQuerySet, PaymentTerms, Review
from lehc.assessment.queries.access import find_call
from lehc.assessment.rules import may_see_payments
from lehc.programmes.queries import get_cohort_for
from lehc.recruitment.models import Call

NOTHING = Value(Decimal(0), output_field=DecimalField(max_digits=9, decimal_places=2))


@dataclass(frozen=True)
class Spend:
    """What claims come to, in pounds, and how many there are."""

    claims: int
    minutes: int
    fees: Decimal
    expenses: Decimal

    @property
    def total(self) -> Decimal:
        return self.fees + self.expenses


def get_own_place(person: Any, slug: str) -> Assessor:
    """The person's own place among a call's assessors, ended or not.

    Claims are made after the round, so access to applications does not matter here.

    Raises:
        Http404: they never assessed this call.
    """
    found = Assessor.objects.filter(person=person, call__cohort__slug=slug)
    return get_object_or_404(found.select_related("person", "call__cohort__programme"))


def list_past_places(person: Any) -> list[Assessor]:
    """Calls the person assessed, whose access has ended: they may still claim."""
    rows = Assessor.objects.filter(person=person, ended_at__isnull=False)
    return list(rows.select_related("call__cohort__programme").order_by("-pk"))


def get_payments_call(person: Any, slug: str) -> Call:
    """The call, for the coordinator alone.

    Raises:
        Http404: for everybody else, and where there is no call.
    """
    cohort = get_cohort_for(person, slug)
    call = find_call(cohort)
    if call is None or not may_see_payments(person, cohort):
        raise Http404
    return call


def find_terms(call: Call) -> PaymentTerms | None:
    return PaymentTerms.objects.filter(call=call).first()


def count_minutes(assessor: Assessor) -> int:
    """The time this assessor has written down, over all their reviews."""
    found = Review.objects.filter(assignment__assessor=assessor)
    return found.aggregate(total=Sum("minutes"))["total"] or 0


def count_unclaimed_minutes(assessor: Assessor) -> int:
    """The same, less what is in claims that were not taken back."""
    claimed = assessor.claims.counting().aggregate(total=Sum("minutes"))["total"] or 0
    return max(count_minutes(assessor) - claimed, 0)


def list_own_claims(assessor: Assessor) -> list[Claim]:
    return list(assessor.claims.prefetch_related("steps"))


def list_claims(call: Call) -> ClaimQuerySet:
    """Every claim of a call: those that wait for the coordinator first."""
    return (
        Claim.objects.filter(assessor__call=call)
        .select_related("assessor__person", "assessor__call__cohort__programme")
        .annotate(is_done=Q(state__in=[ClaimState.PAID, ClaimState.WITHDRAWN]))
        .order_by("is_done", "-pk")
    )


def get_claim(call: Call, pk: int) -> Claim:
    return get_object_or_404(list_claims(call), pk=pk)


def sum_by_state(call: Call) -> dict[str, Spend]:
    """What claims in each state come to. One query."""
    rows = add_up(Claim.objects.filter(assessor__call=call).order_by().values("state"))
    return {row["state"]: read_spend(row) for row in rows}


def sum_by_month(call: Call) -> list[tuple[Any, Spend]]:
    """What was paid, by the month in which it was asked for, oldest first."""
    paid = Claim.objects.filter(assessor__call=call, state=ClaimState.PAID)
    rows = add_up(
        paid.order_by().annotate(month=TruncMonth("made_at")).values("month")
    ).order_by("month")
    return [(row["month"], read_spend(row)) for row in rows]


def read_spend(row: dict[str, Any]) -> Spend:
    return Spend(
        claims=row["claims"],
        minutes=row["total_minutes"],
        fees=row["total_fees"],
        expenses=row["total_expenses"],
    )


def add_up(claims: Any) -> Any:
    return claims.annotate(
        claims=Count("pk"),
        total_fees=Coalesce(Sum("fee"), NOTHING),
        total_expenses=Coalesce(Sum("expenses"), NOTHING),
        total_minutes=Coalesce(Sum("minutes"), 0),
    )


def count_recorded_minutes(call: Call) -> int:
    """The time that all assessors of a call have written down."""
    found = Review.objects.filter(assignment__assessor__call=call)
    return found.aggregate(total=Sum("minutes"))["total"] or 0


def merge_spend(rows: Iterable[Spend]) -> Spend:
    found = list(rows)
    return Spend(
        claims=sum(row.claims for row in found),
        minutes=sum(row.minutes for row in found),
        fees=sum((row.fees for row in found), Decimal(0)),
        expenses=sum((row.expenses for row in found), Decimal(0)),
    )
