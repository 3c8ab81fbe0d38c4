from __future__ import annotations

import numpy as np
import pytest

from lehc.methods.opinion.counts import GroupCounts
from lehc.methods.opinion.statistics import (
    describe_groups,
    half_test,
    shared_agreement,
    shared_agreement_mean,
    smoothed_share,
    two_share_test,
)

COUNTS = GroupCounts(
    np.array([[8, 0, 3], [2, 0, 3]]),
    np.array([[1, 0, 3], [7, 0, 3]]),
    np.array([[10, 0, 6], [10, 0, 6]]),
)


def test_a_share_of_nothing_is_a_half():
    assert smoothed_share(np.array([0, 8]), np.array([0, 10])).tolist() == [0.5, 0.75]


def test_half_test_by_hand():
    # 2 * sqrt(11) * (9 / 11 - 1 / 2)
    assert half_test(np.array(8), np.array(10)) == pytest.approx(2.1105794)


def test_two_share_test_by_hand():
    # shares 9/11 and 3/11, pooled 12/22: 0.5454545 / sqrt(0.2479339 * 2 / 11)
    found = two_share_test(*(np.array([each]) for each in (8, 10, 2, 10)))
    np.testing.assert_allclose(found, [2.5690465], rtol=1e-7)


def test_two_share_test_leaves_its_arguments_alone():
    arrays = [np.array([each]) for each in (8, 10, 2, 10)]
    first, second = two_share_test(*arrays), two_share_test(*arrays)
    assert first.tolist() == second.tolist()
    assert [each.tolist() for each in arrays] == [[8], [10], [2], [10]]


def test_all_the_same_on_both_sides_is_no_difference():
    found = two_share_test(*(np.array([each]) for each in (5, 5, 7, 7)))
    assert found.tolist() == [0]


def test_groups_are_compared_with_all_the_others():
    found = describe_groups(COUNTS)
    assert found.agree.count.tolist() == COUNTS.agree.tolist()
    np.testing.assert_allclose(found.agree.ratio[0], [0.75 / 0.25, 1, 1])
    np.testing.assert_allclose(found.disagree.ratio[1], [(8 / 12) / (2 / 12), 1, 1])
    np.testing.assert_allclose(found.agree.ratio_z[:, 0], [2.5690465, -2.5690465])


def test_strength_is_the_product_of_the_four():
    side = describe_groups(COUNTS).agree
    by_hand = 3 * 2.5690465 * 0.75 * 2.1105794
    assert side.strength[0, 0] == pytest.approx(by_hand, rel=1e-6)


def test_consensus_needs_every_group():
    np.testing.assert_allclose(shared_agreement(COUNTS), [0.75 * 0.25, 0.25, 0.25])


def test_the_mean_does_not_shrink_as_groups_are_added():
    doubled = GroupCounts(
        *(
            np.tile(each, (2, 1))
            for each in (COUNTS.agree, COUNTS.disagree, COUNTS.votes)
        )
    )
    np.testing.assert_allclose(
        shared_agreement_mean(doubled), shared_agreement_mean(COUNTS)
    )
    assert (shared_agreement(doubled) < shared_agreement(COUNTS)).all()
