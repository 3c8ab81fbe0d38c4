from __future__ import annotations

import numpy as np
import pytest

from lehc.methods.opinion.compatible import draw_compatible_map
from lehc.methods.opinion.partition import (
    QUICK,
    THOROUGH,
    Sites,
    descend,
    find_partitions,
    gather_sites,
    search_sites,
)
from tests.methods.opinion.conversations import NAMES, read_conversation
from tests.methods.opinion.oracles import best_of_starts, plain_lloyd


def cloud(seed: int, people: int, blobs: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    middles = rng.normal(0, 2, (blobs, 2))
    return middles[rng.integers(0, blobs, people)] + rng.normal(0, 1, (people, 2))


def best_of_many_starts(points: np.ndarray, k: int, starts: int = 300) -> float:
    """The same oracle with all starts at once, for more people."""
    rng = np.random.default_rng(0)
    begin = [points[rng.choice(len(points), k, replace=False)] for _ in range(starts)]
    sites = Sites(points, np.ones(len(points)))
    return float(descend(sites, np.array(begin))[1].min())


@pytest.mark.parametrize(("seed", "people", "blobs"), [(1, 30, 1), (2, 60, 3)])
def test_as_good_as_the_best_of_300_plain_starts(seed, people, blobs):
    points = cloud(seed, people, blobs)
    for k, found in find_partitions(points).items():
        assert found.inertia <= 1.001 * best_of_starts(points, k, 300, seed)


@pytest.mark.parametrize(("seed", "blobs"), [(3, 1), (4, 2), (5, 5)])
def test_as_good_as_the_best_of_300_starts_with_many_people(seed, blobs):
    points = cloud(seed, 700, blobs)
    for k, found in find_partitions(points).items():
        assert found.inertia <= 1.001 * best_of_many_starts(points, k)


@pytest.mark.parametrize("name", NAMES)
def test_as_good_as_the_best_of_300_starts_on_real_conversations(name):
    talk = read_conversation(name)
    found = draw_compatible_map(talk.votes, moderated=talk.moderated)
    points = found.positions[found.labels >= 0]
    for k, partition in find_partitions(points).items():
        assert partition.inertia <= 1.001 * best_of_many_starts(points, k)


def test_many_sets_descend_as_one_would():
    points = cloud(6, 80, 3)
    starts = np.array([points[:3], points[3:6]])
    _, inertia = descend(Sites(points, np.ones(80)), starts)
    expected = [plain_lloyd(points, start)[1] for start in starts]
    np.testing.assert_allclose(inertia, expected, rtol=1e-9)


def test_groups_are_numbered_from_left_to_right():
    for partition in find_partitions(cloud(7, 50, 3)).values():
        assert (np.diff(partition.centres[:, 0]) >= 0).all()


def test_the_order_of_the_people_does_not_matter():
    points = cloud(8, 900, 3)
    order = np.random.default_rng(1).permutation(900)
    plain, mixed = find_partitions(points), find_partitions(points[order])
    for k in plain:
        assert plain[k].labels[order].tolist() == mixed[k].labels.tolist()


def test_too_few_places_for_a_number_of_groups_leave_it_out():
    points = np.repeat([[0.0, 0], [1, 0], [5, 5], [6, 5]], 10, axis=0)
    assert list(find_partitions(points)) == [2, 3]


def test_sites_hold_every_person_once():
    points = cloud(9, 1000, 2)
    weights = np.random.default_rng(2).integers(0, 3, 1000).astype(float)
    for effort in (QUICK, THOROUGH):
        sites = gather_sites(points, weights, effort)
        assert sites.weights.sum() == weights.sum()
        np.testing.assert_allclose(sites.weights @ sites.places, weights @ points)
        assert (sites.weights > 0).all()


def test_a_hint_is_tried_too():
    points = cloud(10, 60, 5)
    sites = gather_sites(points, np.ones(60), QUICK)
    best = find_partitions(points)[5]
    _, hinted = descend(sites, search_sites(sites, QUICK, [best.centres])[5])
    assert hinted[0] == pytest.approx(best.inertia)
