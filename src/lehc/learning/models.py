from __future__ import annotations

from django.conf import settings
from django.db import models


class Participant(models.Model):
    """A person in a cohort, and what of themselves they let the cohort see."""

    cohort = models.ForeignKey(
        "programmes.Cohort", on_delete=models.PROTECT, related_name="participants"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="participations",
    )
    application = models.OneToOneField(
        "recruitment.Application", null=True, blank=True, on_delete=models.PROTECT
    )
    organisation = models.ForeignKey(
        "programmes.Organisation", null=True, blank=True, on_delete=models.PROTECT
    )
    place = models.ForeignKey(
        "places.Area", null=True, blank=True, on_delete=models.PROTECT
    )
    joined_at = models.DateTimeField(auto_now_add=True)
    left_at = models.DateTimeField(null=True, blank=True)
    calendar_key = models.CharField(max_length=43, unique=True)
    shows_name = models.BooleanField(default=True)
    shows_organisation = models.BooleanField(default=True)
    shows_email = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "person"], name="participant_once_a_cohort"
            )
        ]

    def __str__(self) -> str:
        return f"Participant {self.pk}"
