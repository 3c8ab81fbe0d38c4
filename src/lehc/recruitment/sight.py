"""What a person must not see: higher floors register limits, such as conflicts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lehc.programmes.models import Cohort
from lehc.recruitment.models import Application, ApplicationQuerySet, Call

Limit = Callable[[Any, ApplicationQuerySet], ApplicationQuerySet]
_limits: list[Limit] = []


def register_limit(function: Limit) -> Limit:
    """Register `function(person, applications)`: what is left for that person.

    It only compares the person with columns, since lists ask with a stand-in for all
    (`lehc.prepared`): which limit holds must follow from rows, never from Python.
    """
    _limits.append(function)
    return function


def limit_sight(person: Any, applications: ApplicationQuerySet) -> ApplicationQuerySet:
    """The applications without those the person must not see; no query is made."""
    for function in _limits:
        applications = function(person, applications)
    return applications


def see_applications(person: Any, call: Call | None) -> ApplicationQuerySet:
    """The applications to a call that this member of the team may see.

    Every list, page, export and count of the team's side starts here.
    """
    return limit_sight(person, Application.objects.filter(call=call))


def see_cohort_applications(person: Any, cohort: Cohort | int) -> ApplicationQuerySet:
    """The same, from the cohort or its id: for pages that need nothing of the call."""
    return limit_sight(person, Application.objects.filter(call__cohort=cohort))
