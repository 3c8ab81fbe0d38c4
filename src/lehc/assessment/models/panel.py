from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models

from lehc.assessment.enums import PanelOutcome


class PanelDecisionQuerySet(models.QuerySet["PanelDecision"]):
    def current(self) -> PanelDecisionQuerySet:
        """The newest of each application."""
        newer = PanelDecision.objects.filter(
            application=models.OuterRef("application"), pk__gt=models.OuterRef("pk")
        )
        return self.filter(~models.Exists(newer))


class PanelDecision(models.Model):
    """What the panel decided of an application, and why.

    Rows are added, never changed; the newest counts.
    """

    application = models.ForeignKey(
        "recruitment.Application",
        on_delete=models.CASCADE,
        related_name="panel_decisions",
    )
    outcome = models.CharField(max_length=20, choices=PanelOutcome)
    reason = models.TextField()
    decided_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    objects = PanelDecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(reason=""), name="panel_decision_has_reason"
            )
        ]

    def __str__(self) -> str:
        return self.get_outcome_display()

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("A panel decision can't be rewritten: record the next one.")
        super().save(*args, **kwargs)
