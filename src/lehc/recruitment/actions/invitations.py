"""Invitations to a place team: sent, sent again, taken back, accepted, declined."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from lehc.audit.actions import record
from lehc.letters.enums import LetterKind
from lehc.recruitment.actions.handing_over import lock_team
from lehc.recruitment.actions.notices import post, tell_person
from lehc.recruitment.actions.teams import bring_into_team, require_unlocked
from lehc.recruitment.enums import InvitationState
from lehc.recruitment.links import hash_token, make_token, write_address
from lehc.recruitment.membership import read_invitation_state
from lehc.recruitment.models import Application, PlaceTeam, TeamInvitation
from lehc.recruitment.queries.teams import invitations_of, members_of

LASTS = timedelta(days=14)  # long enough for a fortnight's leave


@transaction.atomic
def invite_member(*, team: PlaceTeam, name: str, email: str, by: Any) -> TeamInvitation:
    """Invite somebody by e-mail to join the team.

    Raises:
        ValidationError: the team is full, sent or closed, or the person is invited or
            in it already.
    """
    current = lock_team(team)
    require_unlocked(current)
    address = email.strip().lower()
    require_newcomer(current, address)
    require_room(current)
    invitation = TeamInvitation(
        team=current, name=" ".join(name.split()), email=address
    )
    send_invitation(invitation)
    record("recruitment.invite_member", invitation, by=by, team=team.pk)
    return invitation


def require_newcomer(team: PlaceTeam, email: str) -> None:
    if members_of(team).filter(person__email=email).exists():
        raise ValidationError("They are in your team already.", code="member")
    if any(row.email == email for row in list_open_invitations(team)):
        raise ValidationError(
            "You have invited them already. You can send the invitation again.",
            code="invited",
        )


def require_room(team: PlaceTeam) -> None:
    taken = members_of(team).count() + len(list_open_invitations(team))
    if taken >= team.call.team_maximum:
        raise ValidationError(
            f"A team has at most {team.call.team_maximum} people, counting those "
            "you have invited.",
            code="full",
        )


def list_open_invitations(team: PlaceTeam) -> list[TeamInvitation]:
    rows = invitations_of(team)
    return [r for r in rows if read_invitation_state(r) == InvitationState.WAITING]


def send_invitation(invitation: TeamInvitation) -> None:
    """Give the invitation a fresh link, which ends the one before, and post it."""
    token = make_token()
    invitation.token_hash = hash_token(token)
    invitation.expires_at = timezone.now() + LASTS
    invitation.save()
    team = invitation.team
    post(
        template="team_invitation",
        to=invitation.email,
        call=team.call,
        kind=LetterKind.INVITATION,
        team=team,
        invitation=invitation,
        link=write_address("team_invitation", token),
    )


@transaction.atomic
def resend_invitation(*, invitation: TeamInvitation, by: Any) -> None:
    """Send an invitation again, with a new link; the old link stops working.

    Raises:
        ValidationError: the team is full, sent or closed, or it was answered.
    """
    team = lock_team(invitation.team)
    require_unlocked(team)
    current = lock_invitation(invitation)
    state = read_invitation_state(current)
    if state not in {InvitationState.WAITING, InvitationState.EXPIRED}:
        raise ValidationError("This invitation has been answered.", code="answered")
    if state == InvitationState.EXPIRED:
        require_newcomer(team, current.email)
        require_room(team)
    current.team = team
    send_invitation(current)
    record("recruitment.resend_invitation", current, by=by)


def lock_invitation(invitation: TeamInvitation) -> TeamInvitation:
    return TeamInvitation.objects.select_for_update().get(pk=invitation.pk)


@transaction.atomic
def withdraw_invitation(*, invitation: TeamInvitation, by: Any) -> None:
    """Take an invitation back; its link stops working. Twice is no trouble.

    Raises:
        ValidationError: the team is sent or closed, or the person has joined.
    """
    require_unlocked(lock_team(invitation.team))
    current = lock_invitation(invitation)
    if current.accepted_by_id:
        raise ValidationError("They have joined your team.", code="member")
    if current.withdrawn_at is None:
        current.withdrawn_at = timezone.now()
        current.save(update_fields=["withdrawn_at"])
        record("recruitment.withdraw_invitation", current, by=by)


@transaction.atomic
def accept_invitation(*, invitation: TeamInvitation, by: Any) -> Application:
    """Join the team by an invitation, and tell its lead. Twice joins once.

    Raises:
        ValidationError: the invitation or the team no longer takes anyone, or the
            person is in another team, or has sent an application alone.
    """
    team = lock_team(invitation.team)
    mine = members_of(team).filter(person=by).first()
    if mine is not None:
        return mine
    require_unlocked(team)
    current = lock_invitation(invitation)
    require_waiting(current)
    if members_of(team).count() >= team.call.team_maximum:
        raise ValidationError("The team is full.", code="full")
    application = bring_into_team(team=team, by=by)
    current.accepted_by, current.answered_at = by, timezone.now()
    current.save(update_fields=["accepted_by", "answered_at"])
    tell_person(person=team.lead, team=team, template="member_joined", who=by)
    return application


def require_waiting(invitation: TeamInvitation) -> None:
    state = read_invitation_state(invitation)
    if state != InvitationState.WAITING:
        raise ValidationError("This link can't be used any more.", code=state.value)


@transaction.atomic
def decline_invitation(*, invitation: TeamInvitation, by: Any = None) -> bool:
    """Say no; no account is needed. False when it no longer waited for an answer."""
    current = lock_invitation(invitation)
    if read_invitation_state(current) != InvitationState.WAITING:
        return False
    current.answered_at = timezone.now()
    current.save(update_fields=["answered_at"])
    record("recruitment.decline_invitation", current, by=by)
    team = invitation.team
    tell_person(
        person=team.lead, team=team, template="invitation_declined", who=current.name
    )
    return True
