"""What waits for the programme team in recruitment, in counts that link to lists."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from lehc.programmes.models import Cohort
from lehc.programmes.todo import ToDo
from lehc.recruitment.enums import (
    ASSESSABLE_STATES,
    ApplicationState,
    CallState,
    SponsorState,
)
from lehc.recruitment.models import ApplicationQuerySet, Call
from lehc.recruitment.queries.applications import filter_sponsor
from lehc.recruitment.queries.calls import get_call, is_published
from lehc.recruitment.queries.offers import count_free_places, near_deadline
from lehc.recruitment.queries.outbox import list_waiting_letters
from lehc.recruitment.sight import see_applications


def list_recruitment_todos(cohort: Cohort, person: Any) -> Iterable[ToDo]:
    """Everything that waits, from the call to the last offer."""
    call = get_call(cohort)
    if call is None:
        return [ToDo("call to plan", 1, reverse("desk_call", args=[cohort.slug]))]
    visible = see_applications(person, call)
    return [
        *count_unpublished(call),
        count_to_check(cohort, visible),
        count_sponsors(cohort, visible),
        count_letters(cohort, person),
        count_near_offers(cohort, visible),
        count_free(cohort, call),
    ]


def count_unpublished(call: Call) -> list[ToDo]:
    """The call itself, while the public can't read it."""
    if is_published(call):
        return []
    url = reverse("desk_call", args=[call.cohort.slug])
    is_late = call.get_state() != CallState.UPCOMING
    return [ToDo("call to publish", 1, url, is_urgent=is_late)]


def count_to_check(cohort: Cohort, visible: ApplicationQuerySet) -> ToDo:
    count = visible.filter(state=ApplicationState.SUBMITTED).count()
    words = "application to check" if count == 1 else "applications to check"
    return ToDo(words, count, link_list(cohort, state=ApplicationState.SUBMITTED))


def count_sponsors(cohort: Cohort, visible: ApplicationQuerySet) -> ToDo:
    """Sponsors who were asked and have not answered, while it still matters."""
    asked = filter_sponsor(visible, SponsorState.ASKED)
    count = asked.filter(state__in=ASSESSABLE_STATES).count()
    words = "sponsor has not answered" if count == 1 else "sponsors have not answered"
    return ToDo(words, count, link_list(cohort, sponsor=SponsorState.ASKED))


def link_list(cohort: Cohort, **filters: str) -> str:
    """The list of applications with one filter set."""
    [(name, value)] = filters.items()
    return f"{reverse('desk_applications', args=[cohort.slug])}?{name}={value}"


def count_letters(cohort: Cohort, person: Any) -> ToDo:
    count = list_waiting_letters(person, cohort).count()
    words = "letter waits in the outbox" if count == 1 else "letters wait in the outbox"
    return ToDo(words, count, reverse("desk_outbox", args=[cohort.slug]))


def count_near_offers(cohort: Cohort, visible: ApplicationQuerySet) -> ToDo:
    count = near_deadline(visible).count()
    words = "offer ends" if count == 1 else "offers end"
    url = reverse("desk_offers", args=[cohort.slug])
    return ToDo(f"{words} within three days", count, url, is_urgent=True)


def count_free(cohort: Cohort, call: Call) -> ToDo:
    count = count_free_places(call)
    words = "place is free" if count == 1 else "places are free"
    return ToDo(words, count, reverse("desk_offers", args=[cohort.slug]))
