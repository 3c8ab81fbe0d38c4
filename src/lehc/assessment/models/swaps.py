from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from lehc.assessment.enums import SwapState
from lehc.assessment.models.assessors import Assignment


class SwapQuerySet(models.QuerySet["Swap"]):
    def open(self) -> SwapQuerySet:
        return self.filter(state=SwapState.ASKED, assignment__removed_at__isnull=True)


class Swap(models.Model):
    """An assessor asks that a colleague read one application in their place.

    `taken` is the colleague's new assignment; `returned` is what the asker got for it,
    where loads would not be equal otherwise.
    """

    assignment = models.ForeignKey(
        Assignment, on_delete=models.CASCADE, related_name="swaps"
    )
    reason = models.CharField(max_length=300)
    state = models.CharField(max_length=10, choices=SwapState, default=SwapState.ASKED)
    asked_at = models.DateTimeField(auto_now_add=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    taken = models.ForeignKey(
        Assignment, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    returned = models.ForeignKey(
        Assignment, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )

    objects = SwapQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment"],
                condition=Q(state=SwapState.ASKED),
                name="swap_asked_once",
            ),
            models.CheckConstraint(
                condition=Q(state=SwapState.AGREED, taken__isnull=False)
                | (~Q(state=SwapState.AGREED) & Q(taken__isnull=True)),
                name="swap_agreed_was_taken",
            ),
        ]

    def __str__(self) -> str:
        return f"Swap {self.pk}"
