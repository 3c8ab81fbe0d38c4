from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models

from lehc.assessment.enums import ConflictKind, PanelOutcome, ReviewState

HIGHEST_SCORE = 4


class Rubric(models.Model):
    """One version of how a call's criteria are scored; published, then unchanged."""

    call = models.ForeignKey(
        "recruitment.Call", on_delete=models.CASCADE, related_name="rubrics"
    )
    version = models.PositiveSmallIntegerField()
    published_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(help_text="assessors may revisit until then")
    reviews_per_application = models.PositiveSmallIntegerField(default=3)

    class Meta:
        ordering = ["call", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "version"], name="rubric_version_once"
            )
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


class Anchor(models.Model):
    """What one score from 0 to 4 means on a line, in plain words."""

    line = models.ForeignKey(
        RubricLine, on_delete=models.CASCADE, related_name="anchors"
    )
    score = models.PositiveSmallIntegerField(
        validators=[MaxValueValidator(HIGHEST_SCORE)]
    )
    words = models.CharField(max_length=300)

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


class Assessor(models.Model):
    """A person who reads and scores applications to one call."""

    call = models.ForeignKey(
        "recruitment.Call", on_delete=models.CASCADE, related_name="assessors"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="assessing"
    )
    has_lived_experience = models.BooleanField(default=False)
    organisation = models.ForeignKey(
        "programmes.Organisation", null=True, blank=True, on_delete=models.PROTECT
    )
    place = models.ForeignKey(
        "places.Area", null=True, blank=True, on_delete=models.PROTECT
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "person"], name="assessor_once_a_call"
            )
        ]

    def __str__(self) -> str:
        return str(self.person)


class Declaration(models.Model):
    """Whether a person has a conflict of interest with an application.

    Rows are added, never changed; the newest of a person and application counts.
    A person who has declared nothing has not been cleared.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="declarations"
    )
    application = models.ForeignKey(
        "recruitment.Application",
        on_delete=models.CASCADE,
        related_name="declarations",
    )
    has_conflict = models.BooleanField()
    kind = models.CharField(max_length=20, choices=ConflictKind, blank=True)
    note = models.CharField(max_length=300, blank=True)
    declared_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["person", "application", "-id"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(has_conflict=True) | models.Q(kind=""),
                name="declaration_kind_only_with_conflict",
            )
        ]

    def __str__(self) -> str:
        return f"Declaration {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("A declaration can't be rewritten: make a new one.")
        super().save(*args, **kwargs)


class Assignment(models.Model):
    """An application given to an assessor, at a random place in their list."""

    assessor = models.ForeignKey(
        Assessor, on_delete=models.CASCADE, related_name="assignments"
    )
    application = models.ForeignKey(
        "recruitment.Application",
        on_delete=models.CASCADE,
        related_name="assignments",
    )
    position = models.PositiveIntegerField()
    assigned_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessor", "application"], name="assignment_once"
            )
        ]

    def __str__(self) -> str:
        return f"Assignment {self.pk}"


class Review(models.Model):
    """One assessor's reading of one application."""

    assignment = models.OneToOneField(
        Assignment, on_delete=models.CASCADE, related_name="review"
    )
    rubric = models.ForeignKey(Rubric, on_delete=models.PROTECT)
    state = models.CharField(
        max_length=10, choices=ReviewState, default=ReviewState.DRAFT
    )
    comment = models.TextField(blank=True)
    abstain_reason = models.CharField(max_length=300, blank=True)
    changed_at = models.DateTimeField(auto_now=True)
    submitted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state=ReviewState.ABSTAINED)
                | ~models.Q(abstain_reason=""),
                name="review_abstention_has_reason",
            )
        ]

    def __str__(self) -> str:
        return f"Review {self.pk}"


class Score(models.Model):
    """A score from 0 to 4 on one line of the rubric."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="scores")
    line = models.ForeignKey(RubricLine, on_delete=models.PROTECT)
    score = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["line__criterion__position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["review", "line"], name="score_once"),
            models.CheckConstraint(
                condition=models.Q(score__lte=HIGHEST_SCORE), name="score_in_range"
            ),
        ]

    def __str__(self) -> str:
        return str(self.score)


class PanelDecision(models.Model):
    """What the panel decided of an application, and why; the newest row counts."""

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

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(reason=""), name="panel_decision_has_reason"
            )
        ]

    def __str__(self) -> str:
        return self.get_outcome_display()
