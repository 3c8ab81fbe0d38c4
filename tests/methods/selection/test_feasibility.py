from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings

from lehc.methods.selection import (
    Change,
    Conflict,
    Explanation,
    Feasibility,
    Pool,
    Problem,
    SelectionError,
    Target,
    check_feasibility,
    explain_infeasibility,
)
from tests.methods.selection.instances import read_instance
from tests.methods.selection.oracles import (
    every_cohort,
    every_group,
    smallest_changes,
)
from tests.methods.selection.small_problems import make_pool, make_targets, problems

POOL = make_pool("a Leeds carer\nb Leeds nurse\nc York nurse\nd York chair")


def explain(targets: str, seats: int = 2, pool: Pool = POOL) -> Explanation:
    feasibility = check_feasibility(Problem(pool, make_targets(targets), seats))
    assert feasibility.explanation is not None
    return feasibility.explanation


def test_targets_that_can_be_met():
    problem = Problem(POOL, make_targets("place York 1 1\nrole nurse 1 2"), 2)
    assert check_feasibility(problem) == Feasibility(True, None)


def test_empty_pool():
    explanation = explain("place York 0 1", 2, Pool(POOL.features, ()))
    assert explanation == Explanation(
        (Conflict("too_few_people", 2, 0),), math.inf, (), True
    )


def test_fewer_people_than_seats():
    explanation = explain("place York 0 5", 5)
    assert explanation == Explanation(
        (Conflict("too_few_people", 5, 4),), math.inf, (), True
    )


def test_minimum_above_the_pool():
    (york,) = targets = make_targets("place York 3 3")
    feasibility = check_feasibility(Problem(POOL, targets, 3))
    assert feasibility.explanation == Explanation(
        (Conflict("too_few_with_value", 3, 2, "place", "York"),),
        1.0,
        ((Change(york, 2, 3),),),
        True,
    )


def test_minima_that_add_up_to_more_than_the_seats():
    leeds, york = targets = make_targets("place Leeds 2 2\nplace York 1 2")
    feasibility = check_feasibility(Problem(POOL, targets, 2))
    assert feasibility.explanation == Explanation(
        (Conflict("minima_above_seats", 3, 2, "place"),),
        1.0,
        ((Change(leeds, 1, 2),), (Change(york, 0, 2),)),
        True,
    )


def test_maxima_below_the_seats_count_people_without_a_target():
    explanation = explain("place Leeds 0 1\nrole nurse 0 1\nrole carer 0 0", 3)
    # place: Leeds may take 1 and the two from York have no target; role: 1 nurse
    # and 1 chair make 2 of 3 seats.
    assert explanation.conflicts == (Conflict("maxima_below_seats", 3, 2, "role"),)
    assert explanation.change_size == 1.0


def test_targets_that_only_clash_together_have_no_plain_conflict():
    # Both nurses are wanted and somebody from each place, but the chair too.
    explanation = explain("role nurse 2 2\nrole chair 1 1\nplace Leeds 2 2", 3)
    assert explanation.conflicts == ()
    assert explanation.change_size == 1.0
    changed = [
        [(change.target.value, change.minimum, change.maximum) for change in changes]
        for changes in explanation.alternatives
    ]
    assert changed == [[("Leeds", 1, 2)], [("chair", 0, 1)], [("nurse", 1, 2)]]


def test_teams_that_cannot_fill_the_seats():
    pool = make_pool(
        "a Leeds carer - one\nb York nurse - one\nc York nurse - two\n"
        "d York chair - two"
    )
    explanation = explain("place York 0 3", 3, pool)
    assert explanation == Explanation(
        (Conflict("teams_do_not_fill_seats", 3, 4),), math.inf, (), True
    )


def test_team_larger_than_a_maximum_stays_out():
    pool = make_pool(
        "a Leeds carer - one\nb Leeds nurse - one\nc York nurse\nd York chair"
    )
    targets = make_targets("place Leeds 0 1")
    assert check_feasibility(Problem(pool, targets, 2)).is_feasible
    explanation = explain("place Leeds 1 1", 2, pool)
    assert [
        [(change.minimum, change.maximum) for change in changes]
        for changes in explanation.alternatives
    ] == [[(0, 1)], [(1, 2)]]


def test_accepted_people_above_a_maximum():
    problem = Problem(POOL, make_targets("place York 0 1"), 3, frozenset("cd"))
    explanation = explain_infeasibility(problem)
    assert explanation.conflicts == (
        Conflict("too_many_accepted", 2, 1, "place", "York"),
    )
    assert explanation.alternatives == ((Change(problem.targets[0], 0, 2),),)


def test_pair_target_is_named_in_full():
    pair = Target("place", "York", 2, 2, "role", "nurse")
    explanation = check_feasibility(Problem(POOL, (pair,), 2)).explanation
    assert explanation is not None
    assert explanation.conflicts == (
        Conflict("too_few_with_value", 2, 1, "place and role", "York and nurse"),
    )


def test_weights_choose_what_gives_way():
    leeds, york = make_targets("place Leeds 2 2\nplace York 1 2")
    heavy = replace(leeds, weight=5.0)
    explanation = explain_infeasibility(Problem(POOL, (heavy, york), 2))
    assert explanation.alternatives == ((Change(york, 0, 2),),)
    fixed = replace(york, weight=math.inf)
    kept = explain_infeasibility(Problem(POOL, (leeds, fixed), 2))
    assert (kept.change_size, kept.alternatives) == (1.0, ((Change(leeds, 1, 2),),))


def test_weights_that_forbid_every_change():
    (york,) = make_targets("place York 3 3")
    targets = (replace(york, weight=math.inf),)
    explanation = explain_infeasibility(Problem(POOL, targets, 3))
    assert (explanation.change_size, explanation.alternatives) == (math.inf, ())


@pytest.mark.parametrize("weight", [0.0, -1.0, math.nan])
def test_weight_must_be_positive(weight):
    (york,) = make_targets("place York 3 3")
    with pytest.raises(SelectionError, match="weight_not_positive"):
        Problem(POOL, (replace(york, weight=weight),), 3)


def test_targets_that_can_be_met_need_no_change():
    explanation = explain_infeasibility(
        Problem(POOL, make_targets("place York 1 1"), 2)
    )
    assert explanation == Explanation((), 0.0, (), True)


def test_more_alternatives_than_the_limit_are_not_claimed_complete():
    problem = Problem(POOL, make_targets("place Leeds 2 2\nplace York 1 2"), 2)
    explanation = explain_infeasibility(problem, limit=1)
    assert (len(explanation.alternatives), explanation.is_complete) == (1, False)


@settings(max_examples=150, deadline=None)
@given(problems())
def test_agrees_with_looking_at_every_cohort(problem):
    feasibility = check_feasibility(problem, limit=1000)
    assert feasibility.is_feasible == bool(every_cohort(problem))
    explanation = feasibility.explanation
    if explanation is None:
        return
    if not any(True for _ in every_group(problem)):
        assert (explanation.change_size, explanation.alternatives) == (math.inf, ())
        return
    size, changes = smallest_changes(problem)
    found = set()
    for alternative in explanation.alternatives:
        change = {
            c.target: (c.target.minimum - c.minimum, c.maximum - c.target.maximum)
            for c in alternative
        }
        found.add(tuple(change.get(target, (0, 0)) for target in problem.targets))
    assert (explanation.change_size, found) == (size, changes)
    assert explanation.is_complete


@settings(max_examples=50, deadline=None)
@given(problems())
def test_every_alternative_allows_a_cohort(problem):
    explanation = explain_infeasibility(problem)
    for changes in explanation.alternatives:
        changed = {
            change.target: replace(
                change.target, minimum=change.minimum, maximum=change.maximum
            )
            for change in changes
        }
        targets = tuple(changed.get(target, target) for target in problem.targets)
        assert check_feasibility(replace(problem, targets=targets)).is_feasible


def test_a_thousand_people_with_targets_that_clash():
    problem = read_instance("cohort_1000_40")
    raised = {"Commissioner": (7, 8), "Q1": (20, 20), "Q2": (12, 14), "Q3": (10, 12)}
    targets = tuple(
        replace(
            target, minimum=raised[target.value][0], maximum=raised[target.value][1]
        )
        if target.value in raised
        else target
        for target in problem.targets
    )
    explanation = explain_infeasibility(replace(problem, targets=targets))
    # Q1 to Q5 have minima of 20, 12, 10, 5 and 4 for 40 seats: 11 too many.
    assert explanation.conflicts == (Conflict("minima_above_seats", 51, 40, "imd"),)
    assert explanation.change_size == 11.0
    assert (len(explanation.alternatives), explanation.is_complete) == (10, False)
