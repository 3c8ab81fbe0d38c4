from __future__ import annotations

import numpy as np
import pytest

from lehc.methods.opinion.counts import GroupCounts
from lehc.methods.opinion.routing import draw_next, statement_priorities


def counts(agree, disagree, votes) -> GroupCounts:
    return GroupCounts(*(np.array([each]) for each in (agree, disagree, votes)))


def test_priority_by_hand():
    found = statement_priorities(counts([3, 0], [1, 0], [5, 0]), np.array([0.5, 0.0]))
    # (4/7 * (1 - 2/7) * 1.5 * (1 + 8/2))^2 and (1/2 * 1/2 * 1 * 9)^2
    np.testing.assert_allclose(found, [(4 / 7 * 5 / 7 * 1.5 * 5) ** 2, 2.25**2])


def test_groups_are_added_up():
    two = GroupCounts(np.array([[2], [1]]), np.array([[0], [1]]), np.array([[2], [3]]))
    one = counts([3], [1], [5])
    extremity = np.array([0.5])
    np.testing.assert_allclose(
        statement_priorities(two, extremity), statement_priorities(one, extremity)
    )


def test_meta_statements_have_a_fixed_priority():
    found = statement_priorities(
        counts([3], [1], [5]), np.array([0.5]), np.array([True])
    )
    assert found.tolist() == [49]


def test_the_draw_follows_the_priorities():
    rng = np.random.default_rng(7)
    priorities = np.array([1.0, 3.0, 100.0])
    available = np.array([True, True, False])
    drawn = [draw_next(priorities, available, rng=rng) for _ in range(2000)]
    assert set(drawn) == {0, 1}
    assert drawn.count(1) / 2000 == pytest.approx(0.75, abs=0.03)


def test_nothing_left_draws_nothing():
    rng = np.random.default_rng(7)
    assert draw_next(np.ones(2), np.zeros(2, bool), rng=rng) is None
