"""Voting: one statement at a time."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from lehc.conversations.actions.voting import (
    cast_vote,
    undo_vote,
    withdraw_everything,
)
from lehc.conversations.enums import Door
from lehc.conversations.forms.voting import read_vote
from lehc.conversations.limits import (
    CHANGING_BY_VOTER,
    seconds_to_wait,
    vote_wait,
)
from lehc.conversations.models import Voter
from lehc.conversations.presenters.public import show_conversation
from lehc.conversations.presenters.voting import (
    is_pause_due,
    read_skipped,
    say_card_title,
    say_vote,
    show_card,
    show_progress,
    show_votes,
    write_skipped,
)
from lehc.conversations.queries.voting import (
    get_open_statement,
    list_cast,
    list_open,
    list_votes_with_words,
)
from lehc.conversations.routing import find_next
from lehc.conversations.views.seats import (
    Seat,
    ask_to_wait,
    find_seat,
    say_shut,
    send_to,
)
from lehc.programmes.views.desk import read_ids


@require_http_methods(["GET", "HEAD", "POST"])
def vote(request: HttpRequest, slug: str) -> HttpResponse:
    """The card: one statement, three answers."""
    seat = find_seat(request, slug)
    if seat.voter is None or not seat.conversation.is_open:
        return show_the_door(request, seat)
    if request.method == "POST":
        return take_vote(request, seat, seat.voter)
    skipped = read_skipped(request.GET.get("skipped", ""))
    return render_card(
        request,
        seat,
        skipped,
        last=request.GET.get("last", ""),
        may_pause="pause" in request.GET,
    )


def show_the_door(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The conversation's page; it says so when an answer came too late."""
    if request.method == "POST":
        messages.error(
            request, f"{say_shut(seat)}, so your last answer is not counted."
        )
    return send_to(request, reverse("conversation", args=[seat.conversation.slug]))


def take_vote(request: HttpRequest, seat: Seat, voter: Voter) -> HttpResponse:
    """Record an answer and show what comes next."""
    address = reverse("vote", args=[seat.conversation.slug])
    sent = read_vote(request.POST)
    if sent is None:
        return send_to(request, address)
    cast = list_cast(voter)
    wait = vote_wait((row.cast_at for row in cast), now=timezone.now())
    statement = get_open_statement(seat.conversation, sent["statement"])
    if not wait and any(row.statement_id == statement.pk for row in cast):
        wait = seconds_to_wait(CHANGING_BY_VOTER, voter.pk)
    if wait:
        return ask_to_wait(request, seat.conversation, wait)
    skipped = read_skipped(sent["skipped"])
    try:
        cast_vote(
            voter=voter,
            statement=statement,
            value=sent["vote"],
            matters=sent["matters"],
        )
    except ValidationError as error:  # it was closed or replaced meanwhile
        messages.error(request, error.messages[0])
        return send_to(request, address)
    if request.headers.get("HX-Request"):
        return render_card(
            request, seat, skipped, last=str(statement.pk), may_pause=True
        )
    query = {"last": statement.pk, "skipped": write_skipped(skipped), "pause": 1}
    return redirect(f"{address}?{urlencode(query)}#card")


def render_card(
    request: HttpRequest, seat: Seat, skipped: list[int], *, last: str, may_pause: bool
) -> HttpResponse:
    """The next statement, the pause after five, or the end."""
    assert seat.voter is not None
    statements = list(list_open(seat.conversation).prefetch_related("translations"))
    cast = {row.statement_id: row for row in list_cast(seat.voter)}
    known = {row.pk: row for row in statements}
    answered, total = len(cast.keys() & known.keys()), len(statements)
    context: dict[str, Any] = {
        "conversation": show_conversation(seat.conversation),
        "is_part": bool(request.headers.get("HX-Request")),
        "last": None,
        "is_in_room": seat.voter.door == Door.ROOM,
    }
    [previous] = read_ids([last]) or [0]
    if previous in cast and previous in known:
        said = cast[previous]
        words = say_vote(known[said.statement_id], said.value)
        context["last"] = {"id": said.statement_id, "words": words}
    context["progress"] = show_progress(answered, total)
    if not (may_pause and is_pause_due(answered, total)):
        following = find_next(seat.voter, statements, set(cast), skipped)
        if following is not None:
            context["card"] = show_card(
                following, answered=answered, total=total, skipped=skipped
            )
    context["title"] = say_card_title(context.get("card"), total - answered)
    template = "_card.html" if context["is_part"] else "vote.html"
    return render(request, f"conversations/{template}", context)


@require_POST
def vote_undo(request: HttpRequest, slug: str) -> HttpResponse:
    """Take one vote back and ask again."""
    seat = find_seat(request, slug)
    sent = read_ids([request.POST.get("statement", "")])
    if seat.voter is None or not sent:
        return redirect("conversation", slug)
    statement = get_open_statement(seat.conversation, sent[0])
    if wait := seconds_to_wait(CHANGING_BY_VOTER, seat.voter.pk):
        return ask_to_wait(request, seat.conversation, wait)
    try:
        undo_vote(voter=seat.voter, statement=statement)
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect("conversation", slug)
    if request.POST.get("back") == "mine":
        messages.success(request, "That vote has been taken back.")
        return redirect("my_votes", slug)
    return redirect(f"{reverse('vote', args=[slug])}#card")


@require_safe
def my_votes(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything this browser has answered here."""
    seat = find_seat(request, slug)
    if seat.voter is None:
        return redirect("conversation", slug)
    return render(
        request,
        "conversations/my_votes.html",
        {
            "conversation": show_conversation(seat.conversation),
            "votes": show_votes(list_votes_with_words(seat.voter)),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """Take everything back."""
    seat = find_seat(request, slug)
    wrote = seat.author_hash and seat.conversation.statements.filter(
        author_hash=seat.author_hash
    )
    if seat.voter is None and not (wrote and wrote.exists()):
        return redirect("conversation", slug)
    if request.method == "POST":
        withdraw_everything(voter=seat.voter, author_hash=seat.author_hash)
        messages.success(
            request, "Your votes are deleted, and nothing here leads to you any more."
        )
        return redirect("conversation", slug)
    return render(
        request,
        "conversations/withdraw.html",
        {"conversation": show_conversation(seat.conversation)},
    )
