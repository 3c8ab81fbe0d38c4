from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format

from lehc.learning.models import Participant
from lehc.programmes.models import Cohort, Session

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


@dataclass(frozen=True)
class SessionRow:
    title: str
    kind: str
    when: str
    venue: str
    notes: str
    is_past: bool


def show_session(session: Session, *, now: datetime) -> SessionRow:
    return SessionRow(
        title=session.title,
        kind=session.get_kind_display(),
        when=say_when(session.starts_at, session.ends_at),
        venue=session.venue,
        notes=session.notes,
        is_past=session.ends_at < now,
    )


def say_when(start: datetime, end: datetime) -> str:
    """“Tuesday 24 November 2026, 10am to 4pm”, in the programme's time zone."""
    start, end = timezone.localtime(start), timezone.localtime(end)
    day = date_format(start, "l j F Y")
    if start.date() == end.date():
        return f"{day}, {date_format(start, 'fA')} to {date_format(end, 'fA')}".replace(
            "AM", "am"
        ).replace("PM", "pm")
    return f"{day} to {date_format(end, 'l j F Y')}"


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
        when = say_when(coming.starts_at, coming.ends_at)
        return f"Come to {coming.title}: {when}{where}."
    if timezone.localdate(now) > cohort.ends_on:
        return "Your cohort has finished. Thank you for being part of it."
    return "We will put the next session's date here as soon as it is set."
