from __future__ import annotations

import secrets

from django.db import models

from lehc.equality.enums import Stage

LARGEST_ROW_NUMBER = 2**62


def random_row_number() -> int:
    """A row number that says nothing about when a row was added.

    In SQLite the row number is the place on disk, so the rows lie in random order.
    """
    return secrets.randbelow(LARGEST_ROW_NUMBER) + 1


class MonitoringResponse(models.Model):
    """One person's answers to equality monitoring: whose, nobody can tell.

    No foreign key, no shared key, no time of day: only the round by its printed name
    and the month. The withdrawal code is given to the person and kept as a hash.
    Deliberately on a floor below people and applications, which it can't import.
    """

    id = models.BigAutoField(primary_key=True, default=random_row_number)
    round_name = models.CharField(max_length=80, db_index=True)
    stage = models.CharField(max_length=20, choices=Stage, default=Stage.APPLIED)
    question_set = models.CharField(max_length=40)
    month = models.DateField(help_text="first day of the month")
    answers = models.JSONField(default=dict)
    withdrawal_hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(month__day=1), name="monitoring_month_only"
            )
        ]

    def __str__(self) -> str:
        return "An anonymous response"
