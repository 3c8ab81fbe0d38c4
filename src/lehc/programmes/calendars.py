"""A cohort's dates as an iCalendar feed (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable

from icalendar import Calendar, Event

from lehc.programmes.models import Cohort, Session

PRODUCT = "-//LEHC//Cohort dates//EN"


def write_calendar(cohort: Cohort, sessions: Iterable[Session], *, host: str) -> bytes:
    """The feed. A session keeps its UID, so a calendar that reads again moves it.

    DTSTAMP is the session's own start: the feed is the same bytes until a date
    changes, and a reader needs no other moment.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"{cohort.programme.short_name}: {cohort.name}")
    for session in sessions:
        calendar.add_component(write_event(session, host=host))
    return calendar.to_ical()


def write_event(session: Session, *, host: str) -> Event:
    event = Event()
    event.add("uid", f"session-{session.pk}@{host}")
    event.add("dtstamp", session.starts_at)
    event.add("dtstart", session.starts_at)
    event.add("dtend", session.ends_at)
    event.add("summary", session.title)
    if session.venue:
        event.add("location", session.venue)
    if session.notes:
        event.add("description", session.notes)
    return event
