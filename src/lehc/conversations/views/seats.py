"""Who is looking: the conversation, the browser's key, and its voter, if any."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.defaultfilters import pluralize
from django_htmx.http import HttpResponseClientRedirect

from lehc.conversations.browser import read_key
from lehc.conversations.keys import AUTHOR, hash_key
from lehc.conversations.models import Conversation, Voter
from lehc.conversations.presenters.public import show_conversation
from lehc.conversations.queries.access import find_voter, get_public


@dataclass(frozen=True)
class Seat:
    """A browser at a conversation."""

    conversation: Conversation
    voter: Voter | None
    key: str

    @property
    def author_hash(self) -> str:
        if not self.key:
            return ""
        return hash_key(AUTHOR, self.key, self.conversation.pk)


def find_seat(request: HttpRequest, slug: str) -> Seat:
    """Raises Http404 when the public has no such conversation."""
    conversation, key = get_public(slug), read_key(request)
    return Seat(conversation, find_voter(conversation, key), key)


def say_shut(seat: Seat) -> str:
    """Why nothing can be sent from here any more."""
    if seat.conversation.is_open:
        return "You have left this conversation in this browser"
    return "This conversation is closed"


def send_to(request: HttpRequest, address: str) -> HttpResponse:
    """Lead to another page: htmx would put that page inside the card."""
    if request.headers.get("HX-Request"):
        return HttpResponseClientRedirect(address)
    return redirect(address)


def ask_to_wait(
    request: HttpRequest, conversation: Conversation, seconds: int
) -> HttpResponse:
    """A page that keeps what was sent and sends it again after a moment.

    The card that htmx sent is still there to press: the page with it says to wait.
    """
    if request.headers.get("HX-Request"):
        messages.error(
            request,
            "A lot has come from where you are in a short time, so we go a little "
            f"slower. Your last answer is not counted yet: wait {seconds} "
            f"second{pluralize(seconds)}, then answer again.",
        )
        return send_to(request, request.path)
    response = render(
        request,
        "conversations/wait.html",
        {
            "conversation": show_conversation(conversation),
            "seconds": seconds,
            "fields": list_sent(request),
        },
        status=429,
    )
    response.headers["Retry-After"] = str(seconds)
    return response


def list_sent(request: HttpRequest) -> list[tuple[str, str]]:
    """Everything a form sent, as hidden fields keep it until it is sent again."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken"
    ]
