from __future__ import annotations

import secrets
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from lehc.assessment.actions.assessors import write_to_assessor
from lehc.assessment.actions.assignments import add_assignments
from lehc.assessment.calculations import LARGEST_POSITION
from lehc.assessment.enums import ReviewState, SwapState
from lehc.assessment.models import Assessor, Assignment, Swap
from lehc.assessment.policy import readings_of
from lehc.assessment.queries.reading import find_review
from lehc.assessment.queries.sharing import describe_pool
from lehc.assessment.queries.swaps import Taker, find_takers
from lehc.audit.actions import record
from lehc.recruitment.models import Call

GONE = "This has been settled meanwhile."


@transaction.atomic
def ask_swap(*, assignment: Assignment, reason: str, by: Any) -> Swap:
    """Ask that a colleague read an application in one's place.

    Raises:
        ValidationError: it has been reviewed or asked for already, or may not be read.
    """
    Assignment.objects.select_for_update().get(pk=assignment.pk)
    review = find_review(assignment)
    if review and review.state != ReviewState.DRAFT:
        raise ValidationError("You have finished this one.", code="finished")
    if not readings_of(assignment.assessor).filter(pk=assignment.pk).exists():
        raise ValidationError("This one is no longer in your list.", code="closed")
    if Swap.objects.open().filter(assignment=assignment).exists():
        raise ValidationError("You have asked for this already.", code="twice")
    swap = Swap.objects.create(assignment=assignment, reason=reason)
    record("assessment.ask_swap", swap, by=by, application=assignment.application_id)
    return swap


@transaction.atomic
def take_back_swap(*, swap: Swap, by: Any) -> None:
    """Read it oneself after all.

    Raises:
        ValidationError: it has been settled meanwhile.
    """
    lock_open(swap)
    settle(swap, SwapState.WITHDRAWN, by)


@transaction.atomic
def agree_swap(*, swap: Swap, taker: Assessor, by: Any) -> Swap:
    """Give the application to a colleague, who may give one back.

    Who may take it is worked out again here, from declarations and loads as they stand
    now. Both are told by letter; the letters name no applicant and no colleague.

    Raises:
        ValidationError: it has been settled meanwhile, or that colleague may not.
    """
    call = taker.call
    Call.objects.select_for_update().get(pk=call.pk)
    lock_open(swap)
    asker = swap.assignment.assessor
    found = find_taker(swap, taker)
    now = timezone.now()
    Assignment.objects.filter(pk=swap.assignment_id).update(removed_at=now)
    swap.taken = give(taker, swap.assignment.application_id)
    if found.gives is not None:
        taker.assignments.filter(application=found.gives).update(removed_at=now)
        swap.returned = give(asker, found.gives)
    settle(swap, SwapState.AGREED, by)
    for assessor in (asker, taker):
        write_to_assessor(assessor, "swapped")
    return swap


def find_taker(swap: Swap, taker: Assessor) -> Taker:
    assignment = swap.assignment
    takers = find_takers(
        describe_pool(taker.call), assignment.application_id, assignment.assessor_id
    )
    for one in takers:
        if one.assessor_id == taker.pk:
            return one
    raise ValidationError(
        "They can't take this one: a conflict of interest, too much to read, or they "
        "have had it before.",
        code="taker",
    )


def give(assessor: Assessor, application_id: int) -> Assignment:
    """A new place in somebody's reading order, drawn at random."""
    place = 1 + secrets.randbelow(LARGEST_POSITION - 1)
    add_assignments({(application_id, assessor.pk): place})
    return Assignment.objects.get(assessor=assessor, application=application_id)


def lock_open(swap: Swap) -> None:
    locked = Swap.objects.select_for_update().get(pk=swap.pk)
    if not Swap.objects.open().filter(pk=locked.pk).exists():
        raise ValidationError(GONE, code="gone")


def settle(swap: Swap, state: SwapState, by: Any) -> None:
    swap.state, swap.answered_by, swap.answered_at = state, by, timezone.now()
    swap.save(
        update_fields=["state", "answered_by", "answered_at", "taken", "returned"]
    )
    record(
        "assessment.settle_swap",
        swap,
        by=by,
        application=swap.assignment.application_id,
        state=str(state),
        taken=swap.taken_id,
        returned=swap.returned_id,
    )
