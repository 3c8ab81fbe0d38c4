"""Who must give a second proof at sign-in: higher floors, who know roles, register."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator

Rule = Callable[[Any], bool]
_rules: list[Rule] = []
PROOFS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def register_second_step(rule: Rule) -> Rule:
    """Register a predicate of a person: true where a second step is a must."""
    _rules.append(rule)
    return rule


def must_have_second_step(person: Any) -> bool:
    """Whether some floor insists on a second step for this person."""
    return any(rule(person) for rule in _rules)


def wants_second_step(person: Any) -> bool:
    """Whether sign-in asks for a second step.

    Always with an authenticator app, since somebody who sets one up asks for it. With
    only a passkey, which is a faster way in, only where a second step is a must: so
    a lost phone never locks an applicant out.
    """
    kinds = set(
        Authenticator.objects.filter(user_id=person.pk, type__in=PROOFS).values_list(
            "type", flat=True
        )
    )
    if Authenticator.Type.TOTP in kinds:
        return True
    return bool(kinds) and must_have_second_step(person)
