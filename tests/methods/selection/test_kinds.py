from __future__ import annotations

from dataclasses import replace

import numpy as np

from lehc.methods.selection import Pool, Problem, Target
from lehc.methods.selection.kinds import merge_kinds
from tests.methods.selection.small_problems import make_pool, make_targets

POOL = make_pool(
    """
    a Leeds carer 1
    b Leeds nurse 2
    c York nurse 2
    d Leeds chair 1
    e York carer 1 pair
    f Leeds carer 3 pair
    g Leeds nurse 2 two
    h York nurse 2 two
    """
)
TARGETS = make_targets("place York 1 2\nrole nurse 0 3")
PROBLEM = Problem(POOL, TARGETS, 3)


def test_people_equal_in_every_target_are_one_kind():
    kinds = merge_kinds(PROBLEM)
    assert kinds.units == (
        (("a",), ("d",)),
        (("c",),),
        (("b",),),
        (("e", "f"),),
        (("g", "h"),),
    )
    assert kinds.counts.tolist() == [[0, 0], [1, 1], [0, 1], [1, 0], [1, 2]]
    assert kinds.sizes.tolist() == [1, 1, 1, 2, 2]
    assert kinds.numbers.tolist() == [2, 1, 1, 1, 1]


def test_merit_keeps_people_apart():
    merits = {person.id: int(person.score or 0) for person in POOL.people}
    merits["a"] = 5
    kinds = merge_kinds(PROBLEM, merits)
    assert kinds.units[0] == (("a",),)
    assert kinds.merits.tolist() == [5, 2, 2, 1, 4, 4]


def test_accepted_people_use_up_targets_and_seats():
    kinds = merge_kinds(replace(PROBLEM, accepted=frozenset("c")))
    assert kinds.seats == 2
    assert kinds.already.tolist() == [1, 1]
    assert kinds.lower.tolist() == [0, -1]
    assert kinds.upper.tolist() == [1, 2]


def test_pair_target_counts_people_with_both_values():
    pair = Target("place", "York", 0, 1, "role", "nurse")
    kinds = merge_kinds(Problem(POOL, (pair,), 3))
    assert dict(zip(kinds.units, kinds.counts[:, 0].tolist(), strict=True)) == {
        (("a",), ("b",), ("d",)): 0,
        (("c",),): 1,
        (("e", "f"),): 0,
        (("g", "h"),): 1,
    }


def test_order_of_rows_changes_nothing():
    turned = Pool(POOL.features, POOL.people[::-1])
    one = merge_kinds(PROBLEM)
    two = merge_kinds(Problem(turned, TARGETS[::-1], 3))
    assert one.units == two.units
    assert one.targets == two.targets
    np.testing.assert_array_equal(one.counts, two.counts)


def test_nobody_in_the_pool():
    kinds = merge_kinds(Problem(Pool(POOL.features, ()), TARGETS, 3))
    assert kinds.units == ()
    assert kinds.counts.shape == (0, 2)
