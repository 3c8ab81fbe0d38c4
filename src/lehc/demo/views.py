"""Look at the site as somebody else. Only in the demonstration, only as the invented."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from allauth.account.utils import get_next_redirect_url
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from lehc.demo.mailbox import read_caught_letters
from lehc.demo.presenters import show_caught, show_visitors, show_written
from lehc.demo.queries import (
    MOST_LETTERS,
    find_visitor,
    list_letters_to_invented_people,
    list_visitors,
)

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
CATCHING_BACKEND = "django.core.mail.backends.filebased.EmailBackend"

View = Callable[..., HttpResponse]


def only_in_demonstration(view: View) -> View:
    """The addresses are not even mounted elsewhere; this is the second lock."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not settings.DEMONSTRATION:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@only_in_demonstration
@require_safe
def demonstration(request: HttpRequest) -> HttpResponse:
    """Each role with one button that signs in as it."""
    return render(
        request,
        "demo/demonstration.html",
        {
            "visitors": show_visitors(list_visitors()),
            "catches_letters": settings.EMAIL_BACKEND == CATCHING_BACKEND,
        },
    )


@only_in_demonstration
@require_POST
def enter(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign in as an invented person; anybody else does not exist here."""
    person = find_visitor(pk)
    if person is None:
        raise Http404
    login(request, person, backend=BACKEND)
    messages.success(request, f"You now look at the site as {person}.")
    return HttpResponseRedirect(get_next_redirect_url(request) or reverse("home"))


@only_in_demonstration
@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    """Letters that would have gone out, so that a visitor can follow their links."""
    if settings.EMAIL_BACKEND == CATCHING_BACKEND:
        folder = Path(settings.MAIL_FOLDER)
        caught = show_caught(read_caught_letters(folder, most=MOST_LETTERS))
    else:
        caught = show_written(list_letters_to_invented_people())
    return render(request, "demo/letters.html", {"letters": caught})
