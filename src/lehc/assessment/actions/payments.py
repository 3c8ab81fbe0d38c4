"""Involvement payments: what assessors ask for, and what becomes of it.

Amounts are in the rows that the person and the coordinator see, never in the audit.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from lehc.assessment.enums import CLAIM_TRANSITIONS, ClaimState
from lehc.assessment.models import Assessor, Claim, ClaimStep, PaymentTerms
from lehc.audit.actions import record
from lehc.letters.actions import write_letter
from lehc.letters.drafts import draft_letter
from lehc.letters.enums import LetterKind
from lehc.recruitment.models import Call

PENNY = Decimal("0.01")
TOLD_BY_LETTER = frozenset({ClaimState.AGREED, ClaimState.PAID, ClaimState.TALK})


@transaction.atomic
def set_terms(*, call: Call, hourly_rate: Decimal, words: str, by: Any) -> PaymentTerms:
    """Say what an hour is paid; claims made already keep their rate."""
    terms, _ = PaymentTerms.objects.update_or_create(
        call=call, defaults={"hourly_rate": hourly_rate, "words": words}
    )
    record("assessment.set_payment_terms", terms, by=by)
    return terms


def work_out_fee(minutes: int, hourly_rate: Decimal) -> Decimal:
    """Minutes at an hourly rate, to the penny, halves upwards."""
    return (hourly_rate * minutes / 60).quantize(PENNY, rounding=ROUND_HALF_UP)


@transaction.atomic
def make_claim(
    *,
    assessor: Assessor,
    minutes: int,
    expenses: Decimal,
    expenses_for: str,
    by: Any,
) -> Claim:
    """Ask for an involvement payment, at the rate of today.

    Raises:
        ValidationError: the programme has set no rate, or nothing is asked for.
    """
    terms = PaymentTerms.objects.filter(call=assessor.call_id).first()
    if terms is None:
        raise ValidationError("The programme has not set a rate yet.", code="no_terms")
    if not minutes and not expenses:
        raise ValidationError("Enter your time, your expenses, or both.", code="empty")
    claim = Claim.objects.create(
        assessor=assessor,
        minutes=minutes,
        hourly_rate=terms.hourly_rate,
        fee=work_out_fee(minutes, terms.hourly_rate),
        expenses=expenses,
        expenses_for=expenses_for,
    )
    ClaimStep.objects.create(claim=claim, state=ClaimState.ASKED, by=by)
    record("assessment.make_claim", claim, by=by)
    return claim


@transaction.atomic
def move_claim(*, claim: Claim, to: ClaimState, by: Any, note: str = "") -> None:
    """Take a claim to its next state; its person is told by letter.

    Raises:
        ValidationError: its present state does not lead there, or a talk has no note.
    """
    current = Claim.objects.select_for_update().get(pk=claim.pk)
    was = ClaimState(current.state)
    if to not in CLAIM_TRANSITIONS[was]:
        raise ValidationError(
            f"This claim is now “{was.label}”, so it can't become “{to.label}”.",
            code="transition",
        )
    if to == ClaimState.TALK and not note.strip():
        raise ValidationError("Say what you would like to talk about.", code="note")
    ClaimStep.objects.create(claim=current, state=to, by=by, note=note)
    claim.state = current.state = to
    current.save(update_fields=["state"])
    record("assessment.move_claim", current, by=by, was=str(was), now=str(to))
    if to in TOLD_BY_LETTER:
        tell_of_claim(claim, note)


def tell_of_claim(claim: Claim, note: str) -> None:
    assessor = claim.assessor
    cohort = assessor.call.cohort
    subject, body = draft_letter(
        "assessment/letters/claim.txt",
        assessor=assessor,
        claim=claim,
        cohort=cohort,
        call=assessor.call,
        note=note,
        link=settings.BASE_URL + reverse("assessing_payment", args=[cohort.slug]),
    )
    write_letter(
        kind=LetterKind.ASSESSOR,
        recipient=assessor.person.email,
        subject=subject,
        body=body,
    )
