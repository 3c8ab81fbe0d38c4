from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lehc.methods.selection import (
    BestCohort,
    CannotBeMetError,
    Outcome,
    Person,
    Pool,
    Problem,
    SelectionError,
    TargetCount,
    TimeRanOutError,
    Unwatched,
    alternatives,
    best_cohort,
    check_feasibility,
    target_costs,
)
from tests.methods.selection.instances import read_instance
from tests.methods.selection.oracles import every_cohort, merit_of
from tests.methods.selection.small_problems import (
    make_pool,
    make_targets,
    solvable_problems,
)

POOL = make_pool(
    """
    ann Leeds carer 9
    ben Leeds nurse 8
    cat York nurse 5
    dan York chair 4.5
    eve Leeds carer 7
    """
)
TARGETS = make_targets("place York 1 2\nrole nurse 1 1")
PROBLEM = Problem(POOL, TARGETS, 3)


def rng(seed: int = 1) -> np.random.Generator:
    return np.random.default_rng(seed)


def test_best_cohort_worked_example():
    # Without targets ann, ben and eve (24). York needs one of cat and dan, and only
    # one nurse may come: ann, eve and cat make 21, ann, ben and dan 21.5.
    assert best_cohort(PROBLEM, rng=rng()) == BestCohort(
        selected=("ann", "ben", "dan"),
        merit=21.5,
        bound=21.5,
        outcome=Outcome.OPTIMAL,
        chances={"ann": 1.0, "ben": 1.0, "cat": 0.0, "dan": 1.0, "eve": 0.0},
        targets=(TargetCount(TARGETS[0], 1), TargetCount(TARGETS[1], 1)),
    )


def test_alternatives_worked_example():
    found = alternatives(PROBLEM, count=2, rng=rng())
    assert [(cohort.selected, cohort.merit) for cohort in found] == [
        (("ann", "ben", "dan"), 21.5),
        (("ann", "cat", "eve"), 21.0),
        (("ben", "dan", "eve"), 19.5),
    ]


def test_next_best_leaves_out_the_cohort_that_is_known():
    found = alternatives(PROBLEM, count=0, besides=["ben", "ann", "dan"], rng=rng())
    assert [(cohort.selected, cohort.merit) for cohort in found] == [
        (("ann", "cat", "eve"), 21.0)
    ]
    only = replace(PROBLEM, excluded=frozenset({"cat", "eve"}))
    assert alternatives(only, besides=("ann", "ben", "dan"), rng=rng()) == ()


def test_target_costs_worked_example():
    # Without the York target ann, ben and eve (24); with a second nurse ann, ben and
    # cat (22).
    assert [cost.merit for cost in target_costs(PROBLEM)] == [2.5, 0.5]


def test_team_comes_whole():
    pool = make_pool(
        "a Leeds carer 9 one\nb York nurse 1 one\nc Leeds carer 6\nd York nurse 5"
    )
    problem = Problem(pool, (), 2)
    assert best_cohort(problem, rng=rng()).selected == ("c", "d")
    problem = Problem(pool, make_targets("place York 1 1"), 3)
    assert best_cohort(problem, rng=rng()).selected == ("a", "b", "c")


def test_equal_people_draw_lots():
    pool = Pool(("place",), tuple(Person(name, ("x",), 2.0) for name in "abcd"))
    problem = Problem(pool, (), 1)
    drawn = {best_cohort(problem, rng=rng(seed)).selected for seed in range(40)}
    assert drawn == {("a",), ("b",), ("c",), ("d",)}
    assert best_cohort(problem, rng=rng()).chances == dict.fromkeys("abcd", 0.25)


def test_merit_of_tenths_adds_up_exactly():
    pool = make_pool("a Leeds carer 0.1\nb Leeds nurse 0.2\nc Leeds chair 0.3")
    cohort = best_cohort(Problem(pool, (), 2), rng=rng())
    assert (cohort.selected, cohort.merit) == (("b", "c"), 0.5)


def test_all_scores_zero():
    pool = make_pool("a Leeds carer 0\nb York nurse 0")
    cohort = best_cohort(Problem(pool, make_targets("place York 1 1"), 1), rng=rng())
    assert (cohort.selected, cohort.merit, cohort.bound) == (("b",), 0.0, 0.0)


def test_missing_scores_are_named():
    pool = make_pool("a Leeds carer 1\nc Leeds nurse\nb Leeds chair")
    with pytest.raises(SelectionError) as caught:
        best_cohort(Problem(pool, (), 1), rng=rng())
    assert caught.value.code == "score_missing"
    assert caught.value.facts["ids"] == ("b", "c")


def test_missing_score_of_somebody_excluded_does_not_matter():
    pool = make_pool("a Leeds carer 1\nc Leeds nurse")
    problem = Problem(pool, (), 1, excluded=frozenset("c"))
    assert best_cohort(problem, rng=rng()).selected == ("a",)


@pytest.mark.parametrize(
    ("score", "code"),
    [(float("nan"), "score_not_a_number"), (2e6, "score_too_large")],
)
def test_scores_out_of_range(score, code):
    pool = Pool(("place",), (Person("a", ("x",), score),))
    with pytest.raises(SelectionError) as caught:
        best_cohort(Problem(pool, (), 1), rng=rng())
    assert caught.value.code == code


def test_accepted_people_stay():
    problem = replace(PROBLEM, accepted=frozenset({"cat"}))
    cohort = best_cohort(problem, rng=rng())
    assert (cohort.selected, cohort.merit) == (("ann", "cat", "eve"), 21.0)
    assert cohort.chances["cat"] == 1.0


def test_everyone_accepted():
    problem = replace(PROBLEM, accepted=frozenset({"ann", "ben", "dan"}))
    found = alternatives(problem, rng=rng())
    assert [cohort.selected for cohort in found] == [("ann", "ben", "dan")]


def test_no_cohort_is_explained():
    problem = Problem(POOL, make_targets("place York 3 3"), 3)
    for ask in (
        lambda: best_cohort(problem, rng=rng()),
        lambda: alternatives(problem, rng=rng()),
        lambda: target_costs(problem),
    ):
        with pytest.raises(CannotBeMetError) as caught:
            ask()
        assert caught.value.explanation.change_size == 1.0


class Impatient(Unwatched):
    def seconds_left(self) -> float:
        return 0.0


def test_no_time_at_all():
    with pytest.raises(TimeRanOutError):
        best_cohort(PROBLEM, rng=rng(), watch=Impatient())


@settings(max_examples=150, deadline=None)
@given(solvable_problems())
def test_agrees_with_looking_at_every_cohort(problem):
    cohorts = every_cohort(problem)
    best = best_cohort(problem, rng=rng())
    assert frozenset(best.selected) in cohorts
    merits = [merit_of(problem, cohort) for cohort in cohorts]
    assert (best.merit, best.bound, best.outcome) == (
        max(merits),
        max(merits),
        "optimal",
    )


@settings(max_examples=60, deadline=None)
@given(solvable_problems())
def test_alternatives_are_all_the_merits_there_are(problem):
    cohorts = every_cohort(problem)
    assume(len(cohorts) <= 25)  # each is forbidden in turn: seventy take a second
    found = alternatives(problem, count=100, rng=rng())
    merits = [cohort.merit for cohort in found]
    assert merits == sorted(merits, reverse=True)
    assert set(merits) == {merit_of(problem, cohort) for cohort in cohorts}
    assert len({cohort.selected for cohort in found}) == len(found)
    for place in sorted({0, len(found) // 2, len(found) - 1}):
        known = found[place]
        others = alternatives(problem, count=100, besides=known.selected, rng=rng(2))
        assert sorted((cohort.merit for cohort in others), reverse=True) == [
            cohort.merit for cohort in found if cohort is not known
        ]


@settings(max_examples=60, deadline=None)
@given(solvable_problems())
def test_cost_of_a_target_is_the_best_without_it(problem):
    cohorts = every_cohort(problem)
    best = max(merit_of(problem, cohort) for cohort in cohorts)
    for cost in target_costs(problem):
        others = tuple(t for t in problem.targets if t != cost.target)
        without = every_cohort(replace(problem, targets=others))
        assert cost.merit == max(merit_of(problem, c) for c in without) - best


@settings(max_examples=60, deadline=None)
@given(solvable_problems(), st.randoms())
def test_order_of_people_and_targets_changes_nothing(problem, random):
    people, targets = list(problem.pool.people), list(problem.targets)
    random.shuffle(people)
    random.shuffle(targets)
    pool = Pool(problem.pool.features, tuple(people))
    turned = Problem(pool, tuple(targets), problem.seats)
    one, two = best_cohort(problem, rng=rng()), best_cohort(turned, rng=rng())
    assert (one.selected, one.merit, one.chances) == (
        two.selected,
        two.merit,
        two.chances,
    )


@settings(max_examples=60, deadline=None)
@given(solvable_problems(), st.data())
def test_tightening_a_target_never_raises_the_best_merit(problem, data):
    assume(problem.targets)
    target = data.draw(st.sampled_from(problem.targets))
    minimum = data.draw(st.integers(target.minimum, target.maximum))
    maximum = data.draw(st.integers(minimum, target.maximum))
    tighter = replace(target, minimum=minimum, maximum=maximum)
    targets = tuple(tighter if t == target else t for t in problem.targets)
    tightened = replace(problem, targets=targets)
    if check_feasibility(tightened).is_feasible:
        before = best_cohort(problem, rng=rng()).merit
        assert best_cohort(tightened, rng=rng()).merit <= before


@pytest.mark.parametrize(
    ("name", "merit"),
    [("cohort_160_24", 378.0), ("teams_300_48", 700.5), ("cohort_1000_40", 729.0)],
)
def test_shipped_instances(name, merit):
    problem = read_instance(name)
    cohort = best_cohort(problem, rng=rng())
    assert (cohort.merit, cohort.bound, cohort.outcome) == (merit, merit, "optimal")
    assert len(cohort.selected) == problem.seats
    for count in cohort.targets:
        assert count.target.minimum <= count.got <= count.target.maximum
    teams = {problem.pool.by_id[name].team for name in cohort.selected} - {None}
    for person in problem.pool.people:
        assert person.team not in teams or person.id in cohort.selected
