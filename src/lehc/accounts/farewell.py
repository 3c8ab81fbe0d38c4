"""What else happens when a person is erased: higher floors register it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lehc.accounts.models import Person

Farewell = Callable[..., Any]
_farewells: list[Farewell] = []


def register_farewell(function: Farewell) -> Farewell:
    """Register `function(*, person, by)`. It runs first, in the same transaction.

    It may raise a ValidationError that says what must be done before.
    """
    _farewells.append(function)
    return function


def say_farewell(*, person: Person, by: Any) -> None:
    for function in _farewells:
        function(person=person, by=by)
