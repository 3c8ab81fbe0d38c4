"""How far a run has come, written down as it goes, and the way to stop it."""

from __future__ import annotations

import time

from lehc.selection.enums import RunState
from lehc.selection.models import Run

SECONDS_BETWEEN_NOTES = 1.0
LONGEST_SECONDS = 900.0  # a lottery for 5,000 people takes about a minute


class RunStoppedError(Exception):
    """Somebody stopped the run; nothing of it is kept."""


class RunWatch:
    """Notes progress once a second, and ends a computation that was stopped.

    `state` is the one that the run keeps while this goes on.
    """

    def __init__(self, run: Run, state: RunState = RunState.WAITING) -> None:
        self.run_id = run.pk
        self.state = state
        self.ends_at = time.monotonic() + LONGEST_SECONDS
        self.next_note = 0.0

    def report(self, stage: str, done: int, total: int) -> None:
        """Write down the stage; raise RunStoppedError once the run was stopped."""
        now = time.monotonic()
        if now < self.next_note:
            return
        self.next_note = now + SECONDS_BETWEEN_NOTES
        still_on = Run.objects.filter(pk=self.run_id, state=self.state).update(
            stage=stage, steps_done=max(done, 0), steps_total=max(total, 0)
        )
        if not still_on:
            raise RunStoppedError

    def seconds_left(self) -> float:
        return self.ends_at - time.monotonic()
