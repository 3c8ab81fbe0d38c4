"""Limits on what the public may do how often, counted in the shared cache."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.cache import cache

HOUR = 60 * 60
DAY = 24 * HOUR


@dataclass(frozen=True)
class Limit:
    """At most `most` times within `seconds` of the first."""

    name: str
    most: int
    seconds: int = HOUR


# A library or a hospital is one connection to us.
ENQUIRIES = Limit("enquiries", most=30)
ENQUIRIES_OF_ONE = Limit("enquiries-of-one", most=5, seconds=DAY)


def count_use(limit: Limit, who: str | int) -> bool:
    """Count one use by `who`; False once they have used the limit up."""
    key = f"limit:{limit.name}:{who}"
    cache.add(key, 0, limit.seconds)
    try:
        return cache.incr(key) <= limit.most
    except ValueError:  # the count ran out between the two calls
        cache.set(key, 1, limit.seconds)
        return True


def is_used_up(limit: Limit, who: str | int) -> bool:
    """Whether nothing is left; asking counts nothing."""
    return int(cache.get(f"limit:{limit.name}:{who}", 0)) >= limit.most
