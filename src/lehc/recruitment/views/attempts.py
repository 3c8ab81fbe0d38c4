"""Trying an action for somebody: what stands in the way is said, nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render, resolve_url

View = Callable[..., HttpResponse]
NOT_TYPED = frozenset({"csrfmiddlewaretoken", "later", "seen"})


def attempt(request: HttpRequest, action: Callable[..., Any], **facts: Any) -> bool:
    """Run an action as the signed-in person; a refusal becomes a message."""
    try:
        action(by=request.user, **facts)
    except ValidationError as refusal:
        for sentence in refusal.messages:
            messages.error(request, sentence)
        return False
    return True


def read_post(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to; an empty POST is an answer too."""
    return request.POST if request.method == "POST" else None


def list_typed(request: HttpRequest) -> list[str]:
    """The words somebody typed in a form, to be shown so that they can be copied."""
    return [
        value
        for name, values in request.POST.lists()
        if name not in NOT_TYPED
        for value in values
        if value.strip()
    ]


def keep_typed(view: View) -> View:
    """Somebody who was signed out while they wrote gets their words back to copy."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and not request.user.is_authenticated:
            return render(
                request,
                "recruitment/applying/signed_out.html",
                {"typed": list_typed(request), "login_url": find_sign_in(request)},
                status=403,
            )
        return view(request, *args, **kwargs)

    return guarded


def find_sign_in(request: HttpRequest) -> str:
    """Where to sign in so as to come back to this page."""
    query = urlencode({"next": request.get_full_path()})
    return f"{resolve_url(settings.LOGIN_URL)}?{query}"


def show_not_saved(
    request: HttpRequest, back_url: str, refusal: ValidationError
) -> HttpResponse:
    """What was typed could not be kept: say why, and show it so it can be copied."""
    return render(
        request,
        "recruitment/applying/not_saved.html",
        {
            "typed": list_typed(request),
            "sentences": refusal.messages,
            "is_closed": getattr(refusal, "code", "") == "closed",
            "back_url": back_url,
        },
        status=409,
    )
