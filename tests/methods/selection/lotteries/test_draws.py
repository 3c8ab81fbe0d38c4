from __future__ import annotations

import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lehc.methods.selection import (
    Person,
    Pool,
    Problem,
    SelectionError,
    draw,
    draw_number,
    lottery,
    number_cohorts,
)
from tests.methods.selection.instances import read_instance
from tests.methods.selection.oracles import every_cohort
from tests.methods.selection.small_problems import (
    make_pool,
    make_targets,
    solvable_problems,
)

PROBLEM = Problem(
    make_pool(
        "a Leeds chair\nb York chair\nc Leeds nurse\nd Leeds nurse\n"
        "e York carer\nf York carer\ng Leeds carer - two\nh York carer - two"
    ),
    make_targets("role chair 1 2\nplace Leeds 1 2"),
    3,
)


def tail(count: int, trials: int, chance: float) -> float:
    """The exact two-sided binomial test: twice the smaller tail."""
    below = math.fsum(probability(k, trials, chance) for k in range(count + 1))
    above = math.fsum(probability(k, trials, chance) for k in range(count, trials + 1))
    return min(1.0, 2 * min(below, above))


def probability(k: int, trials: int, chance: float) -> float:
    if chance in (0.0, 1.0):
        return float(k == trials * chance)
    log = math.lgamma(trials + 1) - math.lgamma(k + 1) - math.lgamma(trials - k + 1)
    return math.exp(log + k * math.log(chance) + (trials - k) * math.log1p(-chance))


def test_frequencies_of_the_draw_match_the_chances():
    found = lottery(PROBLEM, method="nash")
    trials = 4000
    rng = np.random.default_rng(7)
    seen = Counter(name for _ in range(trials) for name in draw(found, rng=rng))
    for name, chance in found.chances.items():
        # With eight people a right draw fails this once in 12,500 seeds.
        assert tail(seen[name], trials, round(chance, 12)) > 1e-5


def test_frequencies_of_whole_cohorts_match_their_probabilities():
    # Four equal people for two seats: six cohorts, one in six each.
    people = tuple(Person(name, ("x",)) for name in "abcd")
    found = lottery(Problem(Pool(("f",), people), (), 2), method="leximin")
    rng = np.random.default_rng(3)
    seen = Counter(draw(found, rng=rng) for _ in range(3000))
    assert len(seen) == 6
    for count in seen.values():
        assert tail(count, 3000, 1 / 6) > 1e-5


def test_same_seed_same_cohort():
    found = lottery(PROBLEM, method="leximin")
    drawn = [draw(found, rng=np.random.default_rng(5)) for _ in range(2)]
    assert drawn[0] == drawn[1]


@settings(max_examples=40, deadline=None)
@given(solvable_problems(), st.integers(0, 2**63 - 1))
def test_drawn_cohorts_meet_the_targets(problem, seed):
    found = lottery(problem, method="maximin")
    cohorts = every_cohort(problem)
    rng = np.random.default_rng(seed)
    for _ in range(5):
        assert frozenset(draw(found, rng=rng)) in cohorts


def test_draw_number_is_between_one_and_the_count():
    rng = np.random.default_rng(1)
    assert {draw_number(3, rng=rng) for _ in range(60)} == {1, 2, 3}


def test_numbered_cohorts_count_up_to_the_chances():
    found = lottery(PROBLEM, method="leximin")
    numbered = number_cohorts(PROBLEM, found, count=100)
    seen = Counter(name for cohort in numbered.cohorts for name in cohort)
    assert len(numbered.cohorts) == 100
    assert dict(numbered.chances) == {name: seen[name] / 100 for name in found.chances}
    assert numbered.bound == max(
        abs(seen[name] / 100 - chance) for name, chance in found.chances.items()
    )
    assert numbered.bound <= 2 / 100


@settings(max_examples=25, deadline=None)
@given(solvable_problems(), st.integers(1, 40))
def test_numbered_cohorts_meet_the_targets(problem, count):
    numbered = number_cohorts(problem, lottery(problem, method="leximin"), count=count)
    assert len(numbered.cohorts) == count
    cohorts = every_cohort(problem)
    assert all(frozenset(cohort) in cohorts for cohort in numbered.cohorts)


def test_numbered_cohorts_of_a_whole_programme():
    problem = read_instance("cohort_160_24")
    found = lottery(problem, method="leximin")
    numbered = number_cohorts(problem, found)
    assert len(numbered.cohorts) == 1000
    assert {len(cohort) for cohort in numbered.cohorts} == {24}
    # Nobody's chance moves by more than two in a thousand.
    assert numbered.bound <= 0.002
    again = number_cohorts(problem, found)
    assert again.cohorts == numbered.cohorts


def test_cohort_by_its_number():
    numbered = number_cohorts(PROBLEM, lottery(PROBLEM, method="leximin"), count=10)
    assert numbered.cohort(1) == numbered.cohorts[0]
    assert numbered.cohort(10) == numbered.cohorts[9]
    for number in (0, 11):
        with pytest.raises(SelectionError, match="no_such_number"):
            numbered.cohort(number)


def test_no_numbers():
    with pytest.raises(SelectionError, match="too_few_numbers"):
        number_cohorts(PROBLEM, lottery(PROBLEM, method="leximin"), count=0)


def test_numbered_cohorts_when_every_seat_is_taken():
    people = tuple(Person(name, ("x",)) for name in "ab")
    problem = Problem(Pool(("f",), people), (), 1, frozenset("a"))
    numbered = number_cohorts(problem, lottery(problem, method="leximin"), count=3)
    assert (numbered.cohorts, numbered.bound) == ((("a",),) * 3, 0.0)
