"""Writing a statement, and hearing what became of it."""

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

from lehc.conversations.actions.following import (
    confirm_following,
    follow,
    stop_following,
)
from lehc.conversations.actions.statements import appeal, take_back, write_statement
from lehc.conversations.browser import find_network
from lehc.conversations.forms.voting import AppealForm, FollowForm, WriteForm
from lehc.conversations.keys import read_follower
from lehc.conversations.limits import (
    FOLLOWING_BY_NETWORK,
    WRITING_BY_AUTHOR,
    WRITING_BY_NETWORK,
    seconds_to_wait,
)
from lehc.conversations.presenters.public import show_conversation
from lehc.conversations.presenters.statements import show_mine, show_own, show_similar
from lehc.conversations.queries.statements import (
    find_follower,
    get_mine,
    list_mine,
    list_similar,
)
from lehc.conversations.validators import LONGEST_STATEMENT
from lehc.conversations.views.seats import Seat, ask_to_wait, find_seat, say_shut
from lehc.programmes.forms import copy_errors
from lehc.programmes.views.desk import read_post

MOST_SAID_BACK = 2 * LONGEST_STATEMENT


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, slug: str) -> HttpResponse:
    """Write; look at what says nearly the same; send."""
    seat = find_seat(request, slug)
    conversation = seat.conversation
    if seat.voter is None or not conversation.is_open:
        return turn_away(request, seat)
    form = WriteForm(read_post(request))
    similar = []
    if request.method == "POST" and "back" not in request.POST and form.is_valid():
        text = form.cleaned_data["text"]
        if "sure" not in request.POST:
            similar = list_similar(conversation, text)
        if not similar:
            return send(request, seat, form)
    return render_write(request, seat, form, similar)


def turn_away(request: HttpRequest, seat: Seat) -> HttpResponse:
    """To the conversation's page; what came too late is said, with its words."""
    text = request.POST.get("text", "").strip()[:MOST_SAID_BACK]
    if text:
        messages.error(request, f"{say_shut(seat)}, so this was not sent: “{text}”")
    return redirect("conversation", seat.conversation.slug)


def send(request: HttpRequest, seat: Seat, form: WriteForm) -> HttpResponse:
    """Take the statement, unless a rule or the pace says not yet."""
    wait = max(
        seconds_to_wait(WRITING_BY_AUTHOR, seat.author_hash),
        seconds_to_wait(WRITING_BY_NETWORK, find_network(request)),
    )
    if wait:
        return ask_to_wait(request, seat.conversation, wait)
    try:
        statement = write_statement(
            conversation=seat.conversation,
            text=form.cleaned_data["text"],
            language=form.cleaned_data["language"],
            author_hash=seat.author_hash,
        )
    except ValidationError as error:
        copy_errors(form, ValidationError({"text": error.messages}))
        return render_write(request, seat, form, [])
    return redirect("sent", seat.conversation.slug, statement.number)


def render_write(
    request: HttpRequest, seat: Seat, form: WriteForm, similar: list
) -> HttpResponse:
    return render(
        request,
        "conversations/write.html",
        {
            "conversation": show_conversation(seat.conversation),
            "form": form,
            "similar": show_similar(similar),
            "words": form.cleaned_data["text"] if similar else "",
            "language": form.cleaned_data["language"] if similar else "",
            "reads_first": seat.conversation.reads_first,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def sent(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Thanks, what happens next, and a letter about it for who wants one."""
    seat = find_seat(request, slug)
    statement = get_mine(seat.conversation, seat.author_hash, number)
    form = FollowForm(read_post(request))
    if request.method == "POST" and form.is_valid():
        wait = seconds_to_wait(FOLLOWING_BY_NETWORK, find_network(request))
        if wait:
            return ask_to_wait(request, seat.conversation, wait)
        follow(
            conversation=seat.conversation,
            statement=statement,
            email=form.cleaned_data["email"],
        )
        messages.success(
            request, "We have sent you a letter. Open the link in it to say yes."
        )
        return redirect("my_statements", slug)
    return render(
        request,
        "conversations/sent.html",
        {
            "conversation": show_conversation(seat.conversation),
            "statement": show_own(statement),
            "reads_first": seat.conversation.reads_first,
            "form": form,
        },
    )


@require_safe
def my_statements(request: HttpRequest, slug: str) -> HttpResponse:
    """What this browser wrote, and what became of each."""
    seat = find_seat(request, slug)
    return render(
        request,
        "conversations/my_statements.html",
        {
            "conversation": show_conversation(seat.conversation),
            "statements": show_mine(list_mine(seat.conversation, seat.author_hash)),
        },
    )


@require_POST
def my_statement_take_back(
    request: HttpRequest, slug: str, number: int
) -> HttpResponse:
    """Take back what nobody has read yet."""
    seat = find_seat(request, slug)
    statement = get_mine(seat.conversation, seat.author_hash, number)
    try:
        take_back(statement=statement)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, "Your statement has been taken back.")
    return redirect("my_statements", slug)


@require_http_methods(["GET", "HEAD", "POST"])
def my_statement_appeal(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Ask that somebody else look again."""
    seat = find_seat(request, slug)
    statement = get_mine(seat.conversation, seat.author_hash, number)
    shown = show_own(statement)
    if not shown["may_appeal"]:
        return redirect("my_statements", slug)
    form = AppealForm(read_post(request))
    if request.method == "POST" and form.is_valid():
        appeal(
            review=statement.reviews.all()[0], words=form.cleaned_data["words"].strip()
        )
        messages.success(request, "Somebody else will look at your statement again.")
        return redirect("my_statements", slug)
    return render(
        request,
        "conversations/appeal.html",
        {
            "conversation": show_conversation(seat.conversation),
            "statement": shown,
            "form": form,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def follow_conversation(request: HttpRequest, slug: str) -> HttpResponse:
    """Leave an address to hear what becomes of the whole conversation."""
    seat = find_seat(request, slug)
    form = FollowForm(read_post(request))
    if request.method == "POST" and form.is_valid():
        wait = seconds_to_wait(FOLLOWING_BY_NETWORK, find_network(request))
        if wait:
            return ask_to_wait(request, seat.conversation, wait)
        follow(conversation=seat.conversation, email=form.cleaned_data["email"])
        messages.success(
            request, "We have sent you a letter. Open the link in it to say yes."
        )
        return redirect("conversation", slug)
    return render(
        request,
        "conversations/follow.html",
        {"conversation": show_conversation(seat.conversation), "form": form},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def following(request: HttpRequest, token: str) -> HttpResponse:
    """The link in each letter: say yes, or stop."""
    follower = find_follower(read_follower(token))
    if follower is None:
        return render(request, "conversations/following_unknown.html", status=404)
    answer = request.POST.get("answer")
    if answer in {"yes", "stop"}:
        slug = follower.conversation.slug
        if answer == "stop":
            stop_following(follower=follower)
            words = "We have forgotten your address and do not write again."
        else:
            confirm_following(follower=follower)
            words = "Thank you. We write to you when there is news."
        messages.success(request, words)
        return redirect("conversation", slug)
    context = {
        "conversation": show_conversation(follower.conversation),
        "is_confirmed": follower.is_confirmed,
    }
    return render(request, "conversations/following.html", context)
