from __future__ import annotations

from django.db.models import TextChoices


class RunState(TextChoices):
    WAITING = "waiting", "Waiting to start"
    DONE = "done", "Tried"
    CANNOT_BE_MET = "cannot_be_met", "The targets can't be met together"


class RunKind(TextChoices):
    COHORT = "cohort", "The cohort"
    REPLACEMENT = "replacement", "Replacement from the waiting list"


class Standing(TextChoices):
    """Where a person of a run stood when it was computed."""

    FREE = "free", "May be chosen"
    ACCEPTED = "accepted", "Has a place and keeps it"
    OUT = "out", "Can't be chosen any more"
