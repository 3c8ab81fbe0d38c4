"""Leaving: an application withdrawn, with its place team told."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from lehc.recruitment.actions.applying import lock_application
from lehc.recruitment.actions.handing_over import hand_over_if_lead, lock_team
from lehc.recruitment.actions.moves import move_application
from lehc.recruitment.actions.notices import tell_applicant, tell_members
from lehc.recruitment.enums import ApplicationState
from lehc.recruitment.models import Application


@transaction.atomic
def withdraw_application(
    *, application: Application, by: Any, reason: str = ""
) -> bool:
    """Withdraw an application; False when it was withdrawn already.

    The other members of a place team are told; if the lead goes, the one who has been
    there longest leads from now on.

    Raises:
        ValidationError: it is too late: the application has come to its end.
    """
    team = lock_team(application.team) if application.team else None
    current = lock_application(application)
    if current.state == ApplicationState.WITHDRAWN:
        return False
    move_application(
        application=current, to=ApplicationState.WITHDRAWN, by=by, reason=reason
    )
    tell_applicant(application=current, template="withdrawn")
    if team is not None and current.team_id == team.pk:
        gone = current.person
        tell_members(team=team, template="member_withdrew", besides=gone, who=gone)
        hand_over_if_lead(team=team, leaver=current.person, by=by)
    return True
