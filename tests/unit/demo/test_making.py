"""How a demonstration is made: from its seed, by a command that knows where not to."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from lehc.accounts.models import Person
from lehc.demo.actions import make_demonstration
from lehc.equality.models import MonitoringResponse
from lehc.selection.models import Run
from tests.factories.programmes import ProgrammeFactory

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 23)


def test_the_same_seed_makes_the_same_people_and_draw() -> None:
    made = []
    for seed in (1, 1, 2):
        with transaction.atomic():
            make_demonstration(seed=seed, today=TODAY)
            made.append(
                [
                    list(Person.objects.order_by("email").values_list("email", "name")),
                    list(Run.objects.values_list("certificate", "cohorts")),
                    list(
                        MonitoringResponse.objects.values_list("id", "stage", "answers")
                    ),
                ]
            )
            transaction.set_rollback(True)
    assert made[0] == made[1] != made[2]


def test_command_refuses_where_there_is_a_programme() -> None:
    ProgrammeFactory()
    with pytest.raises(CommandError, match="There is a programme already"):
        call_command("demo")


def test_command_refuses_outside_a_demonstration(settings: Any) -> None:
    settings.DEMONSTRATION = False
    with pytest.raises(CommandError, match="Never do so where real people"):
        call_command("demo")
