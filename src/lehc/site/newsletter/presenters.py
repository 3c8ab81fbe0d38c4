"""What the team's page says of the newsletter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse

from lehc.design.templatetags.design import spoken_date
from lehc.site.newsletter.enums import CopyState
from lehc.site.newsletter.models import Issue

COLUMNS = [
    "Issue",
    "Date",
    "State",
    {"label": "Copies sent", "numeric": True},
    {"label": "Came back", "numeric": True},
    "Next step",
]


def show_counts(counts: Mapping[str, int]) -> list[dict[str, Any]]:
    return [
        {"value": counts["active"], "label": "get the newsletter"},
        {"value": counts["waiting"], "label": "asked and have not confirmed yet"},
        {"value": counts["left"], "label": "left in the last 30 days"},
        {"value": counts["unreachable"], "label": "can't be reached"},
    ]


def show_issues(
    issues: Sequence[Issue],
    copies: Mapping[int, Mapping[str, int]],
    *,
    slug: str,
    edit_url: str,
) -> list[list[Any]]:
    """A row for each issue, with the one step that makes sense next."""
    return [
        [
            issue.title,
            spoken_date(issue.date),
            name_state(issue, find_copies(issue, copies)),
            find_copies(issue, copies).get(CopyState.SENT, 0),
            find_copies(issue, copies).get("bounced", 0),
            name_next_step(issue, find_copies(issue, copies), slug, edit_url),
        ]
        for issue in issues
    ]


def find_copies(
    issue: Issue, copies: Mapping[int, Mapping[str, int]]
) -> Mapping[str, int]:
    sending = getattr(issue, "sending", None)
    return copies[sending.pk] if sending else {}


def name_state(issue: Issue, copies: Mapping[str, int]) -> dict[str, str]:
    sending = getattr(issue, "sending", None)
    if sending is None:
        if issue.live:
            return {"tag": "Public, not sent", "colour": "sun"}
        return {"tag": "Draft", "colour": "grey"}
    unsure = copies.get(CopyState.UNSURE, 0)
    waiting = copies.get(CopyState.QUEUED, 0) + copies.get(CopyState.HANDING, 0)
    if waiting:
        return {"tag": f"Being sent, {waiting} to go", "colour": "sun"}
    if unsure:
        return {"tag": f"Sent, {unsure} not certain", "colour": "coral"}
    return {"tag": "Sent", "colour": "leaf"}


def name_next_step(
    issue: Issue, copies: Mapping[str, int], slug: str, edit_url: str
) -> Any:
    """A link: edit a draft, send what is public, look after what is not certain."""
    about = {"visually_hidden": issue.title}
    if getattr(issue, "sending", None) is None:
        if not issue.live:
            return {
                "text": "Write and publish",
                "href": f"{edit_url}{issue.pk}/edit/",
            } | (about)
        href = reverse("newsletter_send", args=[slug, issue.pk])
        return {"text": "Send", "href": href} | about
    if copies.get(CopyState.UNSURE) and not copies.get(CopyState.QUEUED):
        href = reverse("newsletter_unsure", args=[slug, issue.pk])
        return {"text": "Decide about copies", "href": href} | about
    return None
