from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from lehc.accounts.presenters import show_needs_flag
from lehc.accounts.queries import NeedsByPerson
from lehc.design.templatetags.design import spoken_date
from lehc.learning.models import Participant
from lehc.programmes.models import Cohort, Session
from lehc.programmes.presenters import show_times

SOMEONE = "Someone in this cohort"


@dataclass(frozen=True)
class PersonCard:
    """What the cohort sees of one person, as that person allows."""

    name: str
    organisation: str
    place: str
    email: str
    is_you: bool


def show_person(participant: Participant, *, viewer_id: int) -> PersonCard:
    organisation = participant.organisation if participant.shows_organisation else None
    return PersonCard(
        name=str(participant.person) if participant.shows_name else SOMEONE,
        organisation=str(organisation or ""),
        place=str(participant.place or ""),
        email=participant.person.email if participant.shows_email else "",
        is_you=participant.person_id == viewer_id,
    )


def show_people(
    participants: Iterable[Participant], *, viewer_id: int
) -> list[PersonCard]:
    """Everyone's card; those who hide their name come last, in no telling order."""
    cards = [show_person(row, viewer_id=viewer_id) for row in participants]
    return sorted(cards, key=lambda card: (card.name == SOMEONE, card.name, card.place))


def show_journey(cohort: Cohort, *, today: date) -> list[dict[str, str]]:
    """The quiet line that says where a participant is."""
    if today < cohort.starts_on:
        now = 1
    elif today <= cohort.ends_on:
        now = 2
    else:
        now = 3
    labels = ["Call", "Place accepted", "Sessions", "Alumni"]
    states = [
        "done" if i < now else "current" if i == now else "coming" for i in range(4)
    ]
    return [
        {"label": label, "state": state}
        for label, state in zip(labels, states, strict=True)
    ]


def say_next_step(sessions: Iterable[Session], cohort: Cohort, *, now: datetime) -> str:
    """What a participant does next, in one sentence."""
    coming = next((row for row in sessions if row.ends_at >= now), None)
    if coming:
        where = f" at {coming.venue}" if coming.venue else ""
        day = spoken_date(coming.starts_at)
        return f"Come to {coming.title}: {day}, {show_times(coming)}{where}."
    if timezone.localdate(now) > cohort.ends_on:
        return "Your cohort has finished. Thank you for being part of it."
    return "We will put the next session's date here as soon as it is set."


def show_participants(
    participants: Iterable[Participant], needs: NeedsByPerson
) -> list[dict[str, Any]]:
    """Rows of the team's list, each with the flag of what must be met."""
    return [
        {"participant": row, "flag": show_needs_flag(needs[row.person_id])}
        for row in participants
    ]
