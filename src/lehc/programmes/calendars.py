"""Session dates as iCalendar, the format every calendar program reads (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from icalendar import Calendar, Event

from lehc.programmes.models import Cohort, Session


def write_calendar(
    cohort: Cohort, sessions: Iterable[Session], *, host: str, now: datetime
) -> bytes:
    """A calendar of the sessions; each keeps its identity when its details change."""
    calendar = Calendar()
    calendar.add("prodid", "-//LEHC//Session dates//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"{cohort.programme.short_name} {cohort.name}")
    for session in sessions:
        calendar.add_component(write_event(session, host=host, now=now))
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
