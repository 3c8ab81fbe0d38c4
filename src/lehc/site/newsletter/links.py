"""The addresses in what we send: to confirm, to leave, to read in a browser."""

from __future__ import annotations

from datetime import timedelta
from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.urls import reverse

CONFIRM_LASTS = timedelta(days=7)
LEAVE_HERE = "https://leave.newsletter.invalid/"  # stands for each person's own link
SALT = "lehc.site.newsletter.confirm"


def write_confirm_link(key: str) -> str:
    """A link that lasts a week. It is signed, so the key in other links is no help."""
    return write_address("newsletter_confirm", TimestampSigner(salt=SALT).sign(key))


def read_confirm_token(token: str) -> str | None:
    """The key that a confirming link speaks of, or None for a wrong or old one."""
    try:
        return TimestampSigner(salt=SALT).unsign(token, max_age=CONFIRM_LASTS)
    except BadSignature:
        return None


def write_leave_link(key: str) -> str:
    """A link that works for as long as the person is on the list."""
    return write_address("newsletter_leave", key)


def write_address(url_name: str, *arguments: str) -> str:
    return f"{settings.BASE_URL}{reverse(url_name, args=arguments)}"


def name_host() -> str:
    """The site's host, under which every message of ours has its name."""
    return urlsplit(settings.BASE_URL).hostname or "localhost"


def read_own_message_id(text: str) -> str:
    """The part of a Message-ID that names a copy of ours, or nothing."""
    name, _, host = parseaddr(text)[1].partition("@")
    return name if host.lower() == name_host() else ""
