from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from lehc.accounts.presenters import show_needs_flag
from lehc.accounts.queries import NeedsByPerson
from lehc.design.templatetags.design import spoken_date, spoken_moment
from lehc.learning.enums import MixBy
from lehc.learning.models import Participant, SetApart, SetPlace, SetPlan
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


@dataclass(frozen=True)
class PersonSet:
    """One round of somebody's own learning sets."""

    round: int
    number: int
    people: list[PersonCard]


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


def show_rounds(places: Iterable[SetPlace]) -> list[dict[str, Any]]:
    """Each round with its sets and their people, for the team."""
    rounds: dict[int, dict[int, list[Participant]]] = {}
    for place in places:
        sets = rounds.setdefault(place.round, {})
        sets.setdefault(place.number, []).append(place.participant)
    return [
        {
            "number": number,
            "sets": [
                {"number": own, "people": people}
                for own, people in sorted(sets.items())
            ],
        }
        for number, sets in sorted(rounds.items())
    ]


def show_my_sets(places: Iterable[SetPlace], viewer: Participant) -> list[PersonSet]:
    """The viewer's own set in each round, with people as they allow it to be seen."""
    rows = list(places)
    mine = {row.round: row.number for row in rows if row.participant_id == viewer.pk}
    return [
        PersonSet(
            number,
            own,
            show_people(
                (
                    row.participant
                    for row in rows
                    if (row.round, row.number) == (number, own)
                ),
                viewer_id=viewer.person_id,
            ),
        )
        for number, own in sorted(mine.items())
    ]


def show_plan_facts(plan: SetPlan, apart: Iterable[SetApart]) -> list[dict[str, str]]:
    """What was asked and what was reached, for the summary list."""
    mixed = ", ".join(MixBy(key).label for key in plan.mix) or "Nothing"
    pairs = "; ".join(f"{row.one.person} and {row.other.person}" for row in apart)
    return [
        {"key": "Sets and rounds", "value": say_size(plan)},
        {"key": "Mixed by", "value": mixed},
        {"key": "Kept apart", "value": pairs or "Nobody"},
        {"key": "First meetings", "value": say_meetings(plan)},
        {"key": "Evenness", "value": say_evenness(plan)},
        {"key": "Made by", "value": f"{plan.made_by}, {spoken_moment(plan.made_at)}"},
        {"key": "How", "value": f"{plan.version}, seed {plan.seed}"},
    ]


def say_size(plan: SetPlan) -> str:
    sets = "1 set" if plan.sets == 1 else f"{plan.sets} sets"
    rounds = "1 round" if plan.rounds == 1 else f"{plan.rounds} rounds"
    return f"{sets} over {rounds}"


def say_meetings(plan: SetPlan) -> str:
    """How many pairs meet, beside what no division can exceed."""
    if plan.meetings == plan.meetings_bound:
        return f"{plan.meetings} pairs of people meet: no other sets give more"
    return (
        f"{plan.meetings} pairs of people meet; no sets at all can give more than "
        f"{plan.meetings_bound}"
    )


def say_evenness(plan: SetPlan) -> str:
    if not plan.mix:
        return "The sets were not mixed by anything"
    if not plan.uneven:
        return "Every set has its even share of each group"
    times = "Once" if plan.uneven == 1 else f"{plan.uneven} times"
    return f"{times} a set has one person of a group more or fewer than its even share"


def show_plan_cards(plans: Iterable[SetPlan]) -> list[dict[str, Any]]:
    """The plans made so far, each with its state in words."""
    return [
        {
            "plan": plan,
            "heading": f"{say_size(plan)}, {spoken_moment(plan.made_at)}",
            "text": f"{say_meetings(plan)}. {say_evenness(plan)}.",
            "meta": f"In use since {spoken_moment(plan.fixed_at)}"
            if plan.fixed_at
            else "Not in use",
        }
        for plan in plans
    ]
