from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from lehc.assessment.calculations import plan_sharing
from lehc.assessment.models import Assignment, AssignmentRun
from lehc.assessment.policy import find_rubric
from lehc.assessment.queries.sharing import Pair
from lehc.audit.actions import record
from lehc.recruitment.models import Call

LARGEST_SEED = 2**63


@dataclass(frozen=True)
class SharedOut:
    """What one sharing out changed."""

    added: int
    removed: int


@transaction.atomic
def share_out_applications(
    *, call: Call, by: Any, seed: int | None = None
) -> SharedOut:
    """Give every application its assessors; run it again after conflicts or changes.

    Begun and cleared assignments stay. What is neither may move to keep loads equal.
    The seed is drawn here unless it is given, and is stored with the run.

    Raises:
        ValidationError: no rubric has been published, or nobody is there to read.
    """
    Call.objects.select_for_update().get(pk=call.pk)
    rubric = find_rubric(call)
    refuse_unready(call, rubric)
    chosen = secrets.randbelow(LARGEST_SEED) if seed is None else seed
    plan = plan_sharing(call, reviews=rubric.reviews_per_application, seed=chosen)
    remove_assignments(call, plan.removed)
    add_assignments(plan.added)
    run = AssignmentRun.objects.create(
        call=call, seed=chosen, asked_by=by, added=len(plan.added)
    )
    shared = SharedOut(added=len(plan.added), removed=len(plan.removed))
    record(
        "assessment.share_out",
        run,
        by=by,
        seed=str(chosen),
        added=shared.added,
        removed=shared.removed,
    )
    return shared


def remove_assignments(call: Call, pairs: Collection[Pair]) -> None:
    """Take assignments out of their assessors' lists; the rows stay."""
    rows = Assignment.objects.current().filter(assessor__call=call)
    ids = [
        pk
        for pk, *pair in rows.values_list("pk", "application_id", "assessor_id")
        if tuple(pair) in pairs
    ]
    Assignment.objects.filter(pk__in=ids).update(removed_at=timezone.now())


def add_assignments(places: Mapping[Pair, int]) -> None:
    """Make each pair at its place, or bring back a row that was taken away."""
    Assignment.objects.bulk_create(
        [
            Assignment(
                application_id=application_id,
                assessor_id=assessor_id,
                position=position,
            )
            for (application_id, assessor_id), position in places.items()
        ],
        update_conflicts=True,
        unique_fields=["assessor", "application"],
        update_fields=["position", "removed_at"],
    )


def refuse_unready(call: Call, rubric: Any) -> None:
    if rubric is None:
        raise ValidationError(
            "Publish the rubric first: assessors need to know what to look for.",
            code="no_rubric",
        )
    if not call.assessors.reading().exists():
        raise ValidationError("Add an assessor first.", code="no_assessors")
