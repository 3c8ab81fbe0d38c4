from __future__ import annotations

from django.db import models

from lehc.assessment.enums import ReviewState
from lehc.assessment.models.assessors import Assignment
from lehc.assessment.models.declarations import Declaration
from lehc.assessment.models.rubrics import HIGHEST_SCORE, Rubric, RubricLine


class ReviewQuerySet(models.QuerySet["Review"]):
    def standing(self) -> ReviewQuerySet:
        """Not set aside: its assessor kept the application and has no conflict."""
        conflicts = Declaration.objects.current().conflicts()
        return self.filter(
            ~models.Exists(
                conflicts.filter(
                    person=models.OuterRef("assignment__assessor__person"),
                    application=models.OuterRef("assignment__application"),
                )
            ),
            assignment__removed_at__isnull=True,
        )

    def counted(self) -> ReviewQuerySet:
        """Sent and standing: what merit is worked out from."""
        return self.standing().filter(state=ReviewState.SUBMITTED)

    def abstained(self) -> ReviewQuerySet:
        return self.standing().filter(state=ReviewState.ABSTAINED)


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
    minutes = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="as the assessor says: nothing is measured"
    )
    changed_at = models.DateTimeField(auto_now=True)
    submitted_at = models.DateTimeField(null=True, blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state=ReviewState.ABSTAINED)
                | ~models.Q(abstain_reason=""),
                name="review_abstention_has_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state=ReviewState.SUBMITTED, submitted_at__isnull=False
                )
                | (
                    ~models.Q(state=ReviewState.SUBMITTED)
                    & models.Q(submitted_at__isnull=True)
                ),
                name="review_sent_has_its_time",
            ),
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
