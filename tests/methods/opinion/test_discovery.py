from __future__ import annotations

from math import comb

import numpy as np
import pytest

from lehc.methods.opinion import discovery
from tests.methods.opinion import oracles


def fisher(a: int, n: int, c: int, m: int) -> float:
    """Fisher's exact test from its definition, in whole numbers."""
    yes = a + c
    ways = sum(comb(n, x) * comb(m, yes - x) for x in range(a, min(n, yes) + 1))
    return ways / comb(n + m, yes)


TABLES = [
    (8, 10, 2, 10),
    (0, 5, 5, 5),
    (5, 5, 0, 5),
    (3, 7, 30, 80),
    (150, 200, 90, 190),
]


@pytest.mark.parametrize("table", TABLES)
def test_few_votes_are_tested_exactly(table):
    found = discovery.more_inside(*(np.array([each]) for each in table))
    np.testing.assert_allclose(found, [fisher(*table)], rtol=1e-8)


@pytest.mark.parametrize("table", [(260, 300, 240, 310), (120, 400, 130, 410)])
def test_many_votes_are_tested_nearly_so(table):
    found = discovery.more_inside(*(np.array([each]) for each in table))
    np.testing.assert_allclose(found, [fisher(*table)], rtol=0.08)


def test_nobody_on_one_side_proves_nothing():
    found = discovery.more_inside(
        np.array([3, 0]), np.array([3, 0]), np.array([0, 2]), np.array([0, 4])
    )
    assert found.tolist() == [1, 1]


def test_everybody_the_same_proves_nothing():
    arrays = [np.array([each]) for each in (300, 300, 300, 300)]
    assert discovery.more_inside(*arrays).tolist() == [1]


def test_shapes_are_kept():
    tables = np.array(TABLES[:4]).T.reshape(4, 2, 2)
    assert discovery.more_inside(*tables).shape == (2, 2)


@pytest.mark.parametrize(
    ("count", "votes"), [(9, 10), (5, 10), (0, 6), (6, 6), (61, 100)]
)
def test_more_than_half_is_the_binomial_tail(count, votes):
    expected = sum(comb(votes, x) for x in range(count, votes + 1)) / 2**votes
    found = discovery.more_than_half(np.array([count]), np.array([votes]))
    np.testing.assert_allclose(found, [expected], rtol=1e-9)


def test_rates_agree_with_the_definition():
    p = np.random.default_rng(1).random((3, 7)) ** 2
    p[0, 0] = p[1, 1]
    expected = oracles.benjamini_hochberg(p.ravel().tolist())
    np.testing.assert_allclose(discovery.false_discovery_rates(p).ravel(), expected)


def test_the_worked_example_of_benjamini_and_hochberg():
    # Their section 3.3: fifteen p; at a rate of 0.05 the first four are taken.
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459,
         0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0]  # fmt: skip
    q = discovery.false_discovery_rates(np.array(p))
    assert int((q <= 0.05).sum()) == 4


def test_no_p_has_no_rate():
    assert discovery.false_discovery_rates(np.zeros(0)).shape == (0,)
