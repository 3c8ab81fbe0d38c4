from __future__ import annotations

import pytest

from lehc.methods.selection import MeritBand, Problem, SelectionError, merit_band
from tests.methods.selection.small_problems import make_pool, make_targets

POOL = make_pool(
    """
    ann Leeds carer 9
    ben Leeds nurse 8
    cat York nurse 5
    dan York chair 4.5
    eve Leeds carer 2
    """
)
PROBLEM = Problem(POOL, make_targets("place York 1 2"), 2)


def test_clearly_above_are_in_clearly_below_are_out():
    band = merit_band(PROBLEM, in_from=9, out_below=4.5)
    assert band == MeritBand(
        certain=("ann",),
        between=("ben", "cat", "dan"),
        out=("eve",),
        problem=Problem(
            POOL, PROBLEM.targets, 2, frozenset({"ann"}), frozenset({"eve"})
        ),
    )


def test_one_line_leaves_nobody_between():
    band = merit_band(PROBLEM, in_from=8, out_below=8)
    assert (band.certain, band.between) == (("ann", "ben"), ())


def test_team_stands_with_the_mean_of_its_scores():
    pool = make_pool(
        "a Leeds carer 9 one\nb York nurse 2 one\nc Leeds carer 6 two\n"
        "d York nurse 7 two\ne York chair 5"
    )
    band = merit_band(Problem(pool, (), 3), in_from=6.5, out_below=5.5)
    assert (band.certain, band.between, band.out) == (("c", "d"), ("a", "b"), ("e",))


def test_settled_people_are_in_no_list():
    problem = Problem(POOL, (), 2, frozenset({"eve"}), frozenset({"ann"}))
    band = merit_band(problem, in_from=8, out_below=5)
    assert (band.certain, band.between, band.out) == (("ben",), ("cat",), ("dan",))
    assert band.problem.accepted == {"ben", "eve"}
    assert band.problem.excluded == {"ann", "dan"}


def test_lines_the_wrong_way_round():
    with pytest.raises(SelectionError, match="band_upside_down"):
        merit_band(PROBLEM, in_from=3, out_below=5)


def test_more_above_the_line_than_seats():
    with pytest.raises(SelectionError, match="more_accepted_than_seats"):
        merit_band(PROBLEM, in_from=4, out_below=3)


def test_missing_score():
    problem = Problem(make_pool("a York nurse 1\nb York nurse"), (), 1)
    with pytest.raises(SelectionError, match="score_missing"):
        merit_band(problem, in_from=4, out_below=3)
