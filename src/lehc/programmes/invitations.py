"""Calls as the public pages announce them: recruitment registers its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from lehc.programmes.models import Programme


class InvitationState(StrEnum):
    OPEN = "open"
    UPCOMING = "upcoming"
    CLOSED = "closed"


# What a visitor can act on soonest comes first.
URGENCY = {
    InvitationState.OPEN: 0,
    InvitationState.UPCOMING: 1,
    InvitationState.CLOSED: 2,
}


@dataclass(frozen=True)
class Invitation:
    """A call in a few words: what it is, until when, and where to read on."""

    cohort_id: int
    state: InvitationState
    headline: str
    detail: str
    action: str
    url: str


Source = Callable[[Programme], Iterable[Invitation]]
_sources: list[Source] = []


def register_invitations(source: Source) -> Source:
    """Register `function(programme)`: its published calls, newest cohort first."""
    _sources.append(source)
    return source


def list_invitations(programme: Programme) -> list[Invitation]:
    """Every published call: open ones first, then upcoming, then closed."""
    found = [invitation for source in _sources for invitation in source(programme)]
    return sorted(found, key=lambda invitation: URGENCY[invitation.state])
