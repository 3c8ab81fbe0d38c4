from __future__ import annotations

from typing import Any

from django.db import transaction

from lehc.accounts.enums import Role
from lehc.audit.actions import record
from lehc.learning.models import Participant, make_calendar_key
from lehc.places.models import Area
from lehc.programmes.models import RoleGrant
from lehc.recruitment.models import Application
from lehc.recruitment.queries.answers import collect_answers

PLACE_QUESTION = "place"


@transaction.atomic
def welcome_participant(*, application: Application, by: Any) -> Participant:
    """Give the person who accepted a place their seat in the cohort."""
    cohort = application.call.cohort
    participant, _ = Participant.objects.update_or_create(
        cohort=cohort,
        person=application.person,
        defaults={
            "application": application,
            "organisation": application.organisation,
            "place": find_place(application),
            "left_at": None,
        },
    )
    RoleGrant.objects.get_or_create(
        person=application.person,
        programme=cohort.programme,
        cohort=cohort,
        role=Role.PARTICIPANT,
        ended_at=None,
    )
    record("learning.welcome_participant", participant, by=by)
    return participant


def find_place(application: Application) -> Area | None:
    """The place a person applied from: their team's, or the one they answered."""
    if application.team:
        return application.team.place
    answer = collect_answers([application])[application.pk].get(PLACE_QUESTION)
    if answer is None or not isinstance(answer.value, str):
        return None
    return Area.objects.filter(code=answer.value).order_by("-vintage").first()


@transaction.atomic
def choose_visibility(
    *,
    participant: Participant,
    shows_name: bool,
    shows_organisation: bool,
    shows_email: bool,
    by: Any,
) -> None:
    """Set what the cohort sees of a person."""
    participant.shows_name = shows_name
    participant.shows_organisation = shows_organisation
    participant.shows_email = shows_email
    participant.save(update_fields=["shows_name", "shows_organisation", "shows_email"])
    record("learning.choose_visibility", participant, by=by)


@transaction.atomic
def renew_calendar_key(*, participant: Participant, by: Any) -> None:
    """Give the private calendar a new address; the old one stops answering."""
    participant.calendar_key = make_calendar_key()
    participant.save(update_fields=["calendar_key"])
    record("learning.renew_calendar_key", participant, by=by)
