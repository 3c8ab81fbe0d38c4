from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lehc.methods.selection import (
    CannotBeMetError,
    Lottery,
    NoChance,
    Person,
    Pool,
    Problem,
    SelectionError,
    Target,
    TimeRanOutError,
    Unwatched,
    check_feasibility,
    lottery,
    reasons_without_chance,
)
from tests.methods.selection.instances import read_instance
from tests.methods.selection.oracles import (
    every_cohort,
    leximin_chances,
    welfare_gap,
)
from tests.methods.selection.small_problems import (
    make_pool,
    make_targets,
    solvable_problems,
)

METHODS = ["maximin", "leximin", "nash"]


def expand(found: Lottery) -> list[tuple[frozenset[str], float]]:
    """One cohort of people for each cohort of kinds, the first units of each."""
    cohorts = []
    for numbers, probability in zip(found.numbers, found.probabilities, strict=True):
        chosen = set(found.accepted)
        for units, number in zip(found.groups, numbers, strict=True):
            for unit in units[:number]:
                chosen.update(unit)
        cohorts.append((frozenset(chosen), float(probability)))
    return cohorts


def sorted_chances(found: Lottery) -> list[float]:
    return sorted(found.chances.values())


# Three people for two seats, one of each place. ann is always in; ben and cat share.
WORKED = Problem(
    make_pool("ann Leeds carer\nben York carer\ncat York nurse"),
    make_targets("place Leeds 1 1\nplace York 1 1"),
    2,
)


@pytest.mark.parametrize("method", METHODS)
def test_worked_example(method):
    found = lottery(WORKED, method=method)
    assert dict(found.chances) == pytest.approx({"ann": 1.0, "ben": 0.5, "cat": 0.5})
    assert (found.outcome, found.method) == ("optimal", method)
    assert found.without_chance == ()


def test_methods_differ_where_they_should():
    # One chair is asked for and one carer or nurse; the chair's friends crowd Leeds.
    pool = make_pool(
        "a Leeds chair\nb York chair\nc Leeds nurse\nd Leeds nurse\ne York carer"
    )
    targets = make_targets("role chair 1 1\nplace Leeds 1 1")
    problem = Problem(pool, targets, 2)
    # Cohorts: a with e (probability t), b with c or d ((1 - t) / 2 each).
    leximin = lottery(problem, method="leximin").chances
    assert dict(leximin) == pytest.approx(
        {"a": 1 / 3, "b": 2 / 3, "c": 1 / 3, "d": 1 / 3, "e": 1 / 3}
    )
    # The product t * (1 - t) * ((1 - t) / 2)**2 * t is largest at t = 2 / 5.
    nash = lottery(problem, method="nash").chances
    assert dict(nash) == pytest.approx(
        {"a": 0.4, "b": 0.6, "c": 0.3, "d": 0.3, "e": 0.4}, abs=1e-6
    )


@pytest.mark.parametrize("method", METHODS)
def test_everyone_identical_has_equal_chances(method):
    people = tuple(Person(f"p{number}", ("x",)) for number in range(30))
    problem = Problem(Pool(("place",), people), (Target("place", "x", 0, 9),), 7)
    found = lottery(problem, method=method)
    assert sorted_chances(found) == pytest.approx([7 / 30] * 30)
    assert found.outcome == "optimal"


@pytest.mark.parametrize("method", METHODS)
def test_one_feasible_cohort_has_chances_zero_and_one(method):
    pool = make_pool("a Leeds carer\nb York nurse\nc Leeds nurse\nd York carer")
    targets = make_targets("role carer 1 1\nplace Leeds 2 2")
    found = lottery(Problem(pool, targets, 2), method=method)
    assert dict(found.chances) == {"a": 1.0, "b": 0.0, "c": 1.0, "d": 0.0}
    assert (found.outcome, found.smallest_chance) == ("optimal", 0.0)
    assert found.without_chance == ("b", "d")


@pytest.mark.parametrize("method", METHODS)
def test_relaxed_chances_that_no_lottery_reaches(method):
    # Three features of two values, each wanted once among two seats: the only whole
    # cohorts are pairs of opposites, and the last two people have no opposite here.
    # On average, without whole people, they could be had all the same.
    rows = ["000", "111", "001", "110", "010", "100"]
    people = tuple(Person(f"p{n}", tuple(row)) for n, row in enumerate(rows))
    targets = tuple(Target(feature, "1", 1, 1) for feature in "xyz")
    found = lottery(Problem(Pool(tuple("xyz"), people), targets, 2), method=method)
    assert dict(found.chances) == pytest.approx(
        {"p0": 0.5, "p1": 0.5, "p2": 0.5, "p3": 0.5, "p4": 0.0, "p5": 0.0}
    )
    assert found.outcome == "optimal"


@pytest.mark.parametrize("method", METHODS)
def test_team_comes_whole_or_not_at_all(method):
    pool = make_pool(
        "a Leeds carer - one\nb York nurse - one\nc Leeds carer\nd York nurse"
    )
    found = lottery(Problem(pool, (), 2), method=method)
    assert dict(found.chances) == pytest.approx(dict.fromkeys("abcd", 0.5))


@pytest.mark.parametrize("method", METHODS)
def test_accepted_people_are_certain_and_excluded_people_out(method):
    people = tuple(Person(name, ("x",)) for name in "abcde")
    problem = Problem(Pool(("f",), people), (), 3, frozenset("a"), frozenset("e"))
    found = lottery(problem, method=method)
    expected = {"a": 1.0, "b": 2 / 3, "c": 2 / 3, "d": 2 / 3, "e": 0.0}
    assert dict(found.chances) == pytest.approx(expected)


def test_a_required_minimum_leaves_equal_chances_inside_and_outside():
    # By hand: 3 of 9 must be Techan, so the 91 others share 27 seats at most. Nobody's
    # smallest chance is above 27/91, only equal chances reach it, and then the nine
    # share exactly 3 seats.
    people = tuple(
        Person(f"p{number}", ("Techan" if number < 9 else "other",))
        for number in range(100)
    )
    pool = Pool(("people",), people)
    problem = Problem(pool, (Target("people", "Techan", 3, 5),), 30)

    found = lottery(problem, method="leximin")

    assert found.outcome == "optimal"
    assert sorted_chances(found) == pytest.approx([27 / 91] * 91 + [1 / 3] * 9)


def test_every_seat_taken():
    people = tuple(Person(name, ("x",)) for name in "ab")
    problem = Problem(Pool(("f",), people), (), 1, frozenset("a"))
    found = lottery(problem, method="leximin")
    assert dict(found.chances) == {"a": 1.0, "b": 0.0}
    assert expand(found) == [(frozenset("a"), 1.0)]


def test_reasons_for_no_chance():
    pool = make_pool(
        """
        a Leeds carer
        b York carer
        c Leeds chair
        d Leeds nurse - big
        e Leeds nurse - big
        f Leeds nurse - big
        g Leeds carer
        """
    )
    targets = make_targets("role chair 0 0\nplace York 1 1\nrole carer 2 2")
    problem = Problem(pool, targets, 2, excluded=frozenset("g"))
    found = lottery(problem, method="leximin")
    assert found.without_chance == tuple("cdefg")
    assert reasons_without_chance(problem, found.without_chance) == (
        NoChance("c", "no_seat_for_value", targets[0]),
        NoChance("d", "team_too_large"),
        NoChance("e", "team_too_large"),
        NoChance("f", "team_too_large"),
        NoChance("g", "excluded"),
    )


def test_reason_when_only_the_targets_together_rule_somebody_out():
    pool = make_pool("a Leeds carer\nb York nurse\nc Leeds nurse\nd York carer")
    targets = make_targets("role carer 1 1\nplace Leeds 2 2")
    assert reasons_without_chance(Problem(pool, targets, 2), ("b",)) == (
        NoChance("b", "only_together_impossible"),
    )


def test_targets_that_cannot_be_met_are_explained():
    problem = Problem(WORKED.pool, make_targets("place Leeds 2 2"), 2)
    with pytest.raises(CannotBeMetError):
        lottery(problem, method="leximin")


def test_unknown_method():
    with pytest.raises(SelectionError, match="unknown_method: method='legacy'"):
        lottery(WORKED, method="legacy")


class Impatient(Unwatched):
    def seconds_left(self) -> float:
        return 0.0


class Cancelled(Unwatched):
    def report(self, stage: str, done: int, total: int) -> None:
        raise KeyboardInterrupt


def test_no_time_at_all():
    with pytest.raises(TimeRanOutError):
        lottery(WORKED, method="leximin", watch=Impatient())


def test_caller_can_cancel():
    with pytest.raises(KeyboardInterrupt):
        lottery(WORKED, method="leximin", watch=Cancelled())


@settings(max_examples=80, deadline=None)
@given(solvable_problems())
def test_leximin_agrees_with_looking_at_every_cohort(problem):
    found = lottery(problem, method="leximin")
    assert found.outcome == "optimal"
    assert dict(found.chances) == pytest.approx(leximin_chances(problem), abs=1e-6)
    cohorts = set(every_cohort(problem))
    assert {cohort for cohort, _ in expand(found)} <= cohorts


@settings(max_examples=60, deadline=None)
@given(solvable_problems())
def test_maximin_agrees_with_looking_at_every_cohort(problem):
    found = lottery(problem, method="maximin")
    able = {name for cohort in every_cohort(problem) for name in cohort}
    smallest = min(found.chances[name] for name in able)
    fairest = leximin_chances(problem)
    best = min(fairest[name] for name in able)
    assert (found.outcome, smallest) == ("optimal", pytest.approx(best, abs=1e-6))
    assert found.bound == pytest.approx(best, abs=1e-6)


@settings(max_examples=60, deadline=None)
@given(solvable_problems())
def test_nash_agrees_with_looking_at_every_cohort(problem):
    found = lottery(problem, method="nash")
    assert found.outcome == "optimal"
    assert welfare_gap(problem, dict(found.chances)) <= 2e-6
    able = [chance for chance in found.chances.values() if chance > 0]
    mean = sum(map(math.log, able)) / len(able)
    assert mean <= found.bound + 1e-9


@settings(max_examples=30, deadline=None)
@given(solvable_problems(), st.randoms(), st.sampled_from(METHODS))
def test_permuting_people_permutes_chances(problem, random, method):
    names = [person.id for person in problem.pool.people]
    renamed = dict(zip(names, random.sample(names, len(names)), strict=True))
    people = [replace(p, id=renamed[p.id]) for p in problem.pool.people]
    random.shuffle(people)
    turned = replace(problem, pool=Pool(problem.pool.features, tuple(people)))
    before, after = lottery(problem, method=method), lottery(turned, method=method)
    assert {renamed[name]: p for name, p in before.chances.items()} == after.chances


@settings(max_examples=30, deadline=None)
@given(solvable_problems(), st.data(), st.sampled_from(["maximin", "leximin"]))
def test_tightening_a_target_never_raises_the_smallest_chance(problem, data, method):
    assume(problem.targets)
    target = data.draw(st.sampled_from(problem.targets))
    minimum = data.draw(st.integers(target.minimum, target.maximum))
    maximum = data.draw(st.integers(minimum, target.maximum))
    tighter = replace(target, minimum=minimum, maximum=maximum)
    targets = tuple(tighter if t == target else t for t in problem.targets)
    tightened = replace(problem, targets=targets)
    assume(check_feasibility(tightened).is_feasible)
    before = lottery(problem, method=method).smallest_chance
    assert lottery(tightened, method=method).smallest_chance <= before + 1e-6


@pytest.mark.parametrize(
    ("name", "method", "smallest"),
    [
        ("cohort_160_24", "maximin", 1 / 9),
        ("cohort_160_24", "leximin", 1 / 9),
        ("cohort_160_24", "nash", 0.075239),
        ("cohort_1000_40", "leximin", 0.0248227),
    ],
)
def test_shipped_instances(name, method, smallest):
    problem = read_instance(name)
    found = lottery(problem, method=method)
    assert found.outcome == "optimal"
    assert found.smallest_chance == pytest.approx(smallest, abs=1e-6)
    assert sum(found.chances.values()) == pytest.approx(problem.seats)
    assert_targets_hold(problem, found)
    assert_chances_are_right(found)


def assert_targets_hold(problem: Problem, found: Lottery) -> None:
    rows = {person.id: person.values for person in problem.pool.people}
    for cohort, _ in expand(found):
        assert len(cohort) == problem.seats
        for target in problem.targets:
            column = problem.pool.column[target.feature]
            got = sum(rows[name][column] == target.value for name in cohort)
            assert target.minimum <= got <= target.maximum


def assert_chances_are_right(found: Lottery) -> None:
    means = found.probabilities @ found.numbers
    for units, mean in zip(found.groups, means, strict=True):
        for unit in units:
            for name in unit:
                assert found.chances[name] == pytest.approx(mean / len(units))
    assert np.sum(found.probabilities) == pytest.approx(1.0)


class PatientFor(Unwatched):
    """Says that there is time so many times, and then that there is none."""

    def __init__(self, times: int) -> None:
        self.times = times

    def seconds_left(self) -> float:
        self.times -= 1
        return 1000.0 if self.times >= 0 else 0.0


def list_unreachable() -> Problem:
    """Teams and targets whose relaxed chances no lottery reaches."""
    rows = ["000", "111", "001", "110", "011", "100", "010", "101"]
    people = tuple(
        Person(f"p{number}{copy}", tuple(row), team=f"t{number}" if copy else None)
        for number, row in enumerate(rows)
        for copy in range(3)
    )
    targets = tuple(Target(feature, "1", 2, 3) for feature in "xyz")
    return Problem(Pool(tuple("xyz"), people), targets, 5)


@pytest.mark.parametrize("method", METHODS)
def test_whenever_time_runs_out_there_is_a_lottery_or_it_is_said(method):
    problem = list_unreachable()
    full = lottery(problem, method=method)
    found = []
    for times in (1, 3, 6, 10, 15, 25, 40, 80):
        try:
            short = lottery(problem, method=method, watch=PatientFor(times))
        except TimeRanOutError:
            continue
        found.append(short)
        assert sum(short.chances.values()) == pytest.approx(5)
        assert_targets_hold(problem, short)
        assert_chances_are_right(short)
        if method != "nash":
            assert short.smallest_chance <= short.bound + 1e-6
            assert full.smallest_chance <= short.bound + 1e-6
    assert full.outcome == "optimal"
    assert found
