"""The public list, a conversation's front page, and the doors."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from lehc.conversations.actions.doors import join, redeem_invitation
from lehc.conversations.browser import (
    find_network,
    forget_key,
    keep_key,
    read_key,
    read_or_make_key,
)
from lehc.conversations.enums import Door
from lehc.conversations.keys import make_key
from lehc.conversations.limits import (
    JOINING_BY_BATCH,
    JOINING_BY_NETWORK,
    seconds_to_wait,
)
from lehc.conversations.models import Conversation
from lehc.conversations.presenters.public import show_cards, show_conversation
from lehc.conversations.queries.access import (
    find_desk,
    find_invitation,
    find_voter,
    get_by_room_key,
    list_public,
)
from lehc.conversations.queries.results import count_people
from lehc.conversations.views.seats import ask_to_wait, find_seat


@require_safe
def conversations(request: HttpRequest) -> HttpResponse:
    """Every conversation that is open, opens soon or has closed."""
    cards = show_cards(list_public())
    return render(
        request,
        "conversations/conversations.html",
        {
            "current": [card for card in cards if not card["is_closed"]],
            "closed": [card for card in cards if card["is_closed"]],
        },
    )


@require_safe
def conversation(request: HttpRequest, slug: str) -> HttpResponse:
    """What it is about, who may take part, how, and what comes of it."""
    seat = find_seat(request, slug)
    row = seat.conversation
    cohort = find_desk(request.user, row)
    return render(
        request,
        "conversations/conversation.html",
        {
            "conversation": show_conversation(row),
            "desk_slug": cohort.slug if cohort else "",
            "is_voter": seat.voter is not None,
            "may_start": row.has_open_door,
            "voters": count_people(row),
            "statements": row.statements.published().count(),
            "policy": row.moderation_policy,
            "policy_changed_on": row.policy_changed_on,
            "reasons": row.reasons.all(),
            "gunning": getattr(row, "gunning", None),
        },
    )


@require_POST
def conversation_start(request: HttpRequest, slug: str) -> HttpResponse:
    """Come in by the open link."""
    seat = find_seat(request, slug)
    if seat.voter is not None and not starts_afresh(request):
        return redirect("vote", slug)
    return come_in(request, seat.conversation, Door.OPEN)


@require_http_methods(["GET", "HEAD", "POST"])
def room(request: HttpRequest, key: str) -> HttpResponse:
    """The link on a poster: says what it is; a press of the button comes in."""
    row = get_by_room_key(key)
    if request.method == "POST":
        return come_in(request, row, Door.ROOM)
    return render(
        request,
        "conversations/door.html",
        {
            "conversation": show_conversation(row),
            "is_voter": find_voter(row, read_key(request)) is not None,
        },
    )


def starts_afresh(request: HttpRequest) -> bool:
    """Whether somebody says that another person has begun on this device."""
    return "afresh" in request.POST


def choose_key(request: HttpRequest) -> str:
    """The browser's own key, or a new one for the next person on this device."""
    return make_key() if starts_afresh(request) else read_or_make_key(request)


def come_in(request: HttpRequest, row: Conversation, door: Door) -> HttpResponse:
    """Join by a link that many people share."""
    key = choose_key(request)
    if find_voter(row, key) is None:
        wait = seconds_to_wait(JOINING_BY_NETWORK, f"{row.pk}:{find_network(request)}")
        if wait:
            return ask_to_wait(request, row, wait)
    try:
        join(conversation=row, door=door, key=key)
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect("conversation", row.slug)
    return keep_key(redirect("vote", row.slug), key)


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """A personal link. Looking at it uses nothing up; the button does, once."""
    found = find_invitation(token)
    if found is None:
        return render(request, "conversations/invitation_unknown.html", status=404)
    row = found.batch.conversation
    if request.method == "POST":
        wait = seconds_to_wait(JOINING_BY_BATCH, found.batch_id)
        if wait:
            return ask_to_wait(request, row, wait)
        key = choose_key(request)
        if find_voter(row, key) is not None:
            return redirect("vote", row.slug)
        try:
            redeem_invitation(invitation=found, key=key)
        except ValidationError as error:
            messages.error(request, error.messages[0])
            return redirect("conversation", row.slug)
        return keep_key(redirect("vote", row.slug), key)
    return render(
        request,
        "conversations/door.html",
        {
            "conversation": show_conversation(row),
            "is_personal": True,
            "is_voter": find_voter(row, read_key(request)) is not None,
        },
    )


@require_POST
def conversation_leave(request: HttpRequest, slug: str) -> HttpResponse:
    """Somebody else's turn on this device: the browser forgets who voted."""
    seat = find_seat(request, slug)
    row = seat.conversation
    messages.success(request, "This device has forgotten your votes. They still count.")
    if seat.voter and seat.voter.door == Door.ROOM and row.has_room_door:
        return forget_key(redirect("room", row.room_key))
    return forget_key(redirect("conversation", row.slug))
