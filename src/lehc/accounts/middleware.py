from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from lehc.accounts.paths import is_always_open

Page = Callable[[HttpRequest], HttpResponse]


class AskNameMiddleware:
    """Asks a signed-in newcomer for their name, once, before anything else."""

    def __init__(self, get_response: Page) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if (
            request.method == "GET"
            and not is_always_open(request.path)
            and request.user.is_authenticated
            and not request.user.name
        ):
            there = urlencode({"next": request.get_full_path()})
            return HttpResponseRedirect(f"{reverse('account_name')}?{there}")
        return self.get_response(request)
