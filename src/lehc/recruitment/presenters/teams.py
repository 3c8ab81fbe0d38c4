"""A place team in words: who is in it, the mix, what is still needed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from lehc.recruitment.enums import InvitationState
from lehc.recruitment.membership import (
    count_organisations,
    is_lead,
    may_change_membership,
    read_invitation_state,
)
from lehc.recruitment.models import Application, PlaceTeam, TeamInvitation
from lehc.recruitment.rules import may_take_back_team


def show_members(
    team: PlaceTeam, members: Iterable[Application]
) -> list[dict[str, Any]]:
    return [
        {
            "name": str(member.person),
            "is_lead": is_lead(member.person, team),
            "organisation": say_organisation(member),
            "sector": member.organisation.get_sector_display()
            if member.organisation
            else "",
            "is_signed_off": bool(member.signed_off_at),
            "reference": member.reference,
        }
        for member in members
    ]


def say_organisation(member: Application) -> str:
    if member.is_independent:
        return "Not part of an organisation"
    return str(member.organisation or "Organisation not named yet")


def show_invitations(invitations: Iterable[TeamInvitation]) -> list[dict[str, Any]]:
    """Invitations that led nowhere yet; those taken back are left out."""
    shown = []
    for invitation in invitations:
        state = read_invitation_state(invitation)
        if state in {InvitationState.WITHDRAWN, InvitationState.JOINED}:
            continue
        shown.append(
            {
                "id": invitation.pk,
                "name": invitation.name,
                "email": invitation.email,
                "state": state.label,
                "is_open": state == InvitationState.WAITING,
                "may_resend": state != InvitationState.DECLINED,
            }
        )
    return shown


def say_mix(members: Sequence[Application]) -> str:
    """The mix of organisations so far, in one sentence."""
    people, organisations = len(members), count_organisations(members)
    if not organisations:
        return "Nobody has named their organisation yet."
    who = "1 person" if people == 1 else f"{people} people"
    where = "1 organisation" if organisations == 1 else f"{organisations} organisations"
    return f"{who} from {where} so far."


def say_size(team: PlaceTeam, people: int) -> str:
    least, most = team.call.team_minimum, team.call.team_maximum
    words = f"A team has {least} to {most} people, from different organisations."
    if team.sent_at is not None and people < least:
        words += (
            " Yours has become smaller since it was sent. The programme team knows, "
            "and the panel decides whether it stays."
        )
    return words


def show_team(
    team: PlaceTeam,
    members: Sequence[Application],
    invitations: Iterable[TeamInvitation],
    person: Any,
) -> dict[str, Any]:
    """Everything that the team's page says."""
    leads = is_lead(person, team)
    unlocked = may_change_membership(team)
    invited = show_invitations(invitations)
    taken = len(members) + sum(row["is_open"] for row in invited)
    return {
        "members": show_members(team, members),
        "invitations": invited,
        "mix": say_mix(members),
        "size": say_size(team, len(members)),
        "leads": leads,
        "may_take_back": leads and may_take_back_team(team, members),
        "may_leave": unlocked,
        "may_invite": leads and unlocked and taken < team.call.team_maximum,
        "may_arrange": leads and unlocked,
        "is_full": taken >= team.call.team_maximum,
        "is_open": team.call.is_open,
    }
