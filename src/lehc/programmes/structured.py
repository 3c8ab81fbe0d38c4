"""Dates and programmes in the words of schema.org, which search engines read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from lehc.programmes.models import Cohort, Programme, Session


def write_address(url_name: str, *arguments: object) -> str:
    """The full address of a page."""
    return f"{settings.BASE_URL}{reverse(url_name, args=arguments)}"


def describe_organiser(programme: Programme) -> dict[str, Any]:
    return {
        "@type": "Organization",
        "name": programme.name,
        "url": write_address("home"),
    }


def describe_events(
    sessions: Iterable[Session], programme: Programme
) -> list[dict[str, Any]]:
    """Each session as an event; the sessions have their cohort at hand."""
    organiser = describe_organiser(programme)
    return [describe_event(session, organiser) for session in sessions]


def describe_event(session: Session, organiser: dict[str, Any]) -> dict[str, Any]:
    event = {
        "@type": "EducationEvent",
        "@id": f"{settings.BASE_URL}/#session-{session.pk}",
        "name": session.title,
        "description": say_what_it_is(session),
        "startDate": timezone.localtime(session.starts_at).isoformat(),
        "endDate": timezone.localtime(session.ends_at).isoformat(),
        "eventStatus": "https://schema.org/EventScheduled",
        "organizer": organiser,
        "url": write_address("cohort", session.cohort.slug),
    }
    if session.venue:
        place = {"@type": "Place", "name": session.venue, "address": session.venue}
        event["location"] = place
    return event


def say_what_it_is(session: Session) -> str:
    """“Workshop of the seventh cohort of LEHC”."""
    cohort: Cohort = session.cohort
    kind = session.get_kind_display()
    return f"{kind} of the {cohort.name.lower()} of {cohort.programme.short_name}"
