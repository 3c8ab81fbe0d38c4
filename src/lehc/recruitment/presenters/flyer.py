"""The flyer of a call: the same facts on the page, on paper and in a picture.

The facts are plain text, numbers and lists, so that their digest says whether a
printed flyer still tells the truth.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils import timezone

from lehc.design.templatetags.design import spoken_date
from lehc.programmes.models import Partner, Session
from lehc.programmes.presenters import show_times
from lehc.programmes.structured import write_address
from lehc.recruitment.easy_read import choose_picture, list_lines
from lehc.recruitment.enums import CallState
from lehc.recruitment.models import Call
from lehc.recruitment.wording import say_deadline


def show_flyer(
    call: Call, sessions: Sequence[Session], partners: Iterable[Partner]
) -> dict[str, Any]:
    """Everything a flyer says; the call has its cohort and programme at hand."""
    cohort, programme = call.cohort, call.cohort.programme
    is_closed = call.get_state() == CallState.CLOSED
    apply_url = write_address("cohort" if is_closed else "apply_start", cohort.slug)
    return {
        "programme": programme.name,
        "short_name": programme.short_name,
        "headline": programme.strapline or programme.introduction,
        "cohort": cohort.name,
        "stream": cohort.stream,
        "state": call.get_state().value,
        "deadline": show_deadline(call),
        "summary": call.summary,
        "audience": list_lines(call.audience),
        "facts": list_facts(call, sessions),
        "dates": [show_date(session) for session in sessions],
        "apply_heading": "Read more" if is_closed else "Read more and apply",
        "apply_page": "the cohort's page" if is_closed else "the page to apply",
        "apply_url": apply_url,
        "apply_words": apply_url.partition("://")[2].rstrip("/"),
        "contact_name": call.contact_name,
        "contact_email": call.contact_email,
        "partners": [show_partner(partner) for partner in partners],
        "is_invented": programme.is_invented,
    }


def show_picture(call: Call) -> dict[str, str]:
    """The picture for social media: its full address, and what it says."""
    deadline = show_deadline(call)
    return {
        "url": write_address("flyer_file", call.cohort.slug, "picture.png"),
        "alt": f"{call.cohort.programme.name}, {call.cohort.name.lower()}. "
        f"{deadline['what']} {deadline['when']}.",
    }


def show_deadline(call: Call) -> dict[str, str]:
    """The most important date: what it is, and when."""
    return {
        CallState.UPCOMING: {
            "what": "You can apply from",
            "when": say_deadline(call.opens_at),
        },
        CallState.OPEN: {"what": "Apply by", "when": say_deadline(call.closes_at)},
        CallState.CLOSED: {
            "what": "This call closed on",
            "when": spoken_date(call.closes_at),
        },
    }[call.get_state()]


def list_facts(call: Call, sessions: Sequence[Session]) -> list[dict[str, str]]:
    facts = [{"key": "Places", "value": str(call.cohort.capacity)}]
    if sessions:
        facts.append({"key": "When", "value": say_period(sessions)})
    if call.get_state() != CallState.CLOSED:
        by = spoken_date(call.decision_on)
        facts.append({"key": "How to apply", "value": say_ways(call)})
        facts.append({"key": "You hear from us by", "value": by})
    facts.append({"key": "What it costs", "value": call.cost or "Nothing"})
    return facts


def say_period(sessions: Sequence[Session]) -> str:
    """“8 sessions, March 2027 to November 2027”; both ends once when they are one."""
    first = timezone.localtime(sessions[0].starts_at)
    last = timezone.localtime(sessions[-1].ends_at)
    number = "1 session" if len(sessions) == 1 else f"{len(sessions)} sessions"
    ends = [f"{first:%B %Y}", f"{last:%B %Y}"]
    return f"{number}, {' to '.join(dict.fromkeys(ends))}"


def say_ways(call: Call) -> str:
    ways = ["on your own"] if call.allows_single else []
    if call.allows_teams:
        least, most = call.team_minimum, call.team_maximum
        ways.append(f"with {least} to {most} people from your place")
    words = ", or ".join(ways)
    return words[:1].upper() + words[1:]


def show_date(session: Session) -> dict[str, str]:
    return {
        "day": spoken_date(session.starts_at),
        "times": show_times(session),
        "title": session.title,
        "venue": session.venue,
    }


def show_partner(partner: Partner) -> dict[str, str]:
    return {
        "name": str(partner.organisation),
        "logo": partner.logo.name or "",
        "logo_alt": partner.logo_alt,
    }


def show_easy_read(call: Call) -> list[dict[str, str]]:
    """The lines of the Easy Read flyer, each with the picture beside it.

    The team writes what it is about; when to apply follows from the call.
    """
    lines = [(line, choose_picture(line)) for line in list_lines(call.easy_read)]
    lines += list_easy_dates(call)
    if call.get_state() != CallState.CLOSED:
        lines.append((f"You can ask {call.contact_name} for help to apply.", "phone"))
    return [{"text": text, "picture": picture} for text, picture in lines]


def list_easy_dates(call: Call) -> list[tuple[str, str]]:
    opens, closes = spoken_date(call.opens_at), spoken_date(call.closes_at)
    what = ("To apply means to ask for a place.", "meeting")
    return {
        CallState.UPCOMING: [
            what,
            (f"The first day to apply is {opens}.", "calendar"),
            (f"The last day to apply is {closes}.", "calendar"),
        ],
        CallState.OPEN: [
            what,
            (f"The last day to apply is {closes}.", "calendar"),
            (f"We write to you by {spoken_date(call.decision_on)}.", "letter"),
            ("Then you know if you have a place.", "people"),
        ],
        CallState.CLOSED: [
            (f"The last day to apply was {closes}.", "calendar"),
            ("You can't apply now.", "people"),
        ],
    }[call.get_state()]
