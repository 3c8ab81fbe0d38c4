from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from lehc.assessment.enums import OPEN_CLAIM_STATES, ClaimState
from lehc.assessment.models.assessors import Assessor


class PaymentTerms(models.Model):
    """What the programme pays those who assess a call."""

    call = models.OneToOneField(
        "recruitment.Call", on_delete=models.CASCADE, related_name="payment_terms"
    )
    hourly_rate = models.DecimalField(max_digits=6, decimal_places=2)
    words = models.TextField(blank=True, help_text="how and when it is paid")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(hourly_rate__gt=0), name="payment_rate_is_something"
            )
        ]

    def __str__(self) -> str:
        return f"Payment terms {self.pk}"


class ClaimQuerySet(models.QuerySet["Claim"]):
    def open(self) -> ClaimQuerySet:
        return self.filter(state__in=OPEN_CLAIM_STATES)

    def counting(self) -> ClaimQuerySet:
        """Those whose time is spoken for: asked, agreed or paid."""
        return self.filter(state__in=OPEN_CLAIM_STATES | {ClaimState.PAID})


class Claim(models.Model):
    """An involvement payment that an assessor asks for: time, and expenses.

    `state` repeats the newest ClaimStep; only `assessment.actions.payments` writes
    either. The person and the coordinator see it, and nobody else.
    """

    assessor = models.ForeignKey(
        Assessor, on_delete=models.CASCADE, related_name="claims"
    )
    minutes = models.PositiveIntegerField()
    hourly_rate = models.DecimalField(max_digits=6, decimal_places=2)
    fee = models.DecimalField(max_digits=8, decimal_places=2)
    expenses = models.DecimalField(max_digits=8, decimal_places=2, default=0)
    expenses_for = models.CharField(max_length=300, blank=True)
    state = models.CharField(
        max_length=12, choices=ClaimState, default=ClaimState.ASKED
    )
    made_at = models.DateTimeField(auto_now_add=True)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gt=0) | Q(expenses__gt=0),
                name="claim_asks_for_something",
            ),
            models.CheckConstraint(
                condition=Q(fee__gte=0, expenses__gte=0), name="claim_is_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"Claim {self.pk}"

    @property
    def total(self) -> Any:
        return self.fee + self.expenses


class ClaimStep(models.Model):
    """One step of a claim: rows are added, never changed."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="steps")
    state = models.CharField(max_length=12, choices=ClaimState)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.get_state_display()

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("A step of a claim can't be rewritten: add the next one.")
        super().save(*args, **kwargs)
