from __future__ import annotations

from django.db import models
from django.db.models import Q

from lehc.assessment.enums import PanelOutcome
from lehc.assessment.merit import WIDE_SPREAD


class TallyQuerySet(models.QuerySet["Tally"]):
    def read(self) -> TallyQuerySet:
        """With at least one counted review."""
        return self.filter(reviews__gt=0)

    def decided(self) -> TallyQuerySet:
        return self.exclude(outcome="")

    def undecided_disputes(self) -> TallyQuerySet:
        """On which assessors are far apart, and the panel has said nothing yet."""
        return self.filter(spread__gte=WIDE_SPREAD, outcome="")


class Tally(models.Model):
    """What an application's reviews and decisions come to, kept so that lists sort.

    It repeats what reviews, declarations and decisions say; only
    `assessment.actions.tallies` writes it, in the transaction that changes them. An
    application of which nothing has been written yet has none.
    """

    application = models.OneToOneField(
        "recruitment.Application",
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="tally",
    )
    call = models.ForeignKey(
        "recruitment.Call", on_delete=models.CASCADE, related_name="+"
    )
    median = models.DecimalField(max_digits=3, decimal_places=2, null=True)
    spread = models.DecimalField(max_digits=3, decimal_places=2, null=True)
    reviews = models.PositiveSmallIntegerField(default=0)
    abstentions = models.PositiveSmallIntegerField(default=0)
    outcome = models.CharField(max_length=20, choices=PanelOutcome, blank=True)

    objects = TallyQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["call", "-spread", "-median"], name="tally_by_spread"),
            models.Index(fields=["call", "-median"], name="tally_by_median"),
            models.Index(fields=["call", "reviews"], name="tally_by_reviews"),
            models.Index(
                fields=["call", "outcome", "spread", "reviews"], name="tally_counts"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(reviews=0, median__isnull=True, spread__isnull=True)
                | Q(reviews__gt=0, median__isnull=False, spread__isnull=False),
                name="tally_has_merit_with_reviews",
            )
        ]

    def __str__(self) -> str:
        return f"Tally of {self.application_id}"

    @property
    def is_disputed(self) -> bool:
        return self.spread is not None and self.spread >= WIDE_SPREAD
