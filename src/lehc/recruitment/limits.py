"""Limits on what the public may do how often in recruitment."""

from __future__ import annotations

from lehc.programmes.limits import DAY, Limit, count_use, is_used_up

WRONG_LINKS = Limit("wrong-links", most=20)
INVITATIONS = Limit("invitations", most=20)
SPONSOR_REQUESTS = Limit("sponsor-requests", most=10)
WISHES_TO_KNOW = Limit("wishes-to-know", most=10)
WISHES_OF_ONE = Limit("wishes-of-one", most=3, seconds=DAY)

__all__ = [
    "INVITATIONS",
    "SPONSOR_REQUESTS",
    "WISHES_OF_ONE",
    "WISHES_TO_KNOW",
    "WRONG_LINKS",
    "Limit",
    "count_use",
    "is_used_up",
]
