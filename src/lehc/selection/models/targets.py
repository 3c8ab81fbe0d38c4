from __future__ import annotations

from django.conf import settings
from django.db import models

from lehc.accounts.enums import Role
from lehc.selection.conditions import conditions_of
from lehc.selection.enums import Basis, Condition


class Target(models.Model):
    """Least and most seats for one answer to one question of a call's form.

    With a second question and answer it is for the pair: people who gave both.
    Questions and answers are named by key and value, which stay the same from one
    version of the form to the next. Equality monitoring lives elsewhere and can't be
    named here.
    """

    call = models.ForeignKey(
        "recruitment.Call", on_delete=models.CASCADE, related_name="targets"
    )
    question_key = models.SlugField()
    value = models.CharField(max_length=50)
    and_question_key = models.SlugField(blank=True)
    and_value = models.CharField(max_length=50, blank=True)
    minimum = models.PositiveSmallIntegerField(default=0)
    maximum = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["question_key", "value", "and_question_key", "and_value"]
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "call",
                    "question_key",
                    "value",
                    "and_question_key",
                    "and_value",
                ],
                name="target_once",
            ),
            models.CheckConstraint(
                condition=models.Q(and_question_key="", and_value="")
                | ~(
                    models.Q(and_question_key="")
                    | models.Q(and_value="")
                    | models.Q(and_question_key=models.F("question_key"))
                ),
                name="target_pair_of_two_questions",
            ),
            models.CheckConstraint(
                condition=models.Q(maximum__gte=models.F("minimum")),
                name="target_maximum_not_below_minimum",
            ),
        ]

    def __str__(self) -> str:
        name = " and ".join(f"{key} {value}" for key, value in conditions_of(self))
        return f"{name}: {self.minimum} to {self.maximum}"


class Threshold(models.Model):
    """The merit band of a call, set by the panel.

    Nobody below `merit` is chosen. Whoever reaches `in_from` is clearly in; between
    the two a fair lottery decides, or the best cohort is found. Without `in_from`
    nobody is clearly in. Merit goes from 0 to 4.
    """

    call = models.OneToOneField(
        "recruitment.Call", on_delete=models.CASCADE, related_name="threshold"
    )
    merit = models.DecimalField(max_digits=4, decimal_places=2)
    in_from = models.DecimalField(max_digits=4, decimal_places=2, null=True, blank=True)
    reason = models.TextField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(merit__gte=0, merit__lte=4),
                name="threshold_in_range",
            ),
            models.CheckConstraint(
                condition=models.Q(in_from__isnull=True)
                | models.Q(in_from__gte=models.F("merit"), in_from__lte=4),
                name="threshold_band_not_upside_down",
            ),
        ]

    def __str__(self) -> str:
        return str(self.merit)


class StatementQuerySet(models.QuerySet["Statement"]):
    def standing(self) -> StatementQuerySet:
        return self.filter(withdrawn_at__isnull=True)


class Statement(models.Model):
    """Why targets may use a question that looks like a protected characteristic.

    Written by a programme lead, never changed: it is withdrawn, and another one made.
    Without one that stands, such targets are refused.
    """

    call = models.ForeignKey(
        "recruitment.Call", on_delete=models.CASCADE, related_name="target_statements"
    )
    question_key = models.SlugField()
    basis = models.CharField(max_length=20, choices=Basis)
    condition = models.CharField(max_length=20, choices=Condition, blank=True)
    evidence = models.TextField(help_text="what shows it, and where that comes from")
    aim = models.TextField(blank=True)
    proportionate = models.TextField(
        blank=True, help_text="why this goes no further than needed"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_as = models.CharField(max_length=20, choices=Role, help_text="the role held")
    made_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = StatementQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "question_key"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="statement_one_stands_a_question",
            ),
            models.CheckConstraint(
                condition=~models.Q(evidence="")
                & (
                    models.Q(basis=Basis.NOT_PROTECTED)
                    | ~(
                        models.Q(condition="")
                        | models.Q(aim="")
                        | models.Q(proportionate="")
                    )
                ),
                name="statement_gives_its_reasons",
            ),
        ]

    def __str__(self) -> str:
        return f"Statement {self.pk}"
