"""What happens by itself as a round comes to its end."""

from __future__ import annotations

import datetime

import pytest
from django.db import IntegrityError
from django.utils import timezone

from lehc.accounts.enums import Role
from lehc.assessment.actions.rubrics import change_round
from lehc.assessment.models import Assessor
from lehc.assessment.tasks import end_closed_rounds, remind_before_closing
from lehc.letters.models import Letter
from lehc.programmes.models import RoleGrant
from tests.factories.accounts import PersonFactory
from tests.factories.assessment import (
    AssessorFactory,
    AssignmentFactory,
    review_application,
)
from tests.factories.recruitment import ApplicationFactory

pytestmark = pytest.mark.django_db


def close(rubric, **since: float) -> None:
    rubric.closes_at = timezone.now() + datetime.timedelta(**since)
    rubric.save(update_fields=["closes_at"])


def has_role(assessor) -> bool:
    held = RoleGrant.objects.current().filter(person=assessor.person)
    return held.filter(role=Role.ASSESSOR).exists()


def test_access_ends_with_the_round_and_a_later_closing_brings_it_back(rubric) -> None:
    reader = AssessorFactory(call=rubric.call)
    chair = AssessorFactory(call=rubric.call, chairs_panel=True)
    gone = AssessorFactory(call=rubric.call, ended_at=rubric.call.opens_at)
    end_closed_rounds()
    assert has_role(reader)
    close(rubric, hours=-1)
    for _ in range(2):
        end_closed_rounds()
    reader.refresh_from_db()
    assert (reader.ended_with_round, has_role(reader)) == (True, False)
    assert has_role(chair)

    change_round(
        rubric=rubric,
        by=PersonFactory(),
        closes_at=timezone.now() + datetime.timedelta(days=5),
        reviews_per_application=2,
    )
    for assessor in (reader, gone):
        assessor.refresh_from_db()
    assert (reader.ended_at, has_role(reader)) == (None, True)
    assert gone.ended_at is not None


def test_the_late_are_reminded_once_before_closing(rubric) -> None:
    late = AssignmentFactory(assessor=AssessorFactory(call=rubric.call)).assessor
    review_application(ApplicationFactory(call=rubric.call, state="eligible"), 2, 2)
    AssessorFactory(call=rubric.call)
    remind_before_closing()
    assert not Letter.objects.exists()
    close(rubric, days=2)
    for _ in range(2):
        remind_before_closing()

    recipients = Letter.objects.values_list("recipient", flat=True)
    assert list(recipients) == [late.person.email]
    late.refresh_from_db()
    assert late.reminded_at is not None


def test_after_closing_nobody_is_reminded(rubric) -> None:
    AssignmentFactory(assessor=AssessorFactory(call=rubric.call))
    close(rubric, hours=-1)
    remind_before_closing()
    assert not Letter.objects.exists()


def test_the_database_knows_that_ended_is_ended(rubric) -> None:
    with pytest.raises(IntegrityError):
        Assessor.objects.create(
            call=rubric.call, person=PersonFactory(), ended_with_round=True
        )
