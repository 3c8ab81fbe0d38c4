from __future__ import annotations

from collections.abc import Sequence

from django.db.models import prefetch_related_objects

from lehc.letters.enums import LetterState
from lehc.recruitment.enums import TOLD_BY_LETTER, ApplicationState
from lehc.recruitment.models import Application


def read_states_as_told(
    applications: Sequence[Application],
) -> dict[int, ApplicationState]:
    """For a list, what `find_state_as_told` says of each: three queries in all."""
    prefetch_related_objects(
        list(applications), "decision_letters__letter", "state_changes"
    )
    return {row.pk: read_state_as_told(row) for row in applications}


def read_state_as_told(application: Application) -> ApplicationState:
    """The state as the applicant may know it, from prefetched letters and history."""
    state = ApplicationState(application.state)
    letters = [row.letter.state for row in application.decision_letters.all()]
    if state not in TOLD_BY_LETTER or not letters or letters[-1] != LetterState.HELD:
        return state
    known = any(letter != LetterState.HELD for letter in letters)
    history = [ApplicationState(c.state) for c in application.state_changes.all()]
    before = [
        past for past in reversed(history[:-1]) if known or past not in TOLD_BY_LETTER
    ]
    return before[0] if before else ApplicationState.SUBMITTED
