"""What a voter's browser holds: one random key, in a cookie that scripts can't read."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from lehc.conversations.keys import make_key

COOKIE = "lehc_voice"
KEPT_FOR = 90 * 24 * 60 * 60  # as long as a long conversation
SHORTEST_KEY, LONGEST_KEY = 20, 40


def read_key(request: HttpRequest) -> str:
    """The key in the browser; empty where there is none."""
    key = request.COOKIES.get(COOKIE, "")
    return key if SHORTEST_KEY <= len(key) <= LONGEST_KEY else ""


def read_or_make_key(request: HttpRequest) -> str:
    return read_key(request) or make_key()


def keep_key(response: HttpResponse, key: str) -> HttpResponse:
    response.set_cookie(
        COOKIE,
        key,
        max_age=KEPT_FOR,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


def forget_key(response: HttpResponse) -> HttpResponse:
    response.delete_cookie(COOKIE, samesite="Lax")
    return response


def find_network(request: HttpRequest) -> str:
    """The address that the proxy vouches for, never what a client says of itself."""
    return get_adapter(request).get_client_ip(request) or ""
