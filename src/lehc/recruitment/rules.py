"""What somebody may do with an application of theirs, and when."""

from __future__ import annotations

from collections.abc import Iterable

from lehc.recruitment.enums import (
    ASSESSABLE_STATES,
    EDITABLE_STATES,
    TRANSITIONS,
    ApplicationState,
)
from lehc.recruitment.models import Application, PlaceTeam
from lehc.recruitment.reading import is_being_read


def may_edit(application: Application) -> bool:
    return application.state in EDITABLE_STATES and application.call.is_open


def may_take_back(application: Application) -> bool:
    """Alone, sent, not yet read by anybody, and the deadline has not passed.

    A team's lead does it for all.
    """
    return (
        application.state == ApplicationState.SUBMITTED
        and application.team_id is None
        and application.call.is_open
        and not is_being_read(application)
    )


def may_take_back_team(team: PlaceTeam, members: Iterable[Application]) -> bool:
    """Sent, the deadline has not passed, and nobody has looked at any part of it."""
    return (
        team.sent_at is not None
        and team.call.is_open
        and all(
            member.state == ApplicationState.SUBMITTED and not is_being_read(member)
            for member in members
        )
    )


def may_withdraw(application: Application) -> bool:
    state = ApplicationState(application.state)
    return ApplicationState.WITHDRAWN in TRANSITIONS[state]


def may_ask_sponsor(application: Application) -> bool:
    """Until a decision is made, even after the deadline: sponsors leave, or say no."""
    return (
        application.call.needs_sponsor
        and not application.is_independent
        and application.state in EDITABLE_STATES | ASSESSABLE_STATES
    )
