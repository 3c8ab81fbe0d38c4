from __future__ import annotations

from django.db.models import TextChoices


class RunState(TextChoices):
    WAITING = "waiting", "Waiting to start"
    DONE = "done", "Tried"
    CANNOT_BE_MET = "cannot_be_met", "The targets can't be met together"
    STOPPED = "stopped", "Stopped"


class RunKind(TextChoices):
    COHORT = "cohort", "The cohort"
    REPLACEMENT = "replacement", "Replacement from the waiting list"
