from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from lehc.accounts.paths import is_always_open
from lehc.programmes.rules import is_in_a_team

Page = Callable[[HttpRequest], HttpResponse]


class SecondStepMiddleware:
    """Programme teams see people's data, so they prove twice who they are.

    Without a second step in this session a team member reaches only the account's own
    pages: to set one up, or to use the one they have. A passkey counts as both proofs.
    """

    def __init__(self, get_response: Page) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if (
            not settings.SECOND_FACTOR_FOR_TEAM
            or is_always_open(request.path)
            or has_proved_twice(request)
            or not is_in_a_team(request.user)
        ):
            return self.get_response(request)
        return HttpResponseRedirect(find_way_in(request))


def has_proved_twice(request: HttpRequest) -> bool:
    """Whether this session has seen a passkey, an app's code or a recovery code."""
    if not request.user.is_authenticated:
        return False
    records = get_authentication_records(request, request.user)
    return any(entry["method"] == "mfa" for entry in records)


def find_way_in(request: HttpRequest) -> str:
    """The page that asks for the second step, or that explains how to set one up."""
    ways = get_adapter().get_reauthentication_methods(request.user)
    page = ways[0]["url"] if ways else reverse("second_step_needed")
    return f"{page}?{urlencode({'next': request.get_full_path()})}"
