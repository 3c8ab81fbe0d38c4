"""Progress is written down as a run goes on, and stopping it ends it."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from lehc.methods.selection import TimeRanOutError
from lehc.recruitment.models import Call
from lehc.selection.actions import runs
from lehc.selection.actions.runs import Wanted, ask_for_run, compute_run, stop_run
from lehc.selection.actions.watching import RunStoppedError, RunWatch
from lehc.selection.enums import RunState
from lehc.selection.models import Run
from lehc.selection.presenters.runs import show_progress
from tests.factories.accounts import PersonFactory
from tests.factories.selection import add_candidate, make_closed_call, run_now

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def shared_call(module_database: None) -> Call:
    call = make_closed_call()
    for score in (4, 3, 2):
        add_candidate(call, score=score)
    return call


@pytest.fixture
def call(shared_call: Call, db: None) -> Call:
    return copy.deepcopy(shared_call)


def ask(call: Call) -> Run:
    return ask_for_run(call=call, wanted=Wanted(seats=2), by=PersonFactory())


def test_progress_is_written_down(call: Call) -> None:
    run = ask(call)
    RunWatch(run).report("levels", 3, 8)
    run.refresh_from_db()
    assert show_progress(run) == {
        "words": "Finding the fairest chances",
        "done": 3,
        "total": 8,
    }


def test_no_more_than_one_note_a_second(call: Call, django_assert_num_queries: Any):
    watch = RunWatch(ask(call))
    with django_assert_num_queries(1):
        for done in range(50):
            watch.report("levels", done, 50)


def test_a_stopped_run_ends_and_keeps_nothing(call: Call) -> None:
    run = ask(call)
    stop_run(run=run, by=PersonFactory())
    with pytest.raises(RunStoppedError):
        RunWatch(run).report("levels", 1, 2)
    compute_run(run.pk)
    run.refresh_from_db()
    assert (run.state, run.certificate) == (RunState.STOPPED, None)
    assert run.note == "Somebody in the team stopped it."
    with pytest.raises(ValidationError, match="come to its end"):
        stop_run(run=run, by=PersonFactory())


def test_a_run_stopped_while_it_is_computed(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = ask(call)

    def compute(given: Run, *, watch: RunWatch) -> None:
        stop_run(run=given, by=PersonFactory())
        watch.report("levels", 1, 2)

    monkeypatch.setattr(runs, "compute", compute)
    compute_run(run.pk)
    run.refresh_from_db()
    assert (run.state, run.certificate) == (RunState.STOPPED, None)


def test_a_run_that_takes_too_long_says_so(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = ask(call)

    def compute(given: Run, *, watch: RunWatch) -> None:
        raise TimeRanOutError("levels")

    monkeypatch.setattr(runs, "compute", compute)
    compute_run(run.pk)
    run.refresh_from_db()
    assert run.state == RunState.STOPPED
    assert run.note.startswith("It took longer than a quarter of an hour")


def test_what_targets_cost_is_left_out_when_it_takes_too_long(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    def find_out(given: Run, *, watch: RunWatch) -> None:
        raise TimeRanOutError("cost of targets")

    monkeypatch.setattr(runs, "find_out", find_out)
    run = run_now(call)
    assert run.state == RunState.DONE
    assert run.findings == {"merit": 7.0, "costs": []}


@pytest.mark.parametrize(
    "facts",
    [
        {"settled_at": "2026-11-01T10:00Z"},
        {"taken_back_at": "2026-11-01T10:00Z", "taken_back_reason": "Why"},
        {"fixed_at": "2026-11-01T10:00Z", "taken_back_reason": "Why"},
        {"fixed_at": "2026-11-01T10:00Z"},
    ],
)
def test_the_database_keeps_the_order_of_things(
    facts: dict[str, str], call: Call
) -> None:
    run = ask(call)
    with pytest.raises(IntegrityError), transaction.atomic():
        Run.objects.filter(pk=run.pk).update(**facts)
