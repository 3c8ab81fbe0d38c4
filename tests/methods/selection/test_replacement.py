from __future__ import annotations

import numpy as np
import pytest

from lehc.methods.selection import (
    CannotBeMetError,
    Problem,
    SelectionError,
    best_cohort,
    remaining_problem,
)
from tests.methods.selection.small_problems import make_pool, make_targets

POOL = make_pool(
    """
    ann Leeds carer 9
    ben Leeds nurse 8
    cat York nurse 5
    dan York chair 4.5
    eve Leeds carer 7
    """
)
PROBLEM = Problem(POOL, make_targets("place York 1 2"), 3)


def test_nobody_accepted_moves_and_targets_hold():
    rest = remaining_problem(PROBLEM, accepted=("ann", "ben"), declined=("cat",))
    cohort = best_cohort(rest, rng=np.random.default_rng(1))
    assert cohort.selected == ("ann", "ben", "dan")


def test_excluded_people_stay_excluded():
    problem = Problem(POOL, PROBLEM.targets, 3, excluded=frozenset({"dan"}))
    rest = remaining_problem(problem, accepted=("ann",), declined=("ben",))
    assert rest.excluded == {"ben", "dan"}


def test_targets_that_cannot_be_kept_are_explained():
    rest = remaining_problem(PROBLEM, accepted=("ann", "ben"), declined=("cat", "dan"))
    with pytest.raises(CannotBeMetError) as caught:
        best_cohort(rest, rng=np.random.default_rng(1))
    (changes,) = caught.value.explanation.alternatives
    assert [(change.target.value, change.minimum) for change in changes] == [
        ("York", 0)
    ]


def test_somebody_cannot_both_accept_and_decline():
    with pytest.raises(SelectionError, match="accepted_and_excluded: id='ann'"):
        remaining_problem(PROBLEM, accepted=("ann",), declined=("ann",))


def test_team_that_lost_a_member():
    pool = make_pool(
        "a Leeds carer - one\nb York nurse - one\nc York nurse - two\n"
        "d York chair - two\ne York chair"
    )
    problem = Problem(pool, (), 3)
    rest = remaining_problem(problem, accepted=("a",), declined=("b", "c"))
    # a was accepted and stays alone; d applied with c and does not come alone.
    assert rest.accepted == {"a"}
    assert rest.excluded == {"b", "c", "d"}
    assert [person.team for person in rest.pool.people] == [None] * 5


def test_team_untouched_by_a_decline_stays_a_team():
    pool = make_pool(
        "a Leeds carer\nb York nurse\nc York nurse - two\nd York chair - two"
    )
    rest = remaining_problem(Problem(pool, (), 3), accepted=("a",), declined=("b",))
    cohort = best_cohort(
        Problem(
            make_pool(
                "a Leeds carer 1\nb York nurse 1\nc York nurse 1 two\n"
                "d York chair 1 two"
            ),
            (),
            3,
            rest.accepted,
            rest.excluded,
        ),
        rng=np.random.default_rng(1),
    )
    assert cohort.selected == ("a", "c", "d")
