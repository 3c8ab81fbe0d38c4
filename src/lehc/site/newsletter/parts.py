"""An issue as what its page, its letter and its plain text say alike."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import expand_db_html

from lehc.programmes.queries import get_site_programme
from lehc.site.newsletter.links import LEAVE_HERE
from lehc.site.newsletter.plain_text import write_plain, write_whole_links

BLANK_LINES = re.compile(r"\s*\n\s*\n")


@dataclass(frozen=True)
class Letter:
    """An issue as it is sent: each person's own link stands where LEAVE_HERE is."""

    subject: str
    html: str
    text: str


def render_issue(issue: Any) -> Letter:
    programme = get_site_programme()
    context = {
        "issue": issue,
        "parts": read_parts(issue),
        "base_url": settings.BASE_URL,
        "issue_url": issue.full_url,
        "leave_url": LEAVE_HERE,
        "site_name": programme.name if programme else "LEHC",
        "contact": programme.contact_email if programme else "",
    }
    text = render_to_string("newsletter/letters/issue.txt", context).strip()
    return Letter(
        subject=" ".join(issue.title.split()),
        html=render_to_string("newsletter/letters/issue.html", context),
        text=BLANK_LINES.sub("\n\n", text) + "\n",
    )


def read_parts(issue: Any) -> list[dict[str, Any]]:
    """The blocks of an issue as plain values; parts with nothing in them are gone."""
    parts = (READERS[block.block_type](block.value, issue) for block in issue.body)
    return [part for part in parts if part]


def read_text(value: Any, issue: Any) -> dict[str, Any]:
    html = write_whole_links(expand_db_html(value.source), settings.BASE_URL)
    return {"kind": "text", "html": make_safe(html), "text": write_plain(html)}


def read_stories(value: Any, issue: Any) -> dict[str, Any] | None:
    """What is public of the stories that were chosen."""
    chosen = [page.specific for page in value["stories"] if page and page.live]
    stories = [
        {
            "title": story.title,
            "introduction": story.description,
            "url": story.full_url,
        }
        for story in chosen
    ]
    if not stories:
        return None
    return {"kind": "stories", "heading": value["heading"], "stories": stories}


def read_dates(value: Any, issue: Any) -> dict[str, Any] | None:
    """The cohort's sessions from the day of the issue on: the archive keeps them."""
    day = timezone.make_aware(datetime.combine(issue.date, time.min))
    cohort = value["cohort"]
    if cohort is None:
        return None
    sessions = cohort.sessions.filter(starts_at__gte=day)[: value["most"]]
    dates = [
        {"title": each.title, "when": each.starts_at, "where": each.venue}
        for each in sessions
    ]
    if not dates:
        return None
    heading = value["heading"]
    return {"kind": "dates", "heading": heading, "cohort": cohort, "dates": dates}


def read_action(value: Any, issue: Any) -> dict[str, Any]:
    page = value["page"]
    address = page.full_url if page else value["address"]
    if address.startswith("/"):
        address = settings.BASE_URL + address
    return {
        "kind": "action",
        "heading": value["heading"],
        "words": value["words"],
        "label": value["label"],
        "url": address,
    }


READERS: dict[str, Callable[[Any, Any], dict[str, Any] | None]] = {
    "text": read_text,
    "stories": read_stories,
    "dates": read_dates,
    "action": read_action,
}


def make_safe(html: str) -> SafeString:
    """Rich text of Wagtail's, which holds only what its editor writes."""
    return mark_safe(html)  # noqa: S308
