"""Guessing at secret links: counted by where it comes from, and stopped."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.http import HttpRequest

from lehc.recruitment.limits import WRONG_LINKS, count_use, is_used_up


def count_wrong_link(request: HttpRequest) -> None:
    count_use(WRONG_LINKS, get_adapter(request).get_client_ip(request))


def has_guessed_too_often(request: HttpRequest) -> bool:
    """Whether so many wrong links came from there that none is looked up any more."""
    return is_used_up(WRONG_LINKS, get_adapter(request).get_client_ip(request))
