from __future__ import annotations

import numpy as np
import pytest

from lehc.methods.opinion import silhouette
from tests.methods.opinion.oracles import mean_silhouette


def cloud(seed: int, people: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    labels = rng.integers(0, 3, people)
    middles = np.array([[0, 0], [3, 0], [0, 2.5]])
    return middles[labels] + rng.normal(0, 1, (people, 2)), labels


@pytest.mark.parametrize("people", [7, 60, silhouette.STRIP + 40])
def test_it_agrees_with_the_definition(people):
    points, labels = cloud(people, people)
    other = (points[:, 0] > 1).astype(int)
    found = silhouette.mean_silhouettes(points, [labels, other])
    expected = [mean_silhouette(points, each) for each in (labels, other)]
    np.testing.assert_allclose(found, expected, atol=2e-6)


def test_a_group_of_one_counts_nothing():
    points = np.array([[0.0, 0], [1, 0], [9, 0]])
    labels = np.array([0, 0, 1])
    expected = (8 / 9 + 7 / 8) / 3
    found = silhouette.mean_silhouettes(points, [labels])
    np.testing.assert_allclose(found, [expected], rtol=1e-6)


def test_people_in_one_place_count_nothing():
    found = silhouette.mean_silhouettes(np.zeros((4, 2)), [np.array([0, 0, 1, 1])])
    assert found.tolist() == [0]


def test_a_weight_stands_for_people_in_one_place():
    points, labels = cloud(5, 30)
    weights = np.random.default_rng(1).integers(1, 4, 30)
    whole = np.repeat(points, weights, axis=0)
    found = silhouette.weighted_silhouettes(points, weights.astype(float), [labels])
    expected = mean_silhouette(whole, np.repeat(labels, weights))
    np.testing.assert_allclose(found, [expected], atol=1e-6)


def test_rough_squares_agree_to_the_second_decimal_or_are_not_used():
    points, labels = cloud(9, 1500)
    other = (points[:, 0] > 1).astype(int)
    rough = silhouette.mean_silhouettes(points, [labels, other])
    exact = silhouette.weighted_silhouettes(points, np.ones(1500), [labels, other])
    np.testing.assert_allclose(rough, exact, atol=1e-2)
    assert rough.argmax() == exact.argmax()
    close = silhouette.mean_silhouettes(points, [labels, labels])
    assert close.tolist() == [pytest.approx(exact[0], abs=1e-12)] * 2


@pytest.mark.parametrize("people", [3000, 6000])
def test_squares_agree_with_the_definition_to_the_third_decimal(people):
    points, labels = cloud(9, people)
    other = (points[:, 0] > 1).astype(int)
    found = silhouette.mean_silhouettes(points, [labels, other])
    exact = silhouette.weighted_silhouettes(points, np.ones(people), [labels, other])
    np.testing.assert_allclose(found, exact, atol=2e-3)


def test_close_calls_are_looked_at_finely(monkeypatch):
    points, labels = cloud(9, 3000)
    sides = []
    plain = silhouette._from_squares

    def watch(points, labelings, side):
        sides.append(side)
        return plain(points, labelings, side)

    monkeypatch.setattr(silhouette, "_from_squares", watch)
    silhouette.mean_silhouettes(points, [labels, labels])
    assert sides == [silhouette.COARSE_SIDE, silhouette.FINE_SIDE]


@pytest.mark.parametrize("people", [20, 3000])
def test_one_group_of_everybody_counts_nothing(people):
    points, labels = cloud(3, people)
    found = silhouette.mean_silhouettes(points, [np.zeros_like(labels)])
    assert found.tolist() == [0]
