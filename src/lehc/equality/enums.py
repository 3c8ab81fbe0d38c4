from __future__ import annotations

from django.db.models import TextChoices


class Stage(TextChoices):
    """Where people stood when they were asked; each stage is asked anew.

    Nobody's answers are carried from one stage to the next: that would need a link.
    """

    APPLIED = "applied", "Applied"
    SHORTLISTED = "shortlisted", "Shortlisted"
    OFFERED = "offered", "Offered a place"
    COMPLETED = "completed", "There at the end"


# Whoever is offered a place was shortlisted too, and is asked only once.
COUNTED_IN: dict[Stage, frozenset[Stage]] = {
    Stage.APPLIED: frozenset({Stage.APPLIED}),
    Stage.SHORTLISTED: frozenset({Stage.SHORTLISTED, Stage.OFFERED}),
    Stage.OFFERED: frozenset({Stage.OFFERED}),
    Stage.COMPLETED: frozenset({Stage.COMPLETED}),
}
