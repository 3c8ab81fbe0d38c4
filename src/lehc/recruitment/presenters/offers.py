"""An offer and what became of it, for the person it is made to and for the team."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone

from lehc.recruitment.enums import ApplicationState
from lehc.recruitment.models import Application, Offer
from lehc.recruitment.wording import say_deadline, say_until

TALLY_WORDS = {
    ApplicationState.OFFERED: "still to answer",
    ApplicationState.ACCEPTED: "accepted",
    ApplicationState.DECLINED: "declined",
    ApplicationState.LAPSED: "did not answer in time",
    ApplicationState.WITHDRAWN: "withdrew",
}
OUTCOME_COLOURS = {
    ApplicationState.OFFERED: "sun",
    ApplicationState.ACCEPTED: "leaf",
    ApplicationState.DECLINED: "grey",
    ApplicationState.LAPSED: "grey",
    ApplicationState.WITHDRAWN: "grey",
}


def show_offer(application: Application, offer: Offer | None) -> dict[str, Any]:
    """What the pages about an offer say to the applicant."""
    return {
        "application": application,
        "state": application.state,
        "call": application.call,
        "cohort": application.call.cohort,
        "programme": application.call.cohort.programme,
        "team": application.team,
        "deadline": say_deadline(offer.deadline) if offer else "",
        "left": say_left(offer) if offer else "",
    }


def say_left(offer: Offer) -> str:
    """How long there is to answer; past the deadline it is open until it lapses."""
    if offer.deadline < timezone.now():
        return "please answer today"
    return say_until(offer.deadline).replace("closes today", "last day")


def show_offer_rows(
    applications: Iterable[Application], *, slug: str
) -> list[dict[str, Any]]:
    """Rows of the team's table of offers; `applications` come from `with_offer`."""
    rows = []
    for application in applications:
        is_open = application.state == ApplicationState.OFFERED
        is_held = application.letter_state == "held"  # type: ignore[attr-defined]
        deadline = application.offer_deadline  # type: ignore[attr-defined]
        rows.append(
            {
                "name": str(application.person),
                "team": application.team.name if application.team else "",
                "url": reverse("desk_application", args=[slug, application.reference]),
                "standing": "Letter not sent yet"
                if is_open and is_held
                else application.get_state_display(),
                "colour": OUTCOME_COLOURS.get(
                    ApplicationState(application.state), "grey"
                ),
                "deadline": say_deadline(deadline),
                "left": say_left(Offer(deadline=deadline)) if is_open else "",
                "warned": bool(application.offer_warned_at),  # type: ignore[attr-defined]
                "deadline_url": reverse(
                    "offer_deadline", args=[slug, application.reference]
                )
                if is_open
                else "",
                "reply_url": reverse("offer_reply", args=[slug, application.reference])
                if is_open and not is_held
                else "",
            }
        )
    return rows


def show_tally(applications: Iterable[Application]) -> list[dict[str, Any]]:
    """How many offers stand where, for the line of figures at the top."""
    counts: dict[str, int] = {}
    for application in applications:
        counts[application.state] = counts.get(application.state, 0) + 1
    return [
        {"value": counts[state], "words": words}
        for state, words in TALLY_WORDS.items()
        if counts.get(state)
    ]
