"""What happens when a place comes free: higher floors register their answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lehc.recruitment.enums import ApplicationState
from lehc.recruitment.models import Call

Answer = Callable[..., Any]
Page = Callable[[Call], str]
_answers: list[Answer] = []
_pages: list[Page] = []

HOLDS_A_PLACE = frozenset({ApplicationState.OFFERED, ApplicationState.ACCEPTED})


def register_vacancy_answer(function: Answer) -> Answer:
    """Register `function(*, call, by)`; it runs in the transaction that frees a place.

    It runs once for each place that comes free, so it must count for itself how many
    are free by then.
    """
    _answers.append(function)
    return function


def register_vacancy_page(function: Page) -> Page:
    """Register `function(call) -> address` of the page where free places are filled."""
    _pages.append(function)
    return function


def frees_a_place(was: ApplicationState, now: ApplicationState) -> bool:
    return was in HOLDS_A_PLACE and now not in HOLDS_A_PLACE


def announce_vacancy(*, call: Call, by: Any) -> None:
    """Tell everything that was registered that a place of this call is free."""
    for function in _answers:
        function(call=call, by=by)


def find_vacancy_page(call: Call) -> str:
    """The address where free places are filled; empty while nobody provides one."""
    return _pages[-1](call) if _pages else ""
