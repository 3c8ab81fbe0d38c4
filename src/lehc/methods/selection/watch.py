"""How a caller watches a long computation: progress, and the time it may still take.

The method has no clock. A caller who wants a time limit passes a `Watch` that knows
the time; an exception raised by `report` ends the computation (that is how a caller
cancels it) and reaches the caller unchanged.
"""

from __future__ import annotations

import math
from typing import Protocol


class Watch(Protocol):
    """What a caller may pass as `watch=`."""

    def report(self, stage: str, done: int, total: int) -> None:
        """Hear that `done` of about `total` steps of `stage` are finished."""

    def seconds_left(self) -> float:
        """Seconds the computation may still take; infinite when there is no limit."""


class Unwatched:
    """The default: nobody listens, and there is no time limit."""

    def report(self, stage: str, done: int, total: int) -> None:
        """Hear nothing."""

    def seconds_left(self) -> float:
        """Without end."""
        return math.inf


UNWATCHED = Unwatched()
