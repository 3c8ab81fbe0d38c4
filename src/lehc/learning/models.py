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


class SetPlan(models.Model):
    """A cohort divided into learning sets over rounds: never changed after.

    The newest plan that was fixed, with a reason, is the one people see.
    """

    cohort = models.ForeignKey(
        "programmes.Cohort", on_delete=models.PROTECT, related_name="set_plans"
    )
    sets = models.PositiveSmallIntegerField()
    rounds = models.PositiveSmallIntegerField()
    mix = models.JSONField(default=list, blank=True, help_text="categories, by key")
    seed = models.BigIntegerField()
    version = models.CharField(max_length=60)
    meetings = models.PositiveIntegerField()
    meetings_bound = models.PositiveIntegerField()
    uneven = models.PositiveIntegerField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    fixed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    fixed_at = models.DateTimeField(null=True, blank=True)
    fixed_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    fixed_at__isnull=True, fixed_by__isnull=True, fixed_reason=""
                )
                | models.Q(fixed_at__isnull=False, fixed_by__isnull=False),
                name="set_plan_fixed_by_somebody",
            ),
            models.CheckConstraint(
                condition=models.Q(meetings__lte=models.F("meetings_bound")),
                name="set_plan_meetings_within_bound",
            ),
        ]

    def __str__(self) -> str:
        return f"Learning sets {self.pk}"


class SetPlace(models.Model):
    """Where a participant is in one round of a plan; rounds and sets count from 1."""

    plan = models.ForeignKey(SetPlan, on_delete=models.CASCADE, related_name="places")
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="set_places"
    )
    round = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["round", "number", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "participant", "round"],
                name="set_place_one_set_a_round",
            )
        ]

    def __str__(self) -> str:
        return f"Place {self.pk}"


class SetApart(models.Model):
    """Two participants whom a plan never puts into one set."""

    plan = models.ForeignKey(SetPlan, on_delete=models.CASCADE, related_name="apart")
    one = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(one__lt=models.F("other")),
                name="set_apart_lower_first",
            ),
            models.UniqueConstraint(
                fields=["plan", "one", "other"], name="set_apart_once"
            ),
        ]

    def __str__(self) -> str:
        return f"Pair {self.pk}"
