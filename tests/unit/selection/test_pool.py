from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from lehc.assessment.enums import PanelOutcome
from lehc.recruitment.enums import ApplicationState
from lehc.selection.inputs import name_anonymously, write_people
from lehc.selection.models import Threshold
from lehc.selection.queries.pool import (
    BELOW_THRESHOLD,
    NOT_PUT_FORWARD,
    NOT_SCORED,
    TEAM_INCOMPLETE,
    build_pool,
)
from tests.factories.assessment import PanelDecisionFactory
from tests.factories.recruitment import ApplicationFactory, PlaceTeamFactory
from tests.factories.selection import add_candidate, make_closed_call

pytestmark = pytest.mark.django_db


def names(rows: Any) -> list[str]:
    return sorted(row.reference for row in rows)


def test_pool_holds_eligible_scored_people_put_forward() -> None:
    call = make_closed_call()
    chosen = add_candidate(call, score=3, role="councillor", sector="housing")
    [candidate] = build_pool(call).candidates
    assert (candidate.application, candidate.merit, candidate.values) == (
        chosen,
        3.0,
        {"sector": "housing", "role": "councillor"},
    )


def test_pool_says_why_others_are_left_out() -> None:
    call = make_closed_call()
    Threshold.objects.create(call=call, merit=Decimal("2.5"), reason="Agreed")
    good = add_candidate(call, score=3)
    low = add_candidate(call, score=2)
    held = add_candidate(call, score=4)
    PanelDecisionFactory(application=held, outcome=PanelOutcome.NOT_THIS_TIME)
    unscored = ApplicationFactory(call=call, state=ApplicationState.ELIGIBLE)
    PanelDecisionFactory(application=unscored)
    pool = build_pool(call)
    assert [row.application for row in pool.candidates] == [good]
    assert {why: names(rows) for why, rows in pool.left_out.items()} == {
        BELOW_THRESHOLD: names([low]),
        NOT_PUT_FORWARD: names([held]),
        NOT_SCORED: names([unscored]),
    }


@pytest.mark.parametrize(
    ("state", "is_whole"),
    [
        (ApplicationState.ELIGIBLE, True),
        (ApplicationState.NOT_ELIGIBLE, False),
        (ApplicationState.WITHDRAWN, True),
    ],
)
def test_a_team_is_in_the_pool_whole_or_not_at_all(
    state: ApplicationState, is_whole: bool
) -> None:
    call = make_closed_call()
    team = PlaceTeamFactory(call=call)
    first = add_candidate(call, score=3, team=team)
    second = add_candidate(call, score=3, team=team)
    type(second).objects.filter(pk=second.pk).update(state=state)
    pool = build_pool(call)
    left_out = {why: names(rows) for why, rows in pool.left_out.items()}
    if is_whole:
        assert first in [row.application for row in pool.candidates]
        assert left_out == {}
    else:
        assert pool.candidates == []
        assert left_out == {TEAM_INCOMPLETE: names([first])}


def test_pool_asks_the_same_number_of_queries_whatever_its_size(
    django_assert_num_queries: Any,
) -> None:
    call = make_closed_call()
    add_candidate(call, score=3)
    with django_assert_num_queries(9) as one:
        build_pool(call)
    for _ in range(3):
        add_candidate(call, score=2)
    with django_assert_num_queries(len(one)):
        build_pool(call)


def test_ids_do_not_follow_from_who_applied_when() -> None:
    call = make_closed_call()
    for _ in range(12):
        add_candidate(call, score=3)
    pool = build_pool(call)
    orders = {
        tuple(row.application.pk for row in name_anonymously(pool).values())
        for _ in range(3)
    }
    assert len(orders) == 3  # the same by accident once in 10 ** 8


def test_people_file_holds_no_names_and_only_what_has_targets() -> None:
    call = make_closed_call()
    team = PlaceTeamFactory(call=call)
    add_candidate(call, score=3, team=team)
    add_candidate(call, score=2, team=team, role="councillor")
    people = name_anonymously(build_pool(call))
    text = write_people(people, ["role"])
    assert sorted(text.splitlines()[1:], key=lambda row: row[2:]) == sorted(
        [
            f"{name},{row.values['role']},{row.merit:.4f},T1"
            for name, row in people.items()
        ],
        key=lambda row: row[2:],
    )
    assert text.splitlines()[0] == "id,role,merit,team"
    for row in people.values():
        assert row.application.reference not in text
        assert row.application.person.name not in text
