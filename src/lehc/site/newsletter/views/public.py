"""Asking for the newsletter, confirming, and leaving it in one press."""

from __future__ import annotations

from allauth.core.ratelimit import consume_or_429
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from lehc.site.newsletter.actions.subscribing import (
    ask_for_newsletter,
    confirm_subscriber,
    end_subscription,
)
from lehc.site.newsletter.enums import ENDED_STATES, SubscriberState
from lehc.site.newsletter.forms import JoinForm
from lehc.site.newsletter.links import read_confirm_token
from lehc.site.newsletter.queries import find_subscriber


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest) -> HttpResponseBase:
    """Ask for the newsletter. The answer is the same whoever the address belongs to."""
    form = JoinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        too_often = consume_or_429(request, action="newsletter", key=email)
        if too_often is not None:
            return too_often
        if not form.is_from_a_machine:
            ask_for_newsletter(email=email)
        return redirect("newsletter_asked")
    return render(request, "newsletter/join.html", {"form": form})


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    return render(request, "newsletter/asked.html")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The link in the letter. Programs that look at links press no buttons."""
    key = read_confirm_token(token)
    subscriber = find_subscriber(key) if key else None
    if subscriber is None or subscriber.state in ENDED_STATES:
        return render(request, "newsletter/confirm_old.html", status=404)
    if subscriber.state == SubscriberState.ACTIVE:
        return render(request, "newsletter/confirmed.html")
    if request.method == "POST":
        confirm_subscriber(key=subscriber.key)
        return render(request, "newsletter/confirmed.html")
    return render(request, "newsletter/confirm.html")


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, key: str) -> HttpResponse:
    """Leave: one press on the page, or none at all in a mail program (RFC 8058).

    A mail program posts without a cookie, so the key in the address is what proves
    who asks. Somebody who has left before gets the same answer.
    """
    subscriber = find_subscriber(key)
    if subscriber is None:
        raise Http404
    if request.method == "POST":
        end_subscription(subscriber=subscriber)
        return render(request, "newsletter/left.html")
    if subscriber.state in ENDED_STATES:
        return render(request, "newsletter/left.html")
    return render(request, "newsletter/leave.html")
