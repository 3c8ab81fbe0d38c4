"""Feedback and second looks in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from lehc.assessment.enums import SECOND_LOOK_ENDS, SecondLookState
from lehc.assessment.models import SecondLook
from lehc.assessment.rules import may_ask_second_look
from lehc.design.templatetags.design import spoken_date, spoken_moment
from lehc.recruitment.enums import ApplicationState
from lehc.recruitment.explaining import Explanation
from lehc.recruitment.models import Application

COLOURS = {
    SecondLookState.ASKED: "coral",
    SecondLookState.GIVEN: "sun",
    SecondLookState.STAYS: "grey",
    SecondLookState.AGAIN: "leaf",
}
# What the applicant reads: they are not told who looks.
TOLD = {
    SecondLookState.ASKED: "We have what you told us, and are finding somebody who had "
    "no part in the decision.",
    SecondLookState.GIVEN: "Somebody who had no part in the decision is looking at it.",
    SecondLookState.STAYS: "The decision stays as it is.",
    SecondLookState.AGAIN: "The panel will look at your application again.",
}


def explain_second_look(application: Application) -> Explanation | None:
    """What an applicant may do after a decision, or where their second look stands."""
    asked = application.second_looks.exists()
    if not asked and not may_ask_second_look(application.person, application):
        return None
    label = "See how far the second look is" if asked else "Ask for a second look"
    return Explanation(
        label, reverse("application_second_look", args=[application.reference])
    )


def show_own_second_look(look: SecondLook) -> dict[str, Any]:
    steps = list(look.steps.all())
    state = SecondLookState(look.state)
    return {
        "state": TOLD[state],
        "asked": spoken_date(look.asked_at),
        "words": look.words,
        "reason": steps[-1].reason if state in SECOND_LOOK_ENDS else "",
    }


def show_second_looks(looks: Iterable[SecondLook], slug: str) -> list[dict[str, Any]]:
    """The team's list."""
    return [
        {
            "reference": look.application.reference,
            "asked": spoken_date(look.asked_at),
            "words": look.words,
            "state": look.get_state_display(),
            "colour": COLOURS[SecondLookState(look.state)],
            "looker": str(look.looker) if look.looker else "",
            "give_url": reverse("second_look_give", args=[slug, look.pk])
            if look.state == SecondLookState.ASKED
            else "",
        }
        for look in looks
    ]


def show_feedback_list(applications: Iterable[Any], slug: str) -> list[dict[str, Any]]:
    """Whose feedback is to be written, is ready, or has gone, as a task list."""
    return [
        {
            "title": f"{row.person} ({row.reference})",
            "hint": "On the waiting list" if is_waiting(row) else "",
            "url": reverse("feedback_edit", args=[slug, row.reference]),
            "status": say_feedback(row),
            "status_class": "" if row.is_sent else "sun" if row.is_ready else "teal",
        }
        for row in applications
    ]


def is_waiting(application: Application) -> bool:
    """Whether a place may still come, so that nothing can be looked at again yet."""
    return application.state == ApplicationState.WAITING


def say_feedback(row: Any) -> str:
    if row.is_sent:
        return "Sent"
    if row.is_ready:
        return "Ready" if row.is_told else "Ready, after the decision letter"
    return "Being written" if row.is_written else "To write"


def say_given(look: SecondLook) -> str:
    return f"Asked for on {spoken_moment(look.asked_at)}."
