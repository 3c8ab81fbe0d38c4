"""Who leads a place team, and who leads it next."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from lehc.audit.actions import record
from lehc.recruitment.actions.notices import tell_person
from lehc.recruitment.models import PlaceTeam


def lock_team(team: PlaceTeam) -> PlaceTeam:
    """The row as it is now, locked until the transaction ends."""
    return (
        PlaceTeam.objects.select_for_update(of=("self",))
        .select_related("call__cohort__programme", "lead", "place")
        .get(pk=team.pk)
    )


@transaction.atomic
def hand_over_team(*, team: PlaceTeam, to: Any, by: Any) -> None:
    """Make another member the lead, and tell them.

    Raises:
        ValidationError: that person is not a member of the team.
    """
    if not team.members.active().filter(person=to).exists():
        raise ValidationError("Choose somebody who is in the team.", code="stranger")
    team.lead = to
    team.save(update_fields=["lead"])
    record("recruitment.hand_over_team", team, by=by, lead=to.pk)
    tell_person(person=to, team=team, template="team_lead", who=by)


def hand_over_if_lead(*, team: PlaceTeam, leaver: Any, by: Any) -> None:
    """When the lead leaves: hand over to the longest-standing member.

    With nobody left, what was still open of the team's invitations is taken back.
    """
    if team.lead_id != leaver.pk:
        return
    others = team.members.active().exclude(person=leaver).order_by("started_at", "pk")
    next_lead = others.select_related("person").first()
    if next_lead is not None:
        hand_over_team(team=team, to=next_lead.person, by=by)
        return
    team.invitations.filter(answered_at=None, withdrawn_at=None).update(
        withdrawn_at=timezone.now()
    )
    record("recruitment.end_team", team, by=by)
