from __future__ import annotations

import numpy as np
import pytest

from lehc.methods.opinion import lloyd
from tests.methods.opinion.oracles import plain_lloyd


def cloud(seed: int, people: int = 500) -> np.ndarray:
    rng = np.random.default_rng(seed)
    middles = rng.normal(0, 3, (4, 2))
    return middles[rng.integers(0, 4, people)] + rng.normal(0, 1, (people, 2))


@pytest.mark.parametrize("k", [2, 3, 4, 5])
def test_the_same_start_gives_the_plain_result(k):
    points = cloud(k)
    _, labels = lloyd.refine(points, points[:k], tolerance=0)
    assert labels.tolist() == plain_lloyd(points, points[:k])[0].tolist()


@pytest.mark.parametrize("k", [2, 5])
def test_tiles_change_nothing(k):
    points = cloud(10 + k, people=lloyd.TILED_FROM + 500)
    plain = lloyd.refine_tiled(points, None, points[:k])
    tiled = lloyd.refine(points, points[:k])
    np.testing.assert_allclose(tiled[0], plain[0], atol=1e-10)
    assert tiled[1].tolist() == plain[1].tolist()


def test_tiles_hold_every_point_once():
    points = cloud(1, people=4000)
    tiles = lloyd.cut_into_tiles(points)
    assert tiles.sums[:, 0].sum() == 4000
    np.testing.assert_allclose(tiles.sums[:, 1:].sum(axis=0), points.sum(axis=0))
    assert sorted(map(tuple, tiles.rows[:, 1:])) == sorted(map(tuple, points))


def test_points_in_one_place_can_be_cut_into_tiles():
    tiles = lloyd.cut_into_tiles(np.ones((5, 2)))
    assert tiles.sums[0].tolist() == [5, 5, 5]


def test_of_equally_near_centres_the_first_is_taken():
    centres = np.array([[1.0, 0], [-1.0, 0], [0, 1.0]])
    assert lloyd.assign(np.array([[0.0, 0.0], [-1, 1]]), centres).tolist() == [0, 1]


def test_a_centre_without_points_takes_the_farthest_point():
    points = np.array([[0.0, 0], [0.1, 0], [0.2, 0], [5, 0]])
    centres, labels = lloyd.refine(
        points, np.array([[0.1, 0], [100, 100.0]]), tolerance=0
    )
    assert labels.tolist() == [0, 0, 0, 1]
    np.testing.assert_allclose(centres, [[0.1, 0], [5, 0]], atol=1e-12)


def test_points_and_centres_are_left_as_they_were():
    points, centres = cloud(3), np.array([[0.0, 0], [1, 1]])
    points.setflags(write=False)
    centres.setflags(write=False)
    lloyd.refine(points, centres)
    assert centres.tolist() == [[0, 0], [1, 1]]
