from __future__ import annotations

from django.conf import settings
from django.db import models

from lehc.assessment.enums import ReviewState


class AssessorQuerySet(models.QuerySet["Assessor"]):
    def current(self) -> AssessorQuerySet:
        return self.filter(ended_at__isnull=True)

    def reading(self) -> AssessorQuerySet:
        return self.current().filter(reads=True)


class Assessor(models.Model):
    """A person who reads and scores applications to one call, or chairs its panel."""

    call = models.ForeignKey(
        "recruitment.Call", on_delete=models.CASCADE, related_name="assessors"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="assessing"
    )
    has_lived_experience = models.BooleanField(default=False)
    reads = models.BooleanField(default=True, help_text="reads and scores applications")
    chairs_panel = models.BooleanField(default=False)
    organisation = models.ForeignKey(
        "programmes.Organisation", null=True, blank=True, on_delete=models.PROTECT
    )
    place = models.ForeignKey(
        "places.Area", null=True, blank=True, on_delete=models.PROTECT
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_with_round = models.BooleanField(
        default=False, help_text="the round closed; a later closing brings them back"
    )
    reminded_at = models.DateTimeField(null=True, blank=True)
    wants_easy_read = models.BooleanField(
        default=False, help_text="reads an Easy Read summary first"
    )
    reads_in_one_column = models.BooleanField(
        default=False, help_text="the scores come after the words, not beside them"
    )

    objects = AssessorQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "person"], name="assessor_once_a_call"
            ),
            models.CheckConstraint(
                condition=models.Q(reads=True) | models.Q(chairs_panel=True),
                name="assessor_has_a_part",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_with_round=False)
                | models.Q(ended_at__isnull=False),
                name="assessor_ended_with_round_has_ended",
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def current(self) -> AssignmentQuerySet:
        return self.filter(removed_at__isnull=True)

    def begun(self) -> AssignmentQuerySet:
        return self.filter(review__isnull=False)

    def unfinished(self) -> AssignmentQuerySet:
        """Not begun, or still a draft."""
        return self.filter(
            models.Q(review__isnull=True) | models.Q(review__state=ReviewState.DRAFT)
        )


class Assignment(models.Model):
    """An application given to an assessor.

    `position` is a random key, drawn from the seed of the run that made the row: an
    assessor reads in its order, which differs from everybody else's.
    """

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

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessor", "application"], name="assignment_once"
            )
        ]

    def __str__(self) -> str:
        return f"Assignment {self.pk}"


class AssignmentRun(models.Model):
    """One sharing out of applications: the seed that its order was drawn from."""

    call = models.ForeignKey(
        "recruitment.Call", on_delete=models.CASCADE, related_name="assignment_runs"
    )
    seed = models.BigIntegerField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField(auto_now_add=True)
    added = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"Sharing out {self.pk}"
