from __future__ import annotations

import numpy as np
import pytest

from lehc.methods.opinion.grouping import choose_grouping, least_size, try_grouping
from lehc.methods.opinion.likeness import adjusted_rand
from tests.methods.opinion.oracles import mean_silhouette


def blobs(sizes: tuple[int, ...], seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    middles = np.array([[0.0, 0], [9, 0], [0, 9], [9, 9]])
    truth = np.repeat(np.arange(len(sizes)), sizes)
    return middles[truth] + rng.normal(0, 1, (len(truth), 2)), truth


@pytest.mark.parametrize(
    ("people", "least"), [(10, 5), (100, 5), (101, 5.05), (2000, 100)]
)
def test_a_group_has_five_people_and_one_in_twenty(people, least):
    assert least_size(people) == pytest.approx(least)


@pytest.mark.parametrize("sizes", [(30, 20), (20, 15, 25), (15, 15, 15, 15)])
@pytest.mark.parametrize("choose", [choose_grouping, try_grouping])
def test_separate_blobs_are_the_groups(sizes, choose):
    points, truth = blobs(sizes)
    found = choose(points)
    assert found.k == len(sizes)
    assert adjusted_rand(found.labels, truth) == 1.0


def test_the_number_has_the_best_silhouette_of_those_that_are_possible():
    points, _ = blobs((30, 20))
    found = choose_grouping(points)
    assert found.silhouettes[2] == max(found.silhouettes.values())
    assert found.silhouettes[2] == pytest.approx(
        mean_silhouette(points, found.labels), abs=1e-5
    )


@pytest.mark.parametrize("choose", [choose_grouping, try_grouping])
def test_a_number_with_a_group_too_small_is_not_possible(choose):
    points, truth = blobs((40, 3))
    found = choose(points)
    assert found is None or np.bincount(found.labels).min() >= 5
    assert found is None or adjusted_rand(found.labels, truth) < 1


@pytest.mark.parametrize("choose", [choose_grouping, try_grouping])
@pytest.mark.parametrize(
    "points", [np.zeros((0, 2)), np.zeros((1, 2)), np.zeros((30, 2))]
)
def test_nobody_one_person_or_one_place_has_no_groups(choose, points):
    assert choose(points) is None


def test_people_without_weight_get_a_label_and_no_say():
    points, truth = blobs((20, 20, 20))
    weights = (truth != 2).astype(float)
    found = try_grouping(points, weights)
    assert found.k == 2
    assert len(found.labels) == 60
    assert adjusted_rand(found.labels[truth != 2], truth[truth != 2]) == 1.0


def test_nobody_with_weight_has_no_groups():
    points, _ = blobs((20, 20))
    assert try_grouping(points, np.zeros(40)) is None
