"""What may be done with a place team and its invitations: facts and predicates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from lehc.recruitment.enums import EDITABLE_STATES, InvitationState
from lehc.recruitment.models import Application, PlaceTeam, TeamInvitation

# A place team is there to bring organisations together: one alone is no mix.
LEAST_ORGANISATIONS = 2


def read_invitation_state(
    invitation: TeamInvitation, now: datetime | None = None
) -> InvitationState:
    if invitation.withdrawn_at:
        return InvitationState.WITHDRAWN
    if invitation.accepted_by_id:
        return InvitationState.JOINED
    if invitation.answered_at:
        return InvitationState.DECLINED
    if invitation.expires_at <= (now or timezone.now()):
        return InvitationState.EXPIRED
    return InvitationState.WAITING


def count_organisations(members: Iterable[Application]) -> int:
    """Different organisations of the members; everybody independent counts as one."""
    rows = list(members)
    named = {row.organisation_id for row in rows if row.organisation_id}
    return len(named) + any(row.is_independent for row in rows)


def is_lead(person: Any, team: PlaceTeam) -> bool:
    return bool(team.lead_id == person.pk)


def may_change_membership(team: PlaceTeam) -> bool:
    """People join and leave until the deadline, and not while the team is sent."""
    return team.call.is_open and team.sent_at is None


def may_sign_off(application: Application) -> bool:
    return application.call.is_open and application.state in EDITABLE_STATES


def list_missing(team: PlaceTeam, members: Sequence[Application]) -> list[str]:
    """What keeps the team from being sent, each in a sentence; empty when nothing."""
    missing = []
    short = team.call.team_minimum - len(members)
    if short > 0:
        people = "1 more person" if short == 1 else f"{short} more people"
        missing.append(f"{people} must join.")
    unnamed = [
        member
        for member in members
        if member.organisation_id is None and not member.is_independent
    ]
    named = count_organisations(members)
    if named < LEAST_ORGANISATIONS <= named + len(unnamed):
        missing.extend(
            f"{member.person} has not named their organisation yet."
            for member in unnamed
        )
    elif named < LEAST_ORGANISATIONS:
        missing.append(
            "Somebody from another organisation must join: "
            "a place team brings different organisations together."
        )
    waiting = [member for member in members if member.signed_off_at is None]
    missing.extend(f"{member.person} has not signed off yet." for member in waiting)
    return missing
