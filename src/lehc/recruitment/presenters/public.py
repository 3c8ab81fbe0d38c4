"""What the public reads of a call: when, for whom, and what to do now."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone

from lehc.design.templatetags.design import spoken_date
from lehc.programmes.invitations import Invitation, InvitationState
from lehc.programmes.models import Cohort, Programme
from lehc.recruitment.enums import CallState
from lehc.recruitment.models import Call
from lehc.recruitment.queries.calls import published_calls
from lehc.recruitment.wording import say_deadline, say_until

# What `show_invitation` says: a call's other words are long.
SAID_OF_A_CALL = (
    *("opens_at", "closes_at", "decision_on"),
    *("cohort__number", "cohort__slug"),
)


def show_invitation(call: Call) -> Invitation:
    """A call in a few words, as the home page and the list of cohorts say it."""
    name = call.cohort.name.lower()
    state = call.get_state()
    headline, detail, action = {
        CallState.OPEN: (
            f"The call for our {name} is open",
            f"Apply by {say_deadline(call.closes_at)}.",
            "See how to apply",
        ),
        CallState.UPCOMING: (
            f"The call for our {name} opens soon",
            f"You can apply from {say_deadline(call.opens_at)}.",
            "See who it is for",
        ),
        CallState.CLOSED: (
            f"The call for our {name} has closed",
            f"Everybody who applied hears from us by {spoken_date(call.decision_on)}.",
            "Read about the cohort",
        ),
    }[state]
    return Invitation(
        cohort_id=call.cohort_id,
        state=InvitationState(state.value),
        headline=headline,
        detail=detail,
        action=action,
        url=reverse("cohort", args=[call.cohort.slug]),
    )


def list_call_invitations(programme: Programme) -> list[Invitation]:
    """The published calls of a programme, newest cohort first; one query."""
    calls = published_calls().filter(cohort__programme=programme)
    in_order = calls.select_related("cohort").order_by("-cohort__number")
    return [show_invitation(call) for call in in_order.only(*SAID_OF_A_CALL)]


FINISHED = "finished"


def find_state(cohort: Cohort, call: Call | None) -> str:
    """Where a cohort stands: “upcoming”, “open”, “closed”, “finished”, or “”.

    It follows the call until the cohort has finished; without a call it is “”.
    """
    if cohort.ends_on < timezone.localdate():
        return FINISHED
    return call.get_state().value if call else ""


def find_other_invitation(
    cohort: Cohort, invitations: Iterable[Invitation]
) -> Invitation | None:
    """The most urgent call that can still be answered, of another cohort."""
    for invitation in invitations:
        is_other = invitation.cohort_id != cohort.pk
        if is_other and invitation.state != InvitationState.CLOSED:
            return invitation
    return None


def show_sharing(cohort: Cohort, call: Call | None) -> dict[str, str]:
    """How the page is told where its address is shared."""
    state = find_state(cohort, call)
    words = cohort.programme.introduction
    if call is not None and state != FINISHED:
        words = f"{show_invitation(call).detail} {call.summary}"
    return {
        "title": f"{cohort.name} of {cohort.programme.name}",
        "description": " ".join(words.split()),
    }


def show_call(cohort: Cohort, call: Call) -> dict[str, Any]:
    """Everything a visitor needs of a published call, in words."""
    return {
        "call": call,
        "invitation": show_invitation(call),
        "audience": [line for line in call.audience.splitlines() if line.strip()],
        "until": say_until(call.closes_at),
        "key_dates": list_key_dates(cohort, call),
        "routes": describe_routes(call),
    }


def list_key_dates(cohort: Cohort, call: Call) -> list[dict[str, str]]:
    """Rows of the summary list, in the order of the year."""
    return [
        {"key": "The call opens", "value": say_deadline(call.opens_at)},
        {"key": "The call closes", "value": say_deadline(call.closes_at)},
        {"key": "The panel meets", "value": spoken_date(call.panel_on)},
        {"key": "You hear from us by", "value": spoken_date(call.decision_on)},
        {"key": "Places", "value": str(cohort.capacity)},
        {"key": "What it costs", "value": call.cost or "Nothing"},
    ]


def describe_routes(call: Call) -> list[dict[str, str]]:
    """The ways to apply that this call takes, each with what it asks."""
    routes = []
    if call.allows_single:
        routes.append(
            {
                "title": "On your own",
                "text": "You answer the questions yourself. Save them and come back "
                "as often as you like.",
            }
        )
    if call.allows_teams:
        routes.append(
            {
                "title": "As a place team",
                "text": f"{call.team_minimum} to {call.team_maximum} people from one "
                "place and from different organisations. One of you starts and "
                "invites the others. Each writes their own part. You are offered "
                "places together, or not at all.",
            }
        )
    return routes
