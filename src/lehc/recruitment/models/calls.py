from __future__ import annotations

from datetime import datetime

from django.db import models
from django.utils import timezone

from lehc.recruitment.enums import CallState


class Call(models.Model):
    """A call for applications to one cohort."""

    cohort = models.OneToOneField(
        "programmes.Cohort", on_delete=models.PROTECT, related_name="call"
    )
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    panel_on = models.DateField()
    decision_on = models.DateField()
    summary = models.TextField(help_text="what it offers, in plain words")
    audience = models.TextField(help_text="who it is for, one line each")
    easy_read = models.TextField(
        blank=True, help_text="what it is in Easy Read, one idea on each line"
    )
    cost = models.TextField(blank=True)
    contact_name = models.CharField(max_length=120)
    contact_email = models.EmailField()
    allows_single = models.BooleanField(default=True)
    allows_teams = models.BooleanField(default=True)
    team_minimum = models.PositiveSmallIntegerField(default=3)
    team_maximum = models.PositiveSmallIntegerField(default=6)
    needs_sponsor = models.BooleanField(default=True)
    offer_days = models.PositiveSmallIntegerField(
        default=14, help_text="days to answer an offer"
    )

    class Meta:
        ordering = ["-opens_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closes_at__gt=models.F("opens_at")),
                name="call_closes_after_opening",
            ),
            models.CheckConstraint(
                condition=models.Q(team_minimum__gte=2)
                & models.Q(team_maximum__gte=models.F("team_minimum")),
                name="call_team_sizes",
            ),
            models.CheckConstraint(
                condition=models.Q(allows_single=True) | models.Q(allows_teams=True),
                name="call_lets_someone_apply",
            ),
        ]

    def __str__(self) -> str:
        return f"Call for the {self.cohort.name.lower()}"

    def get_state(self, now: datetime | None = None) -> CallState:
        moment = now or timezone.now()
        if moment < self.opens_at:
            return CallState.UPCOMING
        return CallState.OPEN if moment < self.closes_at else CallState.CLOSED

    @property
    def is_open(self) -> bool:
        return self.get_state() == CallState.OPEN


class Criterion(models.Model):
    """One thing a call looks for, in plain words; assessors score it."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=120)
    description = models.TextField()

    class Meta:
        ordering = ["position", "id"]
        verbose_name_plural = "criteria"

    def __str__(self) -> str:
        return self.title


class CommonQuestion(models.Model):
    """Something that people ask about a call, answered once for everybody."""

    call = models.ForeignKey(
        Call, on_delete=models.CASCADE, related_name="common_questions"
    )
    position = models.PositiveSmallIntegerField(default=0)
    question = models.CharField(max_length=200)
    answer = models.TextField()

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.question
