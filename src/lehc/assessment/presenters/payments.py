"""Involvement payments in words: for the person, and for the coordinator."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.urls import reverse

from lehc.assessment.enums import ClaimState
from lehc.assessment.models import Claim, PaymentTerms
from lehc.assessment.queries.payments import Spend, merge_spend
from lehc.design.templatetags.design import spoken_date

COLOURS = {
    ClaimState.ASKED: "sun",
    ClaimState.AGREED: "teal",
    ClaimState.PAID: "leaf",
    ClaimState.TALK: "coral",
    ClaimState.WITHDRAWN: "grey",
}


def say_money(amount: Decimal) -> str:
    return f"£{amount:,.2f}"


def say_time(minutes: int) -> str:
    """“3 hours 20 minutes”."""
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours} hour{'' if hours == 1 else 's'}"] if hours else []
    if rest or not hours:
        parts.append(f"{rest} minute{'' if rest == 1 else 's'}")
    return " ".join(parts)


def show_own_claims(claims: Iterable[Claim], slug: str) -> list[dict[str, Any]]:
    """A person's claims, the newest first; one that still waits can be taken back."""
    return [
        show_claim(claim)
        | {
            "note": [step.note for step in claim.steps.all()][-1],
            "withdraw_url": reverse("assessing_claim_withdraw", args=[slug, claim.pk])
            if claim.state == ClaimState.ASKED
            else "",
        }
        for claim in claims
    ]


def show_claim(claim: Claim) -> dict[str, Any]:
    return {
        "pk": claim.pk,
        "made": spoken_date(claim.made_at),
        "time": say_time(claim.minutes) if claim.minutes else "",
        "rate": say_money(claim.hourly_rate),
        "fee": say_money(claim.fee),
        "expenses": say_money(claim.expenses) if claim.expenses else "",
        "expenses_for": claim.expenses_for,
        "total": say_money(claim.total),
        "state": ClaimState(claim.state).label,
        "colour": COLOURS[ClaimState(claim.state)],
    }


def show_claims(claims: Iterable[Claim], slug: str) -> list[dict[str, Any]]:
    """The coordinator's rows."""
    return [
        show_claim(claim)
        | {
            "name": str(claim.assessor.person),
            "url": reverse("payment_claim", args=[slug, claim.pk])
            if claim.state in {ClaimState.ASKED, ClaimState.AGREED}
            else "",
        }
        for claim in claims
    ]


def say_spend(spend: Spend) -> str:
    claims = "1 claim" if spend.claims == 1 else f"{spend.claims} claims"
    return f"{say_money(spend.total)} in {claims}, {say_time(spend.minutes)}"


def show_spend(
    by_state: Mapping[str, Spend], recorded: int, terms: PaymentTerms | None
) -> list[dict[str, str]]:
    """The spend report as rows of a summary list."""
    rows = [
        {
            "key": state.label,
            "value": say_spend(by_state[state]),
        }
        for state in ClaimState
        if state in by_state
    ]
    spoken_for = merge_spend(
        spend for state, spend in by_state.items() if state != ClaimState.WITHDRAWN
    )
    left = max(recorded - spoken_for.minutes, 0)
    if left:
        worth = f", about {say_money(terms.hourly_rate * left / 60)}" if terms else ""
        rows.append(
            {"key": "Written down, not claimed", "value": f"{say_time(left)}{worth}"}
        )
    return rows
