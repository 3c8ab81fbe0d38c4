"""What assessment asks of the programme team today."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from lehc.assessment.enums import SecondLookState
from lehc.assessment.policy import find_rubric, panel_applications, panel_tallies
from lehc.assessment.queries.access import find_call
from lehc.assessment.queries.after import (
    count_without_feedback,
    list_given_second_looks,
    list_second_looks,
)
from lehc.assessment.queries.easy_read import count_unwritten
from lehc.assessment.queries.payments import list_claims
from lehc.assessment.queries.progress import describe_progress
from lehc.assessment.queries.swaps import list_visible_swaps
from lehc.assessment.rules import is_round_open, may_see_payments
from lehc.programmes.models import Cohort
from lehc.programmes.todo import ToDo
from lehc.recruitment.models import Call


def list_assessment_todos(cohort: Cohort, person: Any) -> Iterable[ToDo]:
    """Counts of what this person may see; nothing before there are applications."""
    call = find_call(cohort)
    if call is None:
        return []
    return [
        *list_reading_todos(call, cohort, person),
        ask_for_feedback(call, person),
        ask_for_lookers(call, person),
        ask_for_own_looks(call, person),
        *list_payment_todos(call, person),
    ]


def list_payment_todos(call: Call, person: Any) -> list[ToDo]:
    """Claims that wait for the coordinator, who alone may know of them."""
    if not may_see_payments(person, call.cohort):
        return []
    count = list_claims(call).open().count()
    words = f"{plural(count, 'claim')} for involvement payments"
    return [ToDo(words, count, reverse("payments", args=[call.cohort.slug]))]


def ask_for_feedback(call: Call, person: Any) -> ToDo:
    """Those who have read that they get no place, and not yet why."""
    count = count_without_feedback(person, call)
    words = f"{'person' if count == 1 else 'people'} to give feedback to"
    return ToDo(words, count, reverse("feedback", args=[call.cohort.slug]))


def ask_for_lookers(call: Call, person: Any) -> ToDo:
    """Second looks that were asked for and are with nobody yet."""
    asked = list_second_looks(person, call).filter(state=SecondLookState.ASKED)
    count = asked.count()
    words = f"{plural(count, 'second look')} to give to somebody"
    return ToDo(words, count, reverse("second_looks", args=[call.cohort.slug]))


def ask_for_own_looks(call: Call, person: Any) -> ToDo:
    """Second looks at this call's decisions that this person was asked to take."""
    given = list_given_second_looks(person).filter(application__call=call)
    count = given.count()
    words = f"{plural(count, 'second look')} for you to take"
    return ToDo(words, count, reverse("assessing"))


def list_reading_todos(call: Call, cohort: Cohort, person: Any) -> list[ToDo]:
    visible = panel_applications(person, call)
    rubric = find_rubric(call)
    progress = describe_progress(call, rubric, visible)
    if not progress.applications:
        return []
    home = reverse("assessment", args=[cohort.slug])
    if rubric is None:
        words = "rubric to publish, so that assessing can start"
        return [ToDo(words, 1, reverse("rubric", args=[cohort.slug]))]
    disputes = panel_tallies(person, call).undecided_disputes().count()
    waiting = sum(load.to_declare for load in progress.loads.values())
    is_open = is_round_open(rubric)
    short = progress.short_of_assessors if is_open else progress.short_of_reviews
    lacking = "assessors" if is_open else "reviews"
    return [
        ToDo(say(len(short), f"without enough {lacking}"), len(short), home),
        ToDo(
            plural(waiting, "declaration") + " of interest that assessors have to make",
            waiting if is_open else 0,
            home,
        ),
        ToDo(
            plural(disputes, "disagreement") + " for the panel to talk about",
            disputes,
            reverse("panel", args=[cohort.slug]),
        ),
        *(list_asked_of_team(call, person) if is_open else ()),
    ]


def list_asked_of_team(call: Call, person: Any) -> list[ToDo]:
    """What assessors wait for, while they read."""
    swaps = len(list_visible_swaps(person, call))
    summaries = count_unwritten(person, call)
    to_write = "summary" if summaries == 1 else "summaries"
    slug = call.cohort.slug
    return [
        ToDo(
            f"{plural(swaps, 'swap')} that assessors ask for",
            swaps,
            reverse("swaps", args=[slug]),
        ),
        ToDo(
            f"Easy Read {to_write} to write",
            summaries,
            reverse("easy_read", args=[slug]),
        ),
    ]


def say(count: int, words: str) -> str:
    return f"{plural(count, 'application')} {words}"


def plural(count: int, word: str) -> str:
    return word if count == 1 else f"{word}s"
