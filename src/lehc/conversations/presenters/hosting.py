"""For the room: addresses, codes, the poster, invitations, reading back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

import segno
from django.conf import settings
from django.template.defaultfilters import pluralize
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from lehc.conversations.models import Conversation
from lehc.conversations.presenters.public import say_times
from lehc.design.templatetags.design import spoken_moment

POSTER_SCALE, LETTER_SCALE, QUIET_ZONE = 9, 4, 4


def write_room_address(conversation: Conversation) -> str:
    return f"{settings.BASE_URL}{reverse('room', args=[conversation.room_key])}"


def write_invitation_address(token: str) -> str:
    return f"{settings.BASE_URL}{reverse('invitation', args=[token])}"


def draw_code(text: str, *, title: str, scale: int) -> SafeString:
    """A square code as SVG with a title, which a PDF takes as its words."""
    drawing = segno.make(text, error="m", micro=False).svg_inline(
        scale=scale,
        border=QUIET_ZONE,
        dark="#000000",
        light="#ffffff",
        title=title,
        unit="px",  # with a view box, so that it scales with its box
    )
    return mark_safe(drawing)  # noqa: S308  segno draws only paths and numbers


def break_at_slashes(address: str) -> SafeString:
    """An address that goes on in a new line between its parts, never within one."""
    parts = [(part,) for part in re.split(r"(?<=/)(?=.)", address)]
    return format_html_join(mark_safe("<wbr>"), "{}", parts)


def show_poster(conversation: Conversation) -> dict[str, Any]:
    """What stands on the poster and on the big screen."""
    address = write_room_address(conversation)
    return {
        "question": conversation.question,
        "address": address,
        "plain_address": break_at_slashes(address.partition("//")[2]),
        "code": draw_code(
            address, title=f"Square code for {address}", scale=POSTER_SCALE
        ),
        "audience": conversation.audience,
        "times": say_times(conversation, conversation.get_phase()),
        "programme": conversation.programme.name,
        "slug": conversation.slug,
    }


def count_answers(count: int) -> str:
    return f"{count} answer{pluralize(count)}"


def say_lost(count: int) -> str:
    """That a sheet answered what is no longer open in those words."""
    return (
        f"{count_answers(count)} on that sheet {pluralize(count, 'is,are')} not "
        "counted: while you typed, somebody changed the statement or sent it back. "
        "Print the sheet again for those who have not answered yet."
    )


def show_sheets(sheets: Iterable[Any]) -> list[dict[str, Any]]:
    """Sheets that somebody typed, the newest first: how much, when, never what."""
    return [
        {
            "pk": row.pk,
            "answers": count_answers(row.vote_count),
            "typed": spoken_moment(row.typed_at),
        }
        for row in sheets
    ]


def show_letters(
    conversation: Conversation, tokens: Sequence[str], *, name: str, expires_at: Any
) -> dict[str, Any]:
    """A batch of invitations, one to a page half."""
    return {
        "question": conversation.question,
        "audience": conversation.audience,
        "programme": conversation.programme.name,
        "name": name,
        "expires": spoken_moment(expires_at),
        "letters": [
            {
                "number": number,
                "address": (address := write_invitation_address(token)),
                "code": draw_code(
                    address,
                    title=f"Square code of invitation {number}",
                    scale=LETTER_SCALE,
                ),
            }
            for number, token in enumerate(tokens, start=1)
        ],
    }


def say_back(results: dict[str, Any] | None) -> list[dict[str, Any]]:
    """What a facilitator reads out, in the order of reading."""
    if results is None:
        return []
    parts = [
        ("Most of you agree with this", results["agreed"]["lines"]),
        ("Here you differ. Who would like to say why?", results["split"]["lines"]),
        ("Most of you do not agree with this", results["against"]["lines"]),
        ("This matters to many of you", results["matter"]),
    ]
    return [{"title": title, "lines": lines} for title, lines in parts if lines]
