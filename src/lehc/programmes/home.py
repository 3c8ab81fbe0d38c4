"""What the site's first page says of the programme, gathered in one place."""

from __future__ import annotations

from typing import Any

from lehc.programmes.invitations import InvitationState, list_invitations
from lehc.programmes.models import Programme
from lehc.programmes.presenters import show_paragraphs, show_partners
from lehc.programmes.queries import list_milestones, list_partners
from lehc.programmes.reach import list_places_reached, list_reach
from lehc.programmes.reach_map import draw_reach


def gather_home(programme: Programme) -> dict[str, Any]:
    """What the parts in templates/programmes/home/ need."""
    invitations = list_invitations(programme)
    return {
        "programme": programme,
        "invitation": invitations[0] if invitations else None,
        "others": [
            one for one in invitations[1:] if one.state != InvitationState.CLOSED
        ],
        "why": show_paragraphs(programme.why),
        "figures": list_reach(programme),
        "milestones": list_milestones(programme),
        "reach_map": draw_reach(list_places_reached(programme)),
        "partners": show_partners(list_partners(programme)),
        "may_tell_me": not any(
            one.state == InvitationState.OPEN for one in invitations
        ),
    }
