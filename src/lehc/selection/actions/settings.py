from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from lehc.audit.actions import record
from lehc.recruitment.models import Call
from lehc.selection.actions.statements import require_statements
from lehc.selection.conditions import conditions_of, list_keys
from lehc.selection.models import Target, Threshold


@dataclass(frozen=True)
class Wish:
    """One target as the team writes it; for a pair with a second answer."""

    question_key: str
    value: str
    minimum: int
    maximum: int
    and_question_key: str = ""
    and_value: str = ""


@transaction.atomic
def set_targets(*, call: Call, wishes: Iterable[Wish], by: Any) -> list[Target]:
    """Replace a call's targets. Runs already made keep the ones they used.

    Raises:
        ValidationError: a target is on what the cohort can't be balanced by, or looks
            like a protected characteristic without a statement that stands.
    """
    wishes = list(wishes)
    require_statements(call=call, keys=list_keys(map(conditions_of, wishes)))
    Target.objects.filter(call=call).delete()
    targets = Target.objects.bulk_create(
        Target(call=call, **asdict(wish)) for wish in wishes
    )
    record("selection.set_targets", call, by=by, targets=len(targets))
    return targets


@transaction.atomic
def set_threshold(
    *,
    call: Call,
    merit: Decimal,
    reason: str,
    by: Any,
    in_from: Decimal | None = None,
) -> Threshold:
    """Set the merit band with the panel's reason.

    Nobody below `merit` is chosen; whoever reaches `in_from` is clearly in.

    Raises:
        ValidationError: the upper line is below the lower.
    """
    if in_from is not None and in_from < merit:
        raise ValidationError(
            {"in_from": "This line must not be below the other. Raise it"}
        )
    threshold, _ = Threshold.objects.update_or_create(
        call=call, defaults={"merit": merit, "in_from": in_from, "reason": reason}
    )
    facts = {"merit": str(merit), "in_from": str(in_from)}
    record("selection.set_threshold", threshold, by=by, **facts)
    return threshold
