"""Enquiries as the team's inbox shows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import Truncator

from lehc.design.templatetags.design import spoken_moment
from lehc.programmes.enquiry_queries import EVERYTHING, LATE, LATE_AFTER
from lehc.programmes.enums import EnquiryState
from lehc.programmes.models import Enquiry, EnquiryNote, EnquiryReply

COLUMNS = ("Who asked", "Question", "Waiting", "With", "State")
STATE_COLOURS = {
    EnquiryState.WAITING: "sun",
    EnquiryState.ANSWERED: "leaf",
    EnquiryState.CLOSED: "grey",
}
STATES = (
    (EnquiryState.WAITING.value, "Waiting"),
    (LATE, "Waiting over 5 days"),
    (EnquiryState.ANSWERED.value, "Answered"),
    (EnquiryState.CLOSED.value, "Closed"),
    (EVERYTHING, "All"),
)
LISTED_CHARACTERS = 90


def show_state_links(
    counts: Mapping[str, int], wanted: Mapping[str, str], path: str
) -> list[dict[str, Any]]:
    """The states with their numbers; each keeps the other filters."""
    current = wanted.get("state") or EnquiryState.WAITING.value
    return [
        {
            "label": label,
            "count": counts[state],
            "url": f"{path}?{urlencode({**wanted, 'state': state})}",
            "current": state == current,
        }
        for state, label in STATES
    ]


def show_enquiry_rows(enquiries: Iterable[Enquiry], slug: str) -> list[list[Any]]:
    return [
        [
            {"text": enquiry.name, "href": reverse("enquiry", args=[slug, enquiry.pk])},
            format_html(
                '{}<br><span class="lehc-quiet">{}</span>',
                enquiry.get_topic_display(),
                Truncator(enquiry.message).chars(LISTED_CHARACTERS),
            ),
            say_waiting(enquiry),
            str(enquiry.assigned_to) if enquiry.assigned_to else None,
            {
                "tag": "Waits too long"
                if is_late(enquiry)
                else enquiry.get_state_display(),
                "colour": "coral"
                if is_late(enquiry)
                else STATE_COLOURS[EnquiryState(enquiry.state)],
            },
        ]
        for enquiry in enquiries
    ]


def is_late(enquiry: Enquiry) -> bool:
    waits = enquiry.state == EnquiryState.WAITING
    return waits and enquiry.received_at < timezone.now() - LATE_AFTER


def say_waiting(enquiry: Enquiry) -> str | None:
    """Since when somebody waits, in days; None for whoever does not."""
    if enquiry.state != EnquiryState.WAITING:
        return None
    came = timezone.localtime(enquiry.received_at).date()
    days = (timezone.localdate() - came).days
    if days <= 0:
        return "since today"
    return "1 day" if days == 1 else f"{days} days"


def show_story(
    notes: Iterable[EnquiryNote], replies: Iterable[EnquiryReply]
) -> list[dict[str, Any]]:
    """Notes and answers in one order of time; a note is for the team alone."""
    entries: list[dict[str, Any]] = [
        {
            "at": note.at,
            "what": "Note for the team",
            "by": str(note.by),
            "text": note.text,
        }
        for note in notes
    ]
    entries += [
        {
            "at": reply.at,
            "what": f"Answer by e-mail: {reply.letter.get_state_display().lower()}",
            "by": str(reply.by),
            "text": reply.text,
            "is_reply": True,
        }
        for reply in replies
    ]
    entries.sort(key=lambda entry: entry["at"])
    return [entry | {"when": spoken_moment(entry["at"])} for entry in entries]


def show_enquiry(enquiry: Enquiry) -> list[dict[str, Any]]:
    """Rows about one enquiry."""
    waiting = say_waiting(enquiry)
    return [
        {"key": "About", "value": enquiry.get_topic_display()},
        {"key": "E-mail", "value": enquiry.email},
        {"key": "Received", "value": spoken_moment(enquiry.received_at)},
        {"key": "Waiting", "value": waiting or "No longer"},
        {"key": "With", "value": str(enquiry.assigned_to or "Nobody yet")},
    ]
