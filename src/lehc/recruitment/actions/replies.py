"""An applicant's answer to an offer, and what follows from it."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from lehc.recruitment.acceptance import welcome
from lehc.recruitment.actions.decision_letters import write_notice
from lehc.recruitment.actions.moves import move_application
from lehc.recruitment.actions.offers import lock_open_offer, read_in_order
from lehc.recruitment.enums import ApplicationState
from lehc.recruitment.models import Application
from lehc.recruitment.queries.decisions import told
from lehc.recruitment.vacancies import HOLDS_A_PLACE


@transaction.atomic
def accept_offer(*, application: Application, by: Any, reason: str = "") -> None:
    """Take the place: welcome the person and confirm by letter.

    Raises:
        ValidationError: there is no offer to answer.
    """
    answer_offer(application, to=ApplicationState.ACCEPTED, by=by, reason=reason)
    welcome(application=application, by=by)
    [full] = read_in_order([application])
    write_notice(
        application=full,
        template="accepted",
        first_session=full.call.cohort.sessions.first(),
    )


@transaction.atomic
def decline_offer(*, application: Application, by: Any, reason: str = "") -> None:
    """Leave the place to somebody else; the others of a team are told, and keep theirs.

    Raises:
        ValidationError: there is no offer to answer.
    """
    answer_offer(application, to=ApplicationState.DECLINED, by=by, reason=reason)
    [full] = read_in_order([application])
    write_notice(application=full, template="declined")
    for member in list_told_team_mates(full):
        write_notice(application=member, template="team_mate_declined", mate=full)


def answer_offer(
    application: Application, *, to: ApplicationState, by: Any, reason: str
) -> None:
    offer = lock_open_offer(application)
    offer.answered_at = timezone.now()
    offer.save(update_fields=["answered_at"])
    move_application(application=application, to=to, by=by, reason=reason)


def list_told_team_mates(application: Application) -> list[Application]:
    """The others of the team who hold a place and know it."""
    if application.team is None:
        return []
    others = application.team.members.filter(state__in=HOLDS_A_PLACE)
    return read_in_order(told(others.exclude(pk=application.pk)))
