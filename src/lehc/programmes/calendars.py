"""Session dates as iCalendar, the format every calendar program reads (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from icalendar import Calendar, Event

from lehc.programmes.models import Cohort, Session
from lehc.programmes.structured import write_address

# How often a calendar program may ask again (RFC 7986).
LOOK_AGAIN = timedelta(hours=12)


def write_calendar(
    cohort: Cohort, sessions: Iterable[Session], *, host: str, now: datetime
) -> bytes:
    """A calendar of one cohort; each session keeps its identity when it changes."""
    name = f"{cohort.programme.short_name} {cohort.name}"
    events = [write_event(session, host=host, now=now) for session in sessions]
    return join_events(name, events)


def write_all_dates(
    name: str, sessions: Iterable[Session], *, host: str, now: datetime
) -> bytes:
    """One calendar of every cohort; the sessions have their cohort at hand."""
    events = []
    for session in sessions:
        event = write_event(session, host=host, now=now)
        event["summary"] = f"{session.title} ({session.cohort.name.lower()})"
        event.add("url", write_address("cohort", session.cohort.slug))
        events.append(event)
    return join_events(name, events)


def join_events(name: str, events: Iterable[Event]) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//LEHC//Session dates//EN")
    calendar.add("version", "2.0")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", LOOK_AGAIN, parameters={"VALUE": "DURATION"})
    for event in events:
        calendar.add_component(event)
    return calendar.to_ical()


def write_event(session: Session, *, host: str, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"session-{session.pk}@{host}")
    event.add("dtstamp", now)
    event.add("dtstart", session.starts_at)
    event.add("dtend", session.ends_at)
    event.add("summary", session.title)
    if session.venue:
        event.add("location", session.venue)
    if session.notes:
        event.add("description", session.notes)
    return event
