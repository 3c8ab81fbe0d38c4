"""What recruitment does when somebody closes their account."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from lehc.accounts.models import Person
from lehc.recruitment.actions.withdrawing import withdraw_application
from lehc.recruitment.enums import TRANSITIONS, ApplicationState
from lehc.recruitment.models import Application

CAN_LEAVE = [
    state
    for state, following in TRANSITIONS.items()
    if ApplicationState.WITHDRAWN in following
]


def withdraw_from_what_is_ahead(*, person: Person, by: Any) -> None:
    """Withdraw the person's applications to cohorts that have not begun.

    A seat or a team's lead passes on at once. What is past stays as it was, since
    published totals count it.
    """
    ahead = Application.objects.filter(
        person=person,
        state__in=CAN_LEAVE,
        call__cohort__starts_on__gt=timezone.localdate(),
    )
    for application in ahead:
        withdraw_application(application=application, by=by)
