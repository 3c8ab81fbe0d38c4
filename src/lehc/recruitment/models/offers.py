from __future__ import annotations

from django.db import models


class Offer(models.Model):
    """A place offered to one applicant until a deadline.

    What became of it is the application's state; an offer that lapsed and is made
    again is a new row.
    """

    application = models.ForeignKey(
        "recruitment.Application", on_delete=models.CASCADE, related_name="offers"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    deadline = models.DateTimeField()
    warned_at = models.DateTimeField(
        null=True, blank=True, help_text="when we wrote that the deadline is near"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"Offer {self.pk}"


class DecisionLetter(models.Model):
    """The letter that tells an applicant the outcome; it waits in the outbox."""

    application = models.ForeignKey(
        "recruitment.Application",
        on_delete=models.CASCADE,
        related_name="decision_letters",
    )
    letter = models.OneToOneField("letters.Letter", on_delete=models.CASCADE)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"Decision letter {self.pk}"


class WaitingPlace(models.Model):
    """A place on the waiting list. The order is drawn, not judged: see the run."""

    application = models.OneToOneField(
        "recruitment.Application",
        on_delete=models.CASCADE,
        related_name="waiting_place",
    )
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return f"Waiting place {self.position}"
