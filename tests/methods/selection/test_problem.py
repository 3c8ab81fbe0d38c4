from __future__ import annotations

import pytest

from lehc.methods.selection import (
    Person,
    Pool,
    Problem,
    SelectionError,
    Target,
    values_without_target,
)
from tests.methods.selection.small_problems import make_pool, make_targets

POOL = make_pool(
    "a Leeds carer\nb York nurse\nc Leeds nurse - team\nd York chair - team"
)
TARGETS = make_targets("place Leeds 0 1")


@pytest.mark.parametrize(
    ("people", "code", "facts"),
    [
        ((Person("a", ("x",)), Person("a", ("y",))), "duplicate_id", {"id": "a"}),
        ((Person("a", ()),), "wrong_number_of_values", {"id": "a"}),
    ],
)
def test_pool_refuses(people, code, facts):
    with pytest.raises(SelectionError) as caught:
        Pool(("place",), people)
    assert (caught.value.code, dict(caught.value.facts)) == (code, facts)


def test_pool_refuses_a_feature_named_twice():
    with pytest.raises(SelectionError, match=r"duplicate_feature: feature='place'"):
        Pool(("place", "place"), ())


@pytest.mark.parametrize(
    ("target", "code"),
    [
        (Target("height", "tall", 0, 1), "unknown_feature"),
        (Target("place", "York", 0, 1, "height", "tall"), "unknown_feature"),
        (Target("place", "York", -1, 1), "negative_target"),
        (Target("place", "York", 2, 1), "minimum_above_maximum"),
        (Target("place", "York", 0, 1, "place", "Leeds"), "pair_of_one_feature"),
        (Target("place", "Leeds", 0, 2), "duplicate_target"),
    ],
)
def test_problem_refuses_target(target, code):
    with pytest.raises(SelectionError) as caught:
        Problem(POOL, (*TARGETS, target), 2)
    assert caught.value.code == code


def test_problem_refuses_a_pair_written_the_other_way_round():
    pair = Target("place", "York", 0, 1, "role", "nurse")
    turned = Target("role", "nurse", 0, 1, "place", "York")
    with pytest.raises(SelectionError, match="place York and role nurse"):
        Problem(POOL, (pair, turned), 2)


@pytest.mark.parametrize(
    ("accepted", "excluded", "seats", "code"),
    [
        ("", "", 0, "no_seats"),
        ("z", "", 2, "unknown_id"),
        ("a", "a", 2, "accepted_and_excluded"),
        ("ab", "", 1, "more_accepted_than_seats"),
        ("c", "", 2, "team_divided"),
        ("", "d", 2, "team_divided"),
    ],
)
def test_problem_refuses_people(accepted, excluded, seats, code):
    with pytest.raises(SelectionError) as caught:
        Problem(POOL, TARGETS, seats, frozenset(accepted), frozenset(excluded))
    assert caught.value.code == code


def test_values_without_target_are_named_with_their_people():
    problem = Problem(POOL, (*TARGETS, Target("role", "nurse", 0, 2)), 2)
    assert values_without_target(problem) == (
        ("place", "York", 2),
        ("role", "carer", 1),
        ("role", "chair", 1),
    )


def test_values_without_target_ignores_features_nobody_asked_about():
    assert values_without_target(Problem(POOL, (), 2)) == ()
