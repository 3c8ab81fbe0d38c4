from __future__ import annotations

import datetime
import io
import re
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from lehc.accounts.models import Person
from lehc.assessment.models import Assessor, Review
from lehc.demo.actions import make_demonstration
from lehc.learning.models import Participant
from lehc.programmes.models import Cohort, Organisation, Partner
from lehc.recruitment.models import Application, PlaceTeam, StateChange
from lehc.selection.queries.pool import build_pool

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 23)


def list_people() -> list[Any]:
    return list(Person.objects.order_by("email").values_list("email", "name"))


def test_demonstration_has_what_the_programme_reports() -> None:
    make_demonstration(seed=1, today=TODAY)
    seventh = Cohort.objects.get(number=7)
    assert (
        Cohort.objects.finished().count(),
        Participant.objects.count(),
        Application.objects.count(),
        PlaceTeam.objects.count(),
        Assessor.objects.filter(has_lived_experience=True).count(),
        Partner.objects.count(),
        seventh.call.is_open,
    ) == (6, 160, 60, 12, 3, 5, True)
    assert Review.objects.count() > 100
    assert len(build_pool(seventh.call).candidates) > seventh.capacity


def test_everyone_is_invented_and_has_no_real_address() -> None:
    make_demonstration(seed=1, today=TODAY)
    assert not Person.objects.filter(is_invented=False).exists()
    assert all(re.search(r"\.example$", email) for email, _ in list_people())
    invented = Organisation.objects.exclude(partner__isnull=False)
    assert not invented.filter(is_invented=False).exists()


def test_states_agree_with_their_history() -> None:
    make_demonstration(seed=1, today=TODAY)
    newest = {row.application_id: row.state for row in StateChange.objects.all()}
    assert newest == dict(Application.objects.values_list("pk", "state"))


def test_the_same_seed_makes_the_same_people() -> None:
    made = []
    for seed in (1, 1, 2):
        with transaction.atomic():
            make_demonstration(seed=seed, today=TODAY)
            made.append(list_people())
            transaction.set_rollback(True)
    assert made[0] == made[1] != made[2]


def test_command_refuses_where_there_is_a_programme() -> None:
    call_command("demo", stdout=io.StringIO())
    with pytest.raises(CommandError, match="There is a programme already"):
        call_command("demo")


def test_command_refuses_outside_a_demonstration(settings: Any) -> None:
    settings.DEMONSTRATION = False
    with pytest.raises(CommandError, match="Never do so where real people"):
        call_command("demo")
