from __future__ import annotations

from django.conf import settings
from django.db import models

from lehc.selection.enums import RunKind, RunState, Standing


class Target(models.Model):
    """Least and most seats for one answer to one question of a call's form.

    Names the question and the answer by key and value, which stay the same from one
    version of the form to the next. Equality monitoring lives elsewhere and can't be
    named here.
    """

    call = models.ForeignKey(
        "recruitment.Call", on_delete=models.CASCADE, related_name="targets"
    )
    question_key = models.SlugField()
    value = models.CharField(max_length=50)
    minimum = models.PositiveSmallIntegerField(default=0)
    maximum = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["question_key", "value"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "question_key", "value"], name="target_once"
            ),
            models.CheckConstraint(
                condition=models.Q(maximum__gte=models.F("minimum")),
                name="target_maximum_not_below_minimum",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question_key} {self.value}: {self.minimum} to {self.maximum}"


class Threshold(models.Model):
    """The merit, from 0 to 4, below which nobody is chosen; set by the panel."""

    call = models.OneToOneField(
        "recruitment.Call", on_delete=models.CASCADE, related_name="threshold"
    )
    merit = models.DecimalField(max_digits=4, decimal_places=2)
    reason = models.TextField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(merit__gte=0, merit__lte=4),
                name="threshold_in_range",
            )
        ]

    def __str__(self) -> str:
        return str(self.merit)


class Run(models.Model):
    """One computation of a cohort: its inputs, its certificate, never changed after.

    `people_csv` and `targets_csv` are anonymised: opaque ids, no names. One run of a
    call may be fixed, with a reason, and becomes the cohort.
    """

    call = models.ForeignKey(
        "recruitment.Call", on_delete=models.PROTECT, related_name="selection_runs"
    )
    kind = models.CharField(max_length=15, choices=RunKind, default=RunKind.COHORT)
    replaces = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT
    )
    state = models.CharField(max_length=15, choices=RunState, default=RunState.WAITING)
    method = models.CharField(max_length=20)
    seed = models.BigIntegerField()
    seats = models.PositiveSmallIntegerField()
    people_csv = models.TextField()
    targets_csv = models.TextField()
    certificate = models.JSONField(null=True, blank=True)
    findings = models.JSONField(
        default=dict, blank=True, help_text="what each target cost, other cohorts"
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    fixed_at = models.DateTimeField(null=True, blank=True)
    fixed_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["call"],
                condition=models.Q(kind=RunKind.COHORT, fixed_at__isnull=False),
                name="run_one_fixed_cohort_a_call",
            ),
            models.CheckConstraint(
                condition=models.Q(fixed_at__isnull=True) | ~models.Q(fixed_reason=""),
                name="run_fixed_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"Run {self.pk}"


class RunPerson(models.Model):
    """Who stands behind an anonymous id of a run, and whether they were chosen."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="people")
    application = models.ForeignKey(
        "recruitment.Application", on_delete=models.CASCADE, related_name="run_places"
    )
    anonymous_id = models.CharField(max_length=20)
    standing = models.CharField(max_length=10, choices=Standing, default=Standing.FREE)
    is_chosen = models.BooleanField(default=False)

    class Meta:
        ordering = ["anonymous_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["run", "application"], name="run_person_once"
            ),
            models.UniqueConstraint(
                fields=["run", "anonymous_id"], name="run_anonymous_id_once"
            ),
        ]

    def __str__(self) -> str:
        return self.anonymous_id
