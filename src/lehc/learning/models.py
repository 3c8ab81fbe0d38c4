from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models

from lehc.recruitment.enums import ApplicationState


def make_calendar_key() -> str:
    """A key for a private calendar address: 192 random bits."""
    return secrets.token_urlsafe(24)


class ParticipantQuerySet(models.QuerySet["Participant"]):
    def present(self) -> ParticipantQuerySet:
        """Those who have a place and have not left or given it back."""
        return self.filter(left_at__isnull=True).exclude(
            application__state=ApplicationState.WITHDRAWN
        )

    def for_pages(self) -> ParticipantQuerySet:
        return self.select_related(
            "person", "organisation", "place", "cohort__programme"
        )


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
    calendar_key = models.CharField(
        max_length=43, unique=True, default=make_calendar_key
    )
    shows_name = models.BooleanField("Show my name", default=True)
    shows_organisation = models.BooleanField("Show my organisation", default=True)
    shows_email = models.BooleanField("Show my e-mail address", default=False)

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "person"], name="participant_once_a_cohort"
            )
        ]

    def __str__(self) -> str:
        return f"Participant {self.pk}"
