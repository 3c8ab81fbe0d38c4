from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from lehc.audit.models import AuditEvent
from lehc.letters.enums import LetterState
from lehc.letters.models import Letter
from lehc.recruitment.actions.moves import move_application
from lehc.recruitment.enums import ApplicationState
from lehc.recruitment.models import Application, Call
from lehc.selection.actions.places import settle_cohort
from lehc.selection.actions.replacements import (
    ask_for_replacement,
    offer_replacements,
)
from lehc.selection.actions.runs import Wanted, ask_for_run, compute_run
from lehc.selection.actions.settings import Wish, set_targets
from lehc.selection.commands import select, verify
from lehc.selection.enums import RunState
from lehc.selection.models import Run
from tests.factories.accounts import PersonFactory
from tests.factories.recruitment import ApplicationFactory, PlaceTeamFactory
from tests.factories.selection import add_candidate, make_closed_call

pytestmark = pytest.mark.django_db


@pytest.fixture
def by() -> Any:
    return PersonFactory()


def run_now(call: Call, *, seats: int, by: Any, seed: int = 7) -> Run:
    run = ask_for_run(call=call, wanted=Wanted(seats=seats, seed=seed), by=by)
    compute_run(run.pk)
    return Run.objects.get(pk=run.pk)


def chosen_in(run: Run) -> set[Application]:
    return {person.application for person in run.people.filter(is_chosen=True)}


def test_run_chooses_highest_merit_under_the_targets(by: Any) -> None:
    call = make_closed_call()
    best = add_candidate(call, score=4)
    add_candidate(call, score=3)
    councillor = add_candidate(call, score=1, role="councillor")
    set_targets(call=call, wishes=[Wish("role", "councillor", 1, 2)], by=by)
    run = run_now(call, seats=2, by=by)
    assert run.state == RunState.DONE
    assert chosen_in(run) == {best, councillor}
    assert run.certificate["targets"] == [
        {"feature": "role", "value": "councillor", "min": 1, "max": 2, "got": 1}
    ]
    assert run.findings["costs"] == [
        {"feature": "role", "value": "councillor", "merit": 2.0}
    ]
    assert run.findings["merit"] == 5.0


def test_run_keeps_a_place_team_together(by: Any) -> None:
    call = make_closed_call()
    team = PlaceTeamFactory(call=call)
    pair = {add_candidate(call, score=score, team=team) for score in (4, 1)}
    single = add_candidate(call, score=3)
    assert chosen_in(run_now(call, seats=3, by=by)) == pair | {single}
    assert chosen_in(run_now(call, seats=2, by=by)) == pair
    assert chosen_in(run_now(call, seats=1, by=by)) == {single}


def test_run_says_which_targets_cannot_be_met(by: Any) -> None:
    call = make_closed_call()
    add_candidate(call, score=4)
    add_candidate(call, score=3)
    set_targets(call=call, wishes=[Wish("role", "councillor", 1, 2)], by=by)
    run = run_now(call, seats=2, by=by)
    assert run.state == RunState.CANNOT_BE_MET
    assert run.certificate["selected"] == []
    assert run.certificate["infeasible"]["alternatives"] == [
        [
            {
                "feature": "role",
                "value": "councillor",
                "min": 1,
                "max": 2,
                "new_min": 0,
                "new_max": 2,
            }
        ]
    ]
    with pytest.raises(ValidationError, match="found no cohort"):
        settle_cohort(run=run, reason="Why not", by=by)


def test_run_needs_somebody_to_choose(by: Any) -> None:
    with pytest.raises(ValidationError, match="Nobody can be chosen yet"):
        ask_for_run(call=make_closed_call(), wanted=Wanted(seats=2), by=by)


def test_the_command_line_gives_the_same_certificate(by: Any, tmp_path: Path) -> None:
    call = make_closed_call()
    for score in (4, 3, 2, 2, 1):
        add_candidate(call, score=score, role=("clinician", "councillor")[score % 2])
    set_targets(call=call, wishes=[Wish("role", "councillor", 1, 1)], by=by)
    run = run_now(call, seats=3, by=by)
    people, targets = tmp_path / "people.csv", tmp_path / "targets.csv"
    people.write_text(run.people_csv)
    targets.write_text(run.targets_csv)
    words = [str(people), str(targets), "--seats", "3", "--seed", "7"]
    words += ["--score", "merit", "--team", "team", "--json", str(tmp_path / "c.json")]
    assert select(words) == 0
    assert json.loads((tmp_path / "c.json").read_text()) == run.certificate
    assert verify([str(tmp_path / "c.json"), str(people), str(targets)]) == 0


def test_a_run_is_computed_once(by: Any) -> None:
    call = make_closed_call()
    add_candidate(call, score=4)
    run = run_now(call, seats=1, by=by)
    compute_run(run.pk)
    events = AuditEvent.objects.filter(action="selection.compute_run")
    assert events.count() == 1
    assert Run.objects.get(pk=run.pk).finished_at == run.finished_at


def test_settling_offers_waits_and_tells_with_letters_held(by: Any) -> None:
    call = make_closed_call()
    first, second = (add_candidate(call, score=score) for score in (4, 3))
    third = ApplicationFactory(call=call, state=ApplicationState.ELIGIBLE)
    settle_cohort(run=run_now(call, seats=1, by=by), reason="Agreed", by=by)
    states = {row.pk: row.state for row in Application.objects.filter(call=call)}
    assert states == {
        first.pk: ApplicationState.OFFERED,
        second.pk: ApplicationState.WAITING,
        third.pk: ApplicationState.NOT_THIS_TIME,
    }
    assert set(Letter.objects.values_list("recipient", "state")) == {
        (row.person.email, LetterState.HELD) for row in (first, second, third)
    }


def test_nothing_changes_when_settling_is_refused(by: Any) -> None:
    call = make_closed_call()
    add_candidate(call, score=4)
    ApplicationFactory(call=call, state=ApplicationState.SUBMITTED)
    run = run_now(call, seats=1, by=by)
    with pytest.raises(ValidationError, match="1 application has not been checked"):
        settle_cohort(run=run, reason="Agreed", by=by)
    assert Run.objects.get(pk=run.pk).fixed_at is None
    assert Letter.objects.count() == 0


def test_an_open_call_can_be_tried_but_not_fixed(by: Any) -> None:
    call = make_closed_call()
    add_candidate(call, score=4)
    run = run_now(call, seats=1, by=by)
    call.closes_at = timezone.now() + timezone.timedelta(days=1)
    call.save()
    with pytest.raises(ValidationError, match="still open"):
        settle_cohort(run=run, reason="Agreed", by=by)


def test_one_cohort_a_call(by: Any) -> None:
    call = make_closed_call()
    add_candidate(call, score=4)
    runs = [run_now(call, seats=1, by=by) for _ in range(2)]
    settle_cohort(run=runs[0], reason="Agreed", by=by)
    with pytest.raises(ValidationError, match="fixed already"):
        settle_cohort(run=runs[1], reason="Agreed", by=by)


def test_replacement_keeps_the_balance_and_everyone_with_a_place(by: Any) -> None:
    call = make_closed_call(capacity=2)
    kept = add_candidate(call, score=4)
    gone = add_candidate(call, score=3, role="councillor")
    better = add_candidate(call, score=2)
    councillor = add_candidate(call, score=1, role="councillor")
    set_targets(call=call, wishes=[Wish("role", "councillor", 1, 1)], by=by)
    settle_cohort(run=run_now(call, seats=2, by=by), reason="Agreed", by=by)
    with pytest.raises(ValidationError, match="No place is free"):
        ask_for_replacement(call=call, by=by)
    gone.refresh_from_db()
    move_application(application=gone, to=ApplicationState.DECLINED, by=gone.person)
    run = ask_for_replacement(call=call, by=by)
    compute_run(run.pk)
    run.refresh_from_db()
    assert chosen_in(run) == {kept, councillor}
    offer_replacements(run=run, reason="Next in balance", by=by)
    states = {row.pk: row.state for row in Application.objects.filter(call=call)}
    assert states == {
        kept.pk: ApplicationState.OFFERED,
        gone.pk: ApplicationState.DECLINED,
        better.pk: ApplicationState.WAITING,
        councillor.pk: ApplicationState.OFFERED,
    }
    with pytest.raises(ValidationError, match="have been offered"):
        offer_replacements(run=run, reason="Again", by=by)


def test_a_stale_replacement_is_computed_again(by: Any) -> None:
    call = make_closed_call()
    people = [add_candidate(call, score=score) for score in (4, 3, 2)]
    settle_cohort(run=run_now(call, seats=2, by=by), reason="Agreed", by=by)
    for application in people:
        application.refresh_from_db()
    move_application(application=people[0], to=ApplicationState.DECLINED, by=None)
    run = ask_for_replacement(call=call, by=by)
    compute_run(run.pk)
    run.refresh_from_db()
    move_application(application=people[1], to=ApplicationState.DECLINED, by=None)
    with pytest.raises(ValidationError, match="Compute it again"):
        offer_replacements(run=run, reason="Next", by=by)
