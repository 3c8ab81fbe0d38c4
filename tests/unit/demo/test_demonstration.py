from __future__ import annotations

import datetime
import json
import re
from collections import Counter
from typing import Any

import pytest
from django.utils import timezone

from lehc.accounts.models import Person
from lehc.assessment.models import (
    Assessor,
    Claim,
    Declaration,
    EasyReadSummary,
    Review,
    SecondLook,
    Swap,
)
from lehc.conversations.models import Conversation
from lehc.conversations.verification import verify_log
from lehc.demo.actions import make_demonstration
from lehc.equality.enums import Stage
from lehc.equality.models import MonitoringResponse
from lehc.learning.models import Participant, SetPlan
from lehc.programmes.models import Cohort, Organisation, Partner, Session
from lehc.recruitment.models import Application, PlaceTeam, StateChange
from lehc.recruitment.queries.applying import read_progress
from lehc.selection.calculations.certificate import from_json
from lehc.selection.calculations.feasibility import check_targets, count_certain
from lehc.selection.calculations.files import Files
from lehc.selection.calculations.verification import find_faults
from lehc.selection.inputs import share_people
from lehc.selection.models import Run, Threshold
from lehc.selection.queries.pool import build_pool
from lehc.selection.queries.runs import chances_of, targets_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]
TODAY = datetime.date(2026, 11, 23)


@pytest.fixture(scope="module")
def demonstration(module_database: None) -> None:
    """Made once for all tests of this file."""
    make_demonstration(seed=1, today=TODAY)


def list_people() -> list[Any]:
    return list(Person.objects.order_by("email").values_list("email", "name"))


def test_demonstration_has_what_the_programme_reports() -> None:
    seventh = Cohort.objects.get(number=7)
    assert (
        Cohort.objects.finished().count(),
        Participant.objects.count(),
        seventh.call.applications.count(),
        PlaceTeam.objects.count(),
        Assessor.objects.filter(has_lived_experience=True).count(),
        Partner.objects.count(),
        seventh.call.is_open,
    ) == (6, 160, 60, 12, 3, 5, True)
    assert Review.objects.count() > 100
    assert len(build_pool(seventh.call).candidates) > seventh.capacity


def test_the_sixth_cohort_was_drawn_and_its_certificate_holds() -> None:
    run = Run.objects.get(call__cohort__number=6)
    drawn = run.cohorts[run.draw.number - 1]
    took_part = Participant.objects.filter(cohort__number=6, application__isnull=False)
    chosen = run.people.filter(is_chosen=True)
    assert sorted(chosen.values_list("anonymous_id", flat=True)) == drawn
    assert set(took_part.values_list("application", flat=True)) == set(
        chosen.values_list("application", flat=True)
    )
    assert run.certificate["selected"] == drawn
    assert check_run(run) == []
    assert (run.seats, took_part.count(), chances_of_all(run)) == (28, 28, True)


def check_run(run: Run) -> list[str]:
    """What `lehc verify` has against the files that anybody may download."""
    files = Files.read(
        ("people.csv", share_people(run).encode()),
        ("targets.csv", run.targets_csv.encode()),
    )
    return find_faults(from_json(json.dumps(run.certificate)), files)


def chances_of_all(run: Run) -> bool:
    return all(
        chances_of(person.application).exists()
        for person in run.people.select_related("application")
    )


def test_every_page_of_the_round_has_something_to_show() -> None:
    call = Cohort.objects.get(number=7).call
    chair = call.assessors.get(chairs_panel=True)
    declared = Declaration.objects.filter(person=chair.person)
    pool = build_pool(call)
    band = Threshold.objects.get(call=call)
    line = float(band.in_from)
    certain = count_certain(pool, seats=24, in_from=line)
    assert 3 <= certain < 10 < 24 < len(pool.candidates)
    assert check_targets(pool, targets_of(call), seats=24, in_from=line) is None
    assert declared.filter(has_conflict=True).count() == 1
    assert Claim.objects.get().assessor.call == call
    assert Swap.objects.open().count() == 1
    assert SecondLook.objects.open().count() == 1
    easy = EasyReadSummary.objects.filter(application__call=call)
    wanted = call.assessors.get(wants_easy_read=True).assignments.current().count()
    assert 0 < easy.count() < wanted
    assert {len(row.words.splitlines()) for row in easy} == {6}
    plan = SetPlan.objects.get(cohort__number=6)
    assert (plan.fixed_at is not None, plan.places.count()) == (True, 56)
    stages = Counter(MonitoringResponse.objects.values_list("round_name", "stage"))
    assert stages == {
        ("Call for the sixth cohort", Stage.APPLIED): 46,
        ("Call for the sixth cohort", Stage.SHORTLISTED): 13,
        ("Call for the sixth cohort", Stage.OFFERED): 21,
        ("Call for the sixth cohort", Stage.COMPLETED): 21,
        ("Call for the seventh cohort", Stage.APPLIED): 40,
    }


def test_a_conversation_shows_two_groups_and_its_log_holds() -> None:
    talk = Conversation.objects.get(slug="well-at-home")
    found = talk.snapshots.get()
    assert (found.voters, found.found["state"]) == (64, "groups")
    assert [group["people"] for group in found.found["groups"]] == [32, 32]
    head = talk.heads.get()
    assert (head.number, verify_log(talk).holds) == (talk.log.count(), True)
    assert talk.decisions.published().count() == 3


def test_everyone_is_invented_and_has_no_real_address() -> None:
    assert not Person.objects.filter(is_invented=False).exists()
    assert all(re.search(r"\.example$", email) for email, _ in list_people())
    invented = Organisation.objects.exclude(partner__isnull=False)
    assert not invented.filter(is_invented=False).exists()


def test_states_agree_with_their_history() -> None:
    newest = {row.application_id: row.state for row in StateChange.objects.all()}
    assert newest == dict(Application.objects.values_list("pk", "state"))


def test_sessions_are_on_working_days_away_from_christmas() -> None:
    days = {
        timezone.localdate(moment)
        for times in Session.objects.values_list("starts_at", "ends_at")
        for moment in times
    }
    assert {day.strftime("%A") for day in days} == {"Tuesday", "Wednesday"}
    assert not [day for day in days if (day.month, day.day) >= (12, 20)]
    assert not [day for day in days if (day.month, day.day) <= (1, 2)]


def test_applications_were_sent_at_different_times_of_the_open_call() -> None:
    call = Cohort.objects.get(number=7).call
    sent = call.applications.filter(sent_at__isnull=False)
    moments = set(sent.values_list("team", "sent_at"))
    assert len({moment for _, moment in moments}) == len(moments) == 31
    assert {timezone.localdate(moment) for _, moment in moments} <= {
        TODAY - datetime.timedelta(days=days) for days in range(1, 20)
    }


def test_a_history_follows_the_day_of_sending() -> None:
    told = Cohort.objects.get(number=7).call.applications.filter(state="eligible")
    row = told.latest("sent_at")
    assert list(row.state_changes.values_list("state", "at")) == [
        ("in_progress", row.started_at),
        ("submitted", row.sent_at),
        ("eligible", row.sent_at + datetime.timedelta(hours=3)),
    ]
    assert row.call.opens_at < row.started_at < row.sent_at


def test_what_was_sent_is_complete_when_it_is_taken_back() -> None:
    sent = Application.objects.with_form().filter(
        call__cohort__number=7, sent_at__isnull=False
    )
    statuses = {
        str(section.status)
        for application in (sent.filter(team=None)[0], sent.exclude(team=None)[0])
        for section in read_progress(application).sections
    }
    assert statuses == {"completed"}
