from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction

from lehc.audit.actions import record
from lehc.recruitment.models import Call
from lehc.selection.models import Target, Threshold


@dataclass(frozen=True)
class Wish:
    """One target as the team writes it."""

    question_key: str
    value: str
    minimum: int
    maximum: int


@transaction.atomic
def set_targets(*, call: Call, wishes: Iterable[Wish], by: Any) -> list[Target]:
    """Replace a call's targets. Runs already made keep the ones they used."""
    Target.objects.filter(call=call).delete()
    targets = Target.objects.bulk_create(
        Target(
            call=call,
            question_key=wish.question_key,
            value=wish.value,
            minimum=wish.minimum,
            maximum=wish.maximum,
        )
        for wish in wishes
    )
    record("selection.set_targets", call, by=by, targets=len(targets))
    return targets


@transaction.atomic
def set_threshold(*, call: Call, merit: Decimal, reason: str, by: Any) -> Threshold:
    """Set the merit below which nobody is chosen, with the panel's reason."""
    threshold, _ = Threshold.objects.update_or_create(
        call=call, defaults={"merit": merit, "reason": reason}
    )
    record("selection.set_threshold", threshold, by=by, merit=str(merit))
    return threshold
