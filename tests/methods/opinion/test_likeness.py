from __future__ import annotations

import numpy as np
import pytest

from lehc.methods.opinion.likeness import adjusted_rand, overlap, rename_like
from tests.methods.opinion import oracles


@pytest.mark.parametrize("seed", range(6))
def test_it_agrees_with_counting_every_pair(seed):
    rng = np.random.default_rng(seed)
    first, second = rng.integers(0, 3, 25), rng.integers(0, 4, 25)
    expected = oracles.adjusted_rand(first, second)
    assert adjusted_rand(first, second) == pytest.approx(expected)


def test_names_do_not_matter():
    first = np.array([0, 0, 1, 1, 2])
    assert adjusted_rand(first, np.array([2, 2, 0, 0, 1])) == 1


@pytest.mark.parametrize("labels", [[], [0], [0, 0, 0], [0, 1, 2]])
def test_all_together_or_all_apart_twice_is_the_same(labels):
    assert adjusted_rand(np.array(labels, int), np.array(labels, int)) == 1


def test_overlap_counts_people_in_both():
    table = overlap(np.array([0, 0, 1]), np.array([1, 0, 1]))
    assert table.tolist() == [[1, 1], [0, 1]]


def test_groups_take_the_name_they_share_most_with():
    labels, model = np.array([0, 0, 0, 1, 1, 2]), np.array([1, 1, 0, 0, 0, 0])
    assert rename_like(labels, model).tolist() == [1, 1, 1, 0, 0, 0]
