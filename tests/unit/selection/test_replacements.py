"""Free places that the targets can't fill, and people found eligible late."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from lehc.assessment.enums import PanelOutcome
from lehc.letters.models import Letter
from lehc.recruitment.actions.moves import move_application
from lehc.recruitment.enums import ApplicationState
from lehc.recruitment.models import Application, Call, PlaceTeam
from lehc.recruitment.queries.offers import count_free_places
from lehc.selection.actions.draws import enter_draw
from lehc.selection.actions.fixing import DrawPlan, fix_lottery
from lehc.selection.actions.places import answer_latecomers, settle_cohort
from lehc.selection.actions.replacements import (
    ask_for_replacement,
    ask_with_change,
    offer_replacements,
)
from lehc.selection.actions.runs import compute_run
from lehc.selection.actions.settings import Wish, set_targets
from lehc.selection.calculations import lotteries
from lehc.selection.enums import DrawnBy, Method, RunState, Standing
from lehc.selection.models import Run
from lehc.selection.queries.pool import NOT_PUT_FORWARD
from tests.factories.accounts import PersonFactory
from tests.factories.assessment import PanelDecisionFactory
from tests.factories.recruitment import PlaceTeamFactory
from tests.factories.selection import (
    add_candidate,
    make_chair,
    make_closed_call,
    run_now,
)

pytestmark = pytest.mark.django_db

ONE_COUNCILLOR = Wish("role", "councillor", 1, 3)


@pytest.fixture
def by() -> Any:
    return PersonFactory()


def leave(*applications: Application) -> None:
    """Each declines the place they were offered, or withdraws from the list."""
    for application in applications:
        application.refresh_from_db()
        offered = application.state == ApplicationState.OFFERED
        to = ApplicationState.DECLINED if offered else ApplicationState.WITHDRAWN
        move_application(application=application, to=to, by=application.person)


def settle(call: Call, by: Any, *, seats: int = 2) -> Run:
    return settle_cohort(run=run_now(call, seats=seats), reason="Agreed", by=by)


def fill(call: Call, by: Any, **wanted: Any) -> Run:
    """A replacement, asked for and computed."""
    return compute(ask_for_replacement(call=call, by=by, **wanted))


def compute(run: Run) -> Run:
    compute_run(run.pk)
    return Run.objects.get(pk=run.pk)


def state_of(application: Application) -> str:
    return Application.objects.values_list("state", flat=True).get(pk=application.pk)


def chosen_anew(run: Run) -> set[Application]:
    new = run.people.filter(is_chosen=True, standing=Standing.FREE)
    return {person.application for person in new}


@pytest.fixture
def short(by: Any) -> tuple[Call, Application]:
    """A cohort whose only councillor declined; one clinician waits."""
    call = make_closed_call()
    add_candidate(call, score=4)
    councillor = add_candidate(call, score=3, role="councillor")
    waiting = add_candidate(call, score=2)
    set_targets(call=call, wishes=[ONE_COUNCILLOR], by=by)
    settle(call, by)
    leave(councillor)
    return call, waiting


def test_a_target_nobody_can_meet_gives_way_when_somebody_says_so(
    short: tuple[Call, Application], by: Any
) -> None:
    call, waiting = short
    stuck = fill(call, by)
    assert stuck.state == RunState.CANNOT_BE_MET
    set_targets(call=call, wishes=[], by=by)  # never silently: not by this either
    assert fill(call, by).state == RunState.CANNOT_BE_MET
    again = compute(ask_with_change(run=stuck, number=0, by=by))
    assert again.targets_csv == "feature,value,min,max\nrole,councillor,0,3\n"
    assert again.certificate["targets"] == [
        {"feature": "role", "value": "councillor", "min": 0, "max": 3, "got": 0}
    ]
    assert chosen_anew(again) == {waiting}
    offer_replacements(run=again, reason="Nobody else waits", by=by)
    assert state_of(waiting) == ApplicationState.OFFERED


@pytest.mark.parametrize("number", [-1, 1, 10])
def test_only_offered_changes_are_made(
    number: int, short: tuple[Call, Application], by: Any
) -> None:
    stuck = fill(short[0], by)
    with pytest.raises(ValidationError, match="not offered"):
        ask_with_change(run=stuck, number=number, by=by)


def test_a_cohorts_own_run_is_not_changed_in_this_way(by: Any) -> None:
    call = make_closed_call()
    for _ in range(2):
        add_candidate(call, score=4)
    set_targets(call=call, wishes=[ONE_COUNCILLOR], by=by)
    with pytest.raises(ValidationError, match="not offered"):
        ask_with_change(run=run_now(call), number=0, by=by)


def test_a_cohort_smaller_than_its_places_is_filled_up(by: Any) -> None:
    call = make_closed_call(capacity=3)
    people = [add_candidate(call, score=score) for score in (4, 3, 2)]
    settle(call, by, seats=2)
    assert count_free_places(call) == 1
    assert chosen_anew(fill(call, by)) == {people[2]}


def test_a_cohort_larger_than_its_places_is_not_fixed(by: Any) -> None:
    call = make_closed_call(capacity=1)
    for _ in range(2):
        add_candidate(call, score=4)
    with pytest.raises(ValidationError) as refused:
        settle(call, by, seats=2)
    assert refused.value.messages == [
        "This run fills 2 seats, and there is 1 place. Try again with as many, or "
        "change how many places the cohort has."
    ]


def test_fewer_places_than_are_free_can_be_filled(by: Any) -> None:
    """Two places are free; a team of two and one alone wait: one may be filled."""
    call = make_closed_call()
    people = [add_candidate(call, score=4) for _ in range(3)]
    team: PlaceTeam = PlaceTeamFactory(call=call)
    pair = {add_candidate(call, score=1, team=team) for _ in range(2)}
    alone = add_candidate(call, score=2)
    settle(call, by, seats=3)
    leave(*people[:2])
    assert chosen_anew(fill(call, by)) == pair
    one = fill(call, by, places=1)
    assert (chosen_anew(one), one.seats) == ({alone}, 2)
    for places in (0, 3):
        with pytest.raises(ValidationError, match="from 1 to 2") as refused:
            ask_for_replacement(call=call, by=by, places=places)
        assert refused.value.messages == [
            "2 places are free and 3 people wait. Enter a number from 1 to 2"
        ]


def test_no_more_places_than_people_who_wait(by: Any) -> None:
    call = make_closed_call()
    people = [add_candidate(call, score=score) for score in (4, 4, 1)]
    settle(call, by)
    leave(*people[:2])
    assert chosen_anew(fill(call, by)) == {people[2]}


@pytest.fixture
def late(by: Any) -> tuple[Call, list[Application]]:
    """A fixed cohort of two; then four more are found eligible."""
    call = make_closed_call(capacity=2)
    first = [add_candidate(call, score=score) for score in (4, 3)]
    settle(call, by)
    found = [add_candidate(call, score=score) for score in (4, 3, 2, 1)]
    for application, outcome in zip(
        found[1:],
        (PanelOutcome.NOT_THIS_TIME, PanelOutcome.DISCUSS_AGAIN, None),
        strict=True,
    ):
        application.panel_decisions.all().delete()
        if outcome:
            PanelDecisionFactory(application=application, outcome=outcome)
    return call, [*first, *found]


def test_people_found_eligible_late_join_the_waiting_list(
    late: tuple[Call, list[Application]], by: Any
) -> None:
    call, (gone, _, joined, told, again, undecided) = late
    answered = answer_latecomers(call=call, by=by)
    assert answered.joining == [joined]
    assert answered.not_this_time == {told: NOT_PUT_FORWARD}
    assert answered.still_open == {"The panel has not decided yet": 2}
    assert [state_of(row) for row in (joined, told, again, undecided)] == [
        ApplicationState.WAITING,
        ApplicationState.NOT_THIS_TIME,
        ApplicationState.ELIGIBLE,
        ApplicationState.ELIGIBLE,
    ]
    letters = Letter.objects.filter(recipient__in=[joined.person.email])
    assert letters.count() == 1
    with pytest.raises(ValidationError, match="Nobody can be answered"):
        answer_latecomers(call=call, by=by)
    leave(gone)
    run = fill(call, by)
    assert chosen_anew(run) == {joined}
    assert run.people.get(application=joined).anonymous_id == "P3"
    offer_replacements(run=run, reason="Next", by=by)
    with pytest.raises(ValidationError, match="No place is free"):
        ask_for_replacement(call=call, by=by)  # the newcomer's counts as taken


def test_nobody_is_late_before_a_cohort_is_fixed(by: Any) -> None:
    call = make_closed_call()
    add_candidate(call, score=4)
    with pytest.raises(ValidationError, match="Fix a cohort first"):
        answer_latecomers(call=call, by=by)


def test_whoever_joins_the_list_makes_a_replacement_stale(
    late: tuple[Call, list[Application]], by: Any
) -> None:
    call, (gone, _, joined, *_) = late
    waiting = add_candidate(call, score=1)
    answer_latecomers(call=call, by=by)
    leave(gone, joined)
    run = fill(call, by)
    assert chosen_anew(run) == {waiting}
    add_candidate(call, score=4)
    answer_latecomers(call=call, by=by)
    with pytest.raises(ValidationError, match="has changed since"):
        offer_replacements(run=run, reason="Next", by=by)


def test_a_draw_says_nothing_to_whoever_had_no_part_in_it(
    by: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lotteries, "COHORTS", 4)
    call = make_closed_call()
    for _ in range(3):
        add_candidate(call, score=3)
    run = run_now(call, seats=1, method=Method.LEXIMIN)
    run = fix_lottery(run=run, reason="Agreed", plan=DrawPlan(), by=by)
    newcomer = add_candidate(call, score=3)
    enter_draw(run=run, number=1, how=DrawnBy.DICE, by=make_chair(call))
    assert state_of(newcomer) == ApplicationState.ELIGIBLE
    answer_latecomers(call=call, by=by)
    assert state_of(newcomer) == ApplicationState.WAITING
    leave(run.people.get(is_chosen=True).application)
    after = fill(call, by)
    assert after.people.get(application=newcomer).standing == Standing.FREE
    assert after.state == RunState.DONE
