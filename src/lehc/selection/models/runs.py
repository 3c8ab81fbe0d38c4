from __future__ import annotations

from django.conf import settings
from django.db import models

from lehc.selection.enums import LOTTERIES, Method, RunKind, RunState, Standing


class RunQuerySet(models.QuerySet["Run"]):
    def light(self) -> RunQuerySet:
        """Without the files and lists that only one page of one run needs."""
        return self.defer("people_csv", "targets_csv", "cohorts")

    def cohorts_only(self) -> RunQuerySet:
        return self.filter(kind=RunKind.COHORT)

    def fixed(self) -> RunQuerySet:
        return self.filter(fixed_at__isnull=False, taken_back_at__isnull=True)

    def settled(self) -> RunQuerySet:
        """Fixed, drawn where a draw was needed, and everybody's letter written."""
        return self.fixed().filter(settled_at__isnull=False)


class Run(models.Model):
    """One computation of a cohort or of a lottery: its inputs and its certificate.

    `people_csv` and `targets_csv` are anonymised: opaque ids, no names. One run of a
    call may be fixed, with a reason. The best cohort is then the cohort. A lottery is
    then a published list of numbered cohorts (`cohorts`), and a draw makes one of them
    the cohort; nobody has been chosen before. A lottery that has not been drawn can
    be taken back, with a reason.
    """

    call = models.ForeignKey(
        "recruitment.Call", on_delete=models.PROTECT, related_name="selection_runs"
    )
    kind = models.CharField(max_length=15, choices=RunKind, default=RunKind.COHORT)
    replaces = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT
    )
    state = models.CharField(max_length=15, choices=RunState, default=RunState.WAITING)
    method = models.CharField(max_length=20, choices=Method)
    seed = models.BigIntegerField()
    seats = models.PositiveSmallIntegerField()
    out_below = models.DecimalField(
        max_digits=4,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="the merit below which people were clearly out",
    )
    in_from = models.DecimalField(
        max_digits=4,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="the merit from which people were clearly in",
    )
    statements = models.JSONField(
        default=list, blank=True, help_text="the statements that its targets stand on"
    )
    people_csv = models.TextField()
    targets_csv = models.TextField()
    certificate = models.JSONField(null=True, blank=True)
    cohorts = models.JSONField(
        null=True, blank=True, help_text="of a lottery: the numbered cohorts, as ids"
    )
    findings = models.JSONField(
        default=dict, blank=True, help_text="what each target cost, other cohorts"
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(auto_now_add=True)
    stage = models.CharField(max_length=40, blank=True)
    steps_done = models.PositiveIntegerField(default=0)
    steps_total = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(blank=True, help_text="why it stopped without a result")
    fixed_at = models.DateTimeField(null=True, blank=True)
    fixed_reason = models.TextField(blank=True)
    draw_on = models.DateField(null=True, blank=True)
    draw_where = models.CharField(max_length=200, blank=True)
    publishes_people = models.BooleanField(
        default=False, help_text="anybody may download the anonymised people file"
    )
    settled_at = models.DateTimeField(null=True, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_reason = models.TextField(blank=True)

    objects = RunQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["call"],
                condition=models.Q(
                    kind=RunKind.COHORT,
                    fixed_at__isnull=False,
                    taken_back_at__isnull=True,
                ),
                name="run_one_fixed_cohort_a_call",
            ),
            models.CheckConstraint(
                condition=models.Q(fixed_at__isnull=True) | ~models.Q(fixed_reason=""),
                name="run_fixed_with_a_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(settled_at__isnull=True)
                | models.Q(fixed_at__isnull=False, taken_back_at__isnull=True),
                name="run_settled_only_when_fixed",
            ),
            models.CheckConstraint(
                condition=models.Q(taken_back_at__isnull=True, taken_back_reason="")
                | (
                    models.Q(taken_back_at__isnull=False, fixed_at__isnull=False)
                    & ~models.Q(taken_back_reason="")
                ),
                name="run_taken_back_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"Run {self.pk}"

    @property
    def is_lottery(self) -> bool:
        """Whether a list of numbered cohorts is drawn from in public."""
        return self.kind == RunKind.COHORT and self.method in LOTTERIES

    @property
    def is_by_chance(self) -> bool:
        """Whether chance decides, by a public draw or, for places filled later, a seed.

        Merit is then not looked at.
        """
        return self.method in LOTTERIES


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
