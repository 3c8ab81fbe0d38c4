"""What the public pages of a conversation say."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from lehc.conversations.enums import Door, Phase, Scope
from lehc.conversations.models import Conversation
from lehc.design.templatetags.design import spoken_date, spoken_moment
from lehc.programmes.presenters import show_paragraphs

DOOR_WORDS = {
    Door.OPEN: "Anybody who has the address can take part. One person could come in "
    "more than once.",
    Door.ROOM: "Everybody in the room has the same link.",
    Door.INVITATION: "By personal invitation. Each can be used once.",
    Door.BEHALF: "On paper or aloud, entered by somebody else.",
}
PHASE_COLOURS = {Phase.OPEN: "leaf", Phase.COMING: "sun", Phase.CLOSED: "grey"}


def show_conversation(conversation: Conversation) -> dict[str, Any]:
    """The head of every page of a conversation."""
    phase = conversation.get_phase()
    return {
        "question": conversation.question,
        "slug": conversation.slug,
        "url": reverse("conversation", args=[conversation.slug]),
        "paragraphs": show_paragraphs(conversation.context),
        "scope": name_scope(conversation),
        "audience": conversation.audience,
        "phase": phase.label,
        "phase_colour": PHASE_COLOURS.get(phase, ""),
        "is_open": phase == Phase.OPEN,
        "is_closed": phase == Phase.CLOSED,
        "paper_until": say_paper(conversation, phase),
        "times": say_times(conversation, phase),
        "doors": [DOOR_WORDS[door] for door in conversation.doors],
        "takes_statements": conversation.takes_statements,
        "is_invented": conversation.is_invented,
        "brought_in_on": spoken_date(conversation.made_at)
        if conversation.is_brought_in
        else "",
    }


def name_scope(conversation: Conversation) -> str:
    if conversation.scope == Scope.COHORT:
        return str(conversation.cohort)
    if conversation.scope == Scope.PLACE:
        return str(conversation.place)
    return conversation.programme.name


def say_paper(conversation: Conversation, phase: Phase) -> str:
    """Until when sheets are still typed in after the end; empty if they are not."""
    if phase != Phase.CLOSED or not conversation.takes_paper:
        return ""
    return str(spoken_date(conversation.paper_until))


def say_times(conversation: Conversation, phase: Phase) -> str:
    if conversation.is_undated:
        day = spoken_date(conversation.made_at)
        return f"We don’t know when it was held. Brought in on {day}"
    if conversation.is_brought_in:
        return f"The last vote was on {spoken_date(conversation.closes_at)}"
    if phase == Phase.COMING:
        return f"Opens {spoken_moment(conversation.opens_at)}"
    if phase == Phase.OPEN:
        return f"Open until {spoken_moment(conversation.closes_at)}"
    return f"Closed since {spoken_date(conversation.closes_at)}"


def show_cards(conversations: Any) -> list[dict[str, Any]]:
    """Conversations for the public list."""
    return [show_conversation(row) for row in conversations]


def say_wait(since: datetime | None) -> str:
    """How long something has waited: “since today”, “for 12 days”."""
    days = (timezone.localdate() - timezone.localdate(since)).days
    if days == 0:
        return "since today"
    return "for 1 day" if days == 1 else f"for {days} days"
