"""Statements without which a target on a protected characteristic is refused."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from lehc.accounts.enums import Role
from lehc.audit.actions import record
from lehc.programmes.rules import is_lead
from lehc.recruitment.models import Call
from lehc.selection.enums import Basis
from lehc.selection.models import Statement
from lehc.selection.queries.features import Feature, list_features
from lehc.selection.queries.statements import statements_of


@dataclass(frozen=True)
class Reasons:
    """What a programme lead writes down."""

    basis: str
    evidence: str
    condition: str = ""
    aim: str = ""
    proportionate: str = ""


@transaction.atomic
def make_statement(*, call: Call, key: str, reasons: Reasons, by: Any) -> Statement:
    """Record why targets may use a question; the one that stood is withdrawn.

    Raises:
        PermissionDenied: only a programme lead may.
        ValidationError: the question needs no statement, or reasons are missing.
    """
    if not is_lead(by, call.cohort):
        raise PermissionDenied
    if not any(one.key == key and one.traits for one in list_features(call)):
        raise ValidationError("This question needs no statement.", code="needless")
    withdraw_standing(call, key)
    statement = Statement(
        call=call, question_key=key, made_by=by, made_as=Role.LEAD, **asdict(reasons)
    )
    if statement.basis == Basis.NOT_PROTECTED:
        statement.condition = statement.aim = statement.proportionate = ""
    statement.full_clean()
    statement.save()
    record("selection.make_statement", statement, by=by, basis=statement.basis)
    return statement


@transaction.atomic
def withdraw_statement(*, call: Call, key: str, by: Any) -> None:
    """Take back the statement that stands; its targets are refused from now on.

    Raises:
        PermissionDenied: only a programme lead may.
    """
    if not is_lead(by, call.cohort):
        raise PermissionDenied
    for statement in withdraw_standing(call, key):
        record("selection.withdraw_statement", statement, by=by)


def withdraw_standing(call: Call, key: str) -> list[Statement]:
    standing = list(
        Statement.objects.select_for_update()
        .standing()
        .filter(call=call, question_key=key)
    )
    for statement in standing:
        statement.withdrawn_at = timezone.now()
        statement.save(update_fields=["withdrawn_at"])
    return standing


def require_statements(*, call: Call, keys: Iterable[str]) -> list[dict[str, str]]:
    """The statements that targets on these questions rest on, as plain data.

    Raises:
        ValidationError: a question can't be balanced by, or looks like a protected
            characteristic and no statement stands.
    """
    features = {feature.key: feature for feature in list_features(call)}
    standing = {one.question_key: one for one in statements_of(call)}
    found = []
    for key in dict.fromkeys(keys):
        feature = features.get(key)
        if feature is None:
            raise ValidationError(
                f"The cohort can't be balanced by “{key}”.", code="unknown"
            )
        if not feature.traits:
            continue
        if key not in standing:
            raise ValidationError(say_refusal(feature), code="protected")
        found.append(show_statement(feature, standing[key]))
    return found


def say_refusal(feature: Feature) -> str:
    return (
        f"“{feature.label}” looks like a protected characteristic "
        f"({feature.name_traits()}). A target on it needs a statement by a "
        "programme lead first."
    )


def show_statement(feature: Feature, statement: Statement) -> dict[str, str]:
    """What a run keeps of a statement, and its certificate shows: a role, no name."""
    return {
        "feature": feature.label,
        "traits": feature.name_traits(),
        "basis": statement.basis,
        "condition": statement.get_condition_display(),
        "evidence": statement.evidence,
        "aim": statement.aim,
        "proportionate": statement.proportionate,
        "role": statement.get_made_as_display(),
        "made_at": statement.made_at.isoformat(),
    }
