"""What else happens when somebody accepts a place: higher floors register it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lehc.recruitment.models import Application

Welcome = Callable[..., Any]
_welcomes: list[Welcome] = []


def register_welcome(function: Welcome) -> Welcome:
    """Register `function(*, application, by)`; it runs in the same transaction."""
    _welcomes.append(function)
    return function


def welcome(*, application: Application, by: Any) -> None:
    """Run everything that was registered, in order."""
    for function in _welcomes:
        function(application=application, by=by)
