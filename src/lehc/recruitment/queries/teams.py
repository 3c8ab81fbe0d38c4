from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404

from lehc.recruitment.links import hash_token
from lehc.recruitment.models import (
    Application,
    ApplicationQuerySet,
    PlaceTeam,
    TeamInvitation,
)


def get_team_of(person: Any, reference: str) -> PlaceTeam:
    """The place team, for one of its members.

    Raises:
        Http404: no such team, or the person is not in it.
    """
    mine = Application.objects.active().filter(person=person, team__isnull=False)
    team = (
        PlaceTeam.objects.select_related("call__cohort__programme", "place", "lead")
        .filter(reference=reference.upper(), pk__in=mine.values("team"))
        .first()
    )
    if team is None:
        raise Http404
    return team


def get_team_led_by(person: Any, reference: str) -> PlaceTeam:
    """The place team, for its lead.

    Raises:
        Http404: no such team, or the person does not lead it.
    """
    team = get_team_of(person, reference)
    if team.lead_id != person.pk:
        raise Http404
    return team


def members_of(team: PlaceTeam) -> ApplicationQuerySet:
    """The members' applications, the first to join first."""
    rows: ApplicationQuerySet = team.members.active()
    return rows.select_related("person", "organisation", "call").order_by(
        "started_at", "pk"
    )


def get_own_membership(team: PlaceTeam, person: Any) -> Application:
    return members_of(team).get(person=person)


def list_others(team: PlaceTeam, person: Any) -> list[Application]:
    """Everybody in the team but this person."""
    return list(members_of(team).exclude(person=person))


def get_member(team: PlaceTeam, reference: str) -> Application:
    """One member's application.

    Raises:
        Http404: it is not in this team.
    """
    member = members_of(team).filter(reference=reference.upper()).first()
    if member is None:
        raise Http404
    return member


def invitations_of(team: PlaceTeam) -> QuerySet[TeamInvitation]:
    """The newest invitation to each address, unless it was accepted.

    Those who accepted are members, whatever they had said to an earlier one.
    """
    newer = TeamInvitation.objects.filter(
        team=OuterRef("team"), email=OuterRef("email"), pk__gt=OuterRef("pk")
    )
    return team.invitations.filter(~Exists(newer), accepted_by=None)


def get_invitation(team: PlaceTeam, invitation_id: int) -> TeamInvitation:
    """One invitation of the team.

    Raises:
        Http404: there is none of that number.
    """
    found = team.invitations.select_related("team__call__cohort__programme")
    invitation = found.filter(pk=invitation_id).first()
    if invitation is None:
        raise Http404
    return invitation


def find_invitation(token: str) -> TeamInvitation | None:
    """The invitation that a link leads to."""
    return (
        TeamInvitation.objects.select_related(
            "team__call__cohort__programme", "team__lead", "team__place"
        )
        .filter(token_hash=hash_token(token))
        .first()
    )
