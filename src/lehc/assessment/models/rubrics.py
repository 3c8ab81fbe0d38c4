from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models

HIGHEST_SCORE = 4
LOCKED = "A published rubric can't be changed: start its next version."


class RubricQuerySet(models.QuerySet["Rubric"]):
    def published(self) -> RubricQuerySet:
        return self.filter(published_at__isnull=False)

    def drafts(self) -> RubricQuerySet:
        return self.filter(published_at__isnull=True)


class Rubric(models.Model):
    """One version of how a call's criteria are scored; published, then unchanged.

    Only the closing date and the number of reviews asked for may change after that,
    since they change nobody's score. The newest published version is in force.
    `agreed_by`, `agreed_on` and `statement` are public: who set the weights, when, and
    why; they come together, when it is published.
    """

    call = models.ForeignKey(
        "recruitment.Call", on_delete=models.CASCADE, related_name="rubrics"
    )
    version = models.PositiveSmallIntegerField()
    published_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(help_text="assessors may revisit until then")
    reviews_per_application = models.PositiveSmallIntegerField(default=3)
    agreed_by = models.CharField(
        max_length=200, blank=True, help_text="who set the weights, for the public"
    )
    agreed_on = models.DateField(null=True, blank=True)
    statement = models.TextField(
        blank=True, help_text="why these weights, for the public"
    )
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = RubricQuerySet.as_manager()

    class Meta:
        ordering = ["call", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "version"], name="rubric_version_once"
            ),
            models.CheckConstraint(
                condition=models.Q(reviews_per_application__gt=0),
                name="rubric_asks_for_reviews",
            ),
            models.CheckConstraint(
                condition=models.Q(agreed_by="", agreed_on__isnull=True, statement="")
                | (
                    ~models.Q(agreed_by="")
                    & ~models.Q(statement="")
                    & models.Q(agreed_on__isnull=False)
                ),
                name="rubric_agreement_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"Rubric version {self.version}"


class RubricLine(models.Model):
    """A criterion's weight, and its wording for assessors with lived experience."""

    rubric = models.ForeignKey(Rubric, on_delete=models.CASCADE, related_name="lines")
    criterion = models.ForeignKey(
        "recruitment.Criterion", on_delete=models.PROTECT, related_name="rubric_lines"
    )
    weight = models.PositiveSmallIntegerField(default=1)
    lived_experience_wording = models.TextField(blank=True)

    class Meta:
        ordering = ["criterion__position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["rubric", "criterion"], name="rubric_line_once"
            ),
            models.CheckConstraint(
                condition=models.Q(weight__gt=0), name="rubric_line_weight_counts"
            ),
        ]

    def __str__(self) -> str:
        return str(self.criterion)

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.rubric.published_at:
            raise TypeError(LOCKED)
        super().save(*args, **kwargs)


class Anchor(models.Model):
    """What one score from 0 to 4 means on a line, in plain words.

    `lived_experience_words` says the same for assessors with lived experience; empty,
    they read `words`.
    """

    line = models.ForeignKey(
        RubricLine, on_delete=models.CASCADE, related_name="anchors"
    )
    score = models.PositiveSmallIntegerField(
        validators=[MaxValueValidator(HIGHEST_SCORE)]
    )
    words = models.CharField(max_length=300)
    lived_experience_words = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["score"]
        constraints = [
            models.UniqueConstraint(fields=["line", "score"], name="anchor_once"),
            models.CheckConstraint(
                condition=models.Q(score__lte=HIGHEST_SCORE), name="anchor_in_range"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.score}: {self.words}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.line.rubric.published_at:
            raise TypeError(LOCKED)
        super().save(*args, **kwargs)
