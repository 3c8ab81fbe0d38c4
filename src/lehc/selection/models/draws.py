from __future__ import annotations

from django.conf import settings
from django.db import models

from lehc.selection.enums import DecidedAs, DrawnBy
from lehc.selection.models.runs import Run, RunPerson


class Draw(models.Model):
    """The number that was drawn from a fixed lottery: once, for good."""

    run = models.OneToOneField(Run, on_delete=models.PROTECT, related_name="draw")
    number = models.PositiveIntegerField()
    how = models.CharField(max_length=10, choices=DrawnBy)
    witnesses = models.TextField(blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(number__gte=1), name="draw_number_from_one"
            )
        ]

    def __str__(self) -> str:
        return f"Number {self.number}"


class Override(models.Model):
    """One person put into the best cohort for another, by people, with a reason."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="overrides")
    taken_out = models.ForeignKey(
        RunPerson, on_delete=models.PROTECT, related_name="taken_out_by"
    )
    put_in = models.ForeignKey(
        RunPerson, on_delete=models.PROTECT, related_name="put_in_by"
    )
    reason = models.TextField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_as = models.CharField(
        max_length=10,
        choices=DecidedAs,
        blank=True,
        help_text="the part held, which the certificate names",
    )
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(taken_out=models.F("put_in")),
                name="override_changes_somebody",
            ),
            models.CheckConstraint(
                condition=~models.Q(reason=""), name="override_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"Override {self.pk}"
