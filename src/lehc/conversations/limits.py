"""Paces: how often, before the next one has to wait a little. Nobody is locked out.

A pace lets a burst through and then one each so many seconds. A library, where many
people share one address, is slowed for a moment; a program is slowed for ever.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from django.core.cache import cache

from lehc.conversations.keys import NETWORK, hash_key


@dataclass(frozen=True)
class Pace:
    """`burst` at once, then one every `seconds`."""

    name: str
    burst: int
    seconds: float


JOINING_BY_NETWORK = Pace("join-network", burst=60, seconds=5)
JOINING_BY_BATCH = Pace("join-batch", burst=60, seconds=2)
WRITING_BY_AUTHOR = Pace("write-author", burst=5, seconds=120)
WRITING_BY_NETWORK = Pace("write-network", burst=40, seconds=20)
FOLLOWING_BY_NETWORK = Pace("follow-network", burst=10, seconds=60)

CHANGING_BY_VOTER = Pace("change-vote", burst=60, seconds=1)

# One voter: more than a person answers in a minute.
MOST_VOTES, VOTES_WITHIN = 60, timedelta(minutes=1)


def seconds_to_wait(pace: Pace, who: str | int) -> int:
    """Count one use by `who`; above 0 is how long to wait, and nothing is counted."""
    key = f"pace:{pace.name}:{hash_key(NETWORK, str(who))}"
    now = time.time()
    due = max(float(cache.get(key, 0.0)), now)
    over = due - now - pace.seconds * (pace.burst - 1)
    if over > 0:
        return ceil(over)
    cache.set(key, due + pace.seconds, ceil(pace.seconds * (pace.burst + 1)))
    return 0


def vote_wait(cast: Iterable[datetime], *, now: datetime) -> int:
    """How long a voter waits who has cast all these votes already, in seconds."""
    recent = sorted(moment for moment in cast if moment > now - VOTES_WITHIN)
    if len(recent) < MOST_VOTES:
        return 0
    return ceil((recent[-MOST_VOTES] + VOTES_WITHIN - now).total_seconds())
