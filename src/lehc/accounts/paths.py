"""Which pages a signed-in person may always reach, whatever is still asked of them."""

from __future__ import annotations

from django.conf import settings

ALWAYS_OPEN = ("/account/", "/demonstration/", "/health/")


def is_always_open(path: str) -> bool:
    """Whether a page must stay open: the account's own pages, and static files."""
    return path.startswith((*ALWAYS_OPEN, settings.STATIC_URL))
