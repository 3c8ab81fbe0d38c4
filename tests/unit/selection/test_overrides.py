"""People decide otherwise than the computation, and the certificate says so."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from lehc.audit.models import AuditEvent
from lehc.recruitment.enums import ApplicationState
from lehc.recruitment.models import Application, Call
from lehc.selection.actions.overrides import override_cohort
from lehc.selection.actions.places import settle_cohort
from lehc.selection.actions.settings import Wish, set_targets
from lehc.selection.calculations import lotteries
from lehc.selection.calculations.cohorts import count_now
from lehc.selection.enums import Method
from lehc.selection.models import Override, Run
from lehc.selection.presenters.decisions import write_certificate
from lehc.selection.queries.runs import chosen_ids, overrides_of
from tests.factories.accounts import PersonFactory
from tests.factories.assessment import DeclarationFactory
from tests.factories.recruitment import PlaceTeamFactory
from tests.factories.selection import (
    add_candidate,
    make_chair,
    make_closed_call,
    make_lead,
    run_now,
)

pytestmark = pytest.mark.django_db


def find(run: Run, application: Application) -> str:
    return run.people.get(application=application).anonymous_id


@pytest.fixture
def call() -> Call:
    return make_closed_call()


@pytest.fixture
def by(call: Call) -> Any:
    return make_lead(call)


def test_one_person_takes_anothers_place(call: Call, by: Any) -> None:
    first, second, third = (add_candidate(call, score=score) for score in (4, 3, 2))
    run = run_now(call)
    out, new = find(run, second), find(run, third)
    override_cohort(run=run, taken_out=out, put_in=new, reason="Known here", by=by)
    settle_cohort(run=run, reason="Agreed", by=by)
    states = dict(Application.objects.values_list("pk", "state"))
    assert states == {
        first.pk: ApplicationState.OFFERED,
        second.pk: ApplicationState.WAITING,
        third.pk: ApplicationState.OFFERED,
    }
    run.refresh_from_db()
    content = write_certificate(run, overrides=overrides_of(run), drawn=None)
    assert content["selected"] == sorted([find(run, first), out])
    [change] = content["decision"]["overrides"]
    assert {name: change[name] for name in ("taken_out", "put_in", "reason", "by")} == {
        "taken_out": out,
        "put_in": new,
        "reason": "Known here",
        "by": "the programme team",
    }
    event = AuditEvent.objects.get(action="selection.override_cohort")
    assert (event.actor_id, event.facts) == (by.pk, {"run": run.pk})


def test_a_missed_target_is_counted_again(call: Call, by: Any) -> None:
    only = add_candidate(call, score=1, role="councillor")
    for _ in range(2):
        other = add_candidate(call, score=3)
    set_targets(call=call, wishes=[Wish("role", "councillor", 1, 1)], by=by)
    run = run_now(call, seats=1)
    facts = {"taken_out": find(run, only), "put_in": find(run, other)}
    override_cohort(run=run, **facts, reason="Why", by=by)
    assert [row["got"] for row in count_now(run, chosen_ids(run))] == [0]


def test_the_same_person_can_come_back(call: Call, by: Any) -> None:
    a, b = (add_candidate(call, score=score) for score in (4, 3))
    run = run_now(call, seats=1)
    for out, new in ((a, b), (b, a)):
        facts = {"taken_out": find(run, out), "put_in": find(run, new)}
        override_cohort(run=run, **facts, reason="Why", by=by)
    assert chosen_ids(run) == [find(run, a)]


def test_ids_must_be_on_the_right_side(call: Call, by: Any) -> None:
    a, b = (add_candidate(call, score=score) for score in (4, 3))
    run = run_now(call, seats=1)
    for out, new in ((b, a), (a, a)):
        facts = {"taken_out": find(run, out), "put_in": find(run, new)}
        with pytest.raises(ValidationError, match="Choose somebody who is"):
            override_cohort(run=run, **facts, reason="Why", by=by)
    with pytest.raises(ValidationError, match="outside the cohort"):
        override_cohort(
            run=run, taken_out=find(run, a), put_in="P99", reason="Why", by=by
        )
    assert chosen_ids(run) == [find(run, a)]


def test_a_place_team_stays_together(call: Call, by: Any) -> None:
    team = PlaceTeamFactory(call=call)
    pair = [add_candidate(call, score=4, team=team) for _ in range(2)]
    single = add_candidate(call, score=1)
    run = run_now(call)
    with pytest.raises(ValidationError, match="teams stay together"):
        override_cohort(
            run=run,
            taken_out=find(run, pair[0]),
            put_in=find(run, single),
            reason="Why",
            by=by,
        )


def test_nobody_decides_about_whom_they_may_not_see(call: Call, by: Any) -> None:
    a, b = (add_candidate(call, score=score) for score in (4, 3))
    run = run_now(call, seats=1)
    facts = {"taken_out": find(run, a), "put_in": find(run, b)}
    chair = make_chair(call)
    DeclarationFactory(person=chair, application=a)
    # The chair has declared on one of two: the other list lacks as many.
    for person in (chair, PersonFactory()):
        with pytest.raises(ValidationError) as refused:
            override_cohort(run=run, **facts, reason="Why", by=person)
        assert list(refused.value.message_dict) == ["taken_out"]
    DeclarationFactory(person=by, application=b, has_conflict=True)
    with pytest.raises(
        ValidationError, match="somebody without a conflict of interest must"
    ):
        override_cohort(run=run, **facts, reason="Why", by=by)
    DeclarationFactory(person=chair, application=b)
    override_cohort(run=run, **facts, reason="Why", by=chair)
    assert chosen_ids(run) == [find(run, b)]


@pytest.mark.parametrize("kind", ["lottery", "fixed"])
def test_what_is_not_open_stays(
    kind: str, call: Call, by: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lotteries, "COHORTS", 4)
    a, b = (add_candidate(call, score=score) for score in (4, 3))
    run = run_now(
        call, seats=1, method=Method.LEXIMIN if kind == "lottery" else Method.BEST
    )
    if kind == "fixed":
        settle_cohort(run=run, reason="Agreed", by=by)
    facts = {"taken_out": find(run, a), "put_in": find(run, b)}
    with pytest.raises(ValidationError, match="has not been fixed can be changed"):
        override_cohort(run=run, **facts, reason="Why", by=by)


def test_the_database_wants_a_change_and_a_reason(call: Call, by: Any) -> None:
    add_candidate(call, score=4)
    add_candidate(call, score=3)
    run = run_now(call, seats=1)
    a, b = run.people.all()
    for facts in (
        {"taken_out": a, "put_in": b, "reason": ""},
        {"taken_out": a, "put_in": a, "reason": "Why"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Override.objects.create(run=run, made_by=by, **facts)
