from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from lehc.methods.leniency import Leniency, estimate_leniency


def estimate(reviews: list[tuple[int, int, float]], assessors: int) -> Leniency:
    rows = np.array([row for row, _, _ in reviews], dtype=np.int64)
    columns = np.array([column for _, column, _ in reviews], dtype=np.int64)
    scores = np.array([score for _, _, score in reviews], dtype=float)
    return estimate_leniency(
        application=rows, assessor=columns, score=scores, assessors=assessors
    )


def solve_slowly(
    reviews: list[tuple[int, int, float]], assessors: int
) -> tuple[np.ndarray, np.ndarray, float]:
    """One dense regression: a column an application, a column an assessor.

    The rows that ask leniency to sum to 0 are added as exact constraints.
    """
    applications = max(row for row, _, _ in reviews) + 1
    design = np.zeros((len(reviews), applications + assessors))
    for at, (row, column, _) in enumerate(reviews):
        design[at, row] = design[at, applications + column] = 1
    sums_to_zero = np.concatenate([np.zeros(applications), np.ones(assessors)])
    basis = np.linalg.svd(sums_to_zero[None, :])[2][1:].T
    reduced = design @ basis
    scores = np.array([score for _, _, score in reviews])
    inverse = np.linalg.inv(reduced.T @ reduced)
    found = inverse @ reduced.T @ scores
    left = scores - reduced @ found
    freedom = len(reviews) - reduced.shape[1]
    noise = np.sqrt(left @ left / freedom)
    errors = noise * np.sqrt(np.diag(basis @ inverse @ basis.T))
    quantile = stats.t.ppf(1 - 0.05 / (2 * assessors), freedom)
    return (
        (basis @ found)[applications:],
        (quantile * errors)[applications:],
        float(noise),
    )


@st.composite
def connected_rounds(draw: st.DrawFn) -> tuple[list[tuple[int, int, float]], int]:
    """Everybody shares the first two applications; the rest is dealt out freely."""
    assessors = draw(st.integers(2, 4))
    score = st.integers(0, 16).map(lambda quarters: quarters / 4)
    reviews = [
        (row, column, draw(score)) for row in (0, 1) for column in range(assessors)
    ]
    for row in range(2, draw(st.integers(3, 6))):
        chosen = draw(st.sets(st.integers(0, assessors - 1), min_size=1))
        reviews += [(row, column, draw(score)) for column in sorted(chosen)]
    return reviews, assessors


@settings(max_examples=40, deadline=None)
@given(connected_rounds())
def test_the_same_as_one_dense_regression(
    example: tuple[list[tuple[int, int, float]], int],
) -> None:
    reviews, assessors = example
    found = estimate(reviews, assessors)
    values, half, noise = solve_slowly(reviews, assessors)
    np.testing.assert_allclose(found.leniency, values, atol=1e-8)
    np.testing.assert_allclose(found.high - found.leniency, half, atol=1e-7)
    np.testing.assert_allclose(found.leniency - found.low, half, atol=1e-7)
    assert found.noise == pytest.approx(noise, abs=1e-8)


@settings(max_examples=20, deadline=None)
@given(connected_rounds(), st.randoms(use_true_random=False))
def test_renaming_and_reordering_change_nothing(
    example: tuple[list[tuple[int, int, float]], int], chance: object
) -> None:
    reviews, assessors = example
    shuffled = list(reviews)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    renamed = [
        (row + 7, assessors - 1 - column, score) for row, column, score in shuffled
    ]
    one, other = estimate(reviews, assessors), estimate(renamed, assessors)
    np.testing.assert_allclose(other.leniency[::-1], one.leniency, atol=1e-9)
    np.testing.assert_allclose(other.high[::-1], one.high, atol=1e-7)


def test_worked_example_of_the_docs() -> None:
    # three applications; the second assessor gives each a point more than the first,
    # the third read only two of them and agrees with the first
    found = estimate(
        [
            (0, 0, 1),
            (0, 1, 2),
            (0, 2, 1),
            (1, 0, 3),
            (1, 1, 4),
            (1, 2, 3),
            (2, 0, 2),
            (2, 1, 3),
        ],
        3,
    )
    np.testing.assert_allclose(found.leniency, [-1 / 3, 2 / 3, -1 / 3], atol=1e-12)
    assert found.noise == pytest.approx(0, abs=1e-12)
    assert found.freedom == 3
    assert found.reviews.tolist() == [3, 3, 2]


def test_a_kind_reader_is_told_from_strong_applications() -> None:
    # the second assessor's mean is highest only for what they were given to read
    found = estimate(
        [(0, 0, 1), (0, 2, 1), (1, 1, 4), (1, 2, 4), (2, 0, 2), (2, 1, 2)], 3
    )
    np.testing.assert_allclose(found.leniency, [0, 0, 0], atol=1e-12)


def test_groups_that_share_nothing_are_not_compared() -> None:
    found = estimate([(0, 0, 1), (0, 1, 2), (1, 2, 4), (1, 3, 2)], 4)
    np.testing.assert_allclose(found.leniency, [-0.5, 0.5, 1, -1])
    assert found.group.tolist() == [0, 0, 1, 1]
    assert np.isnan(found.low).all()
    assert np.isnan(found.noise)
    assert found.freedom == 0


def test_somebody_alone_and_somebody_without_reviews_can_not_be_told() -> None:
    found = estimate([(0, 0, 1), (0, 1, 2), (1, 2, 4)], 4)
    np.testing.assert_allclose(found.leniency, [-0.5, 0.5, np.nan, np.nan])
    assert found.reviews.tolist() == [1, 1, 1, 0]


def test_nobody() -> None:
    found = estimate([], 0)
    assert found.leniency.size == 0
    assert found.freedom == 0


def test_intervals_hold_together_as_often_as_they_say() -> None:
    chance = np.random.default_rng(1)
    true = np.array([-0.4, -0.1, 0.0, 0.2, 0.3])
    rows = np.repeat(np.arange(30), 3)
    missed = 0
    for _ in range(200):
        columns = np.concatenate([chance.permutation(5)[:3] for _ in range(30)])
        scores = (
            chance.normal(2, 1, 30)[rows] + true[columns] + chance.normal(0, 0.5, 90)
        )
        found = estimate_leniency(
            application=rows, assessor=columns, score=scores, assessors=5
        )
        missed += bool(((found.low > true) | (found.high < true)).any())
    # 95 % together and a little cautious: at most 10 expected, 20 is five deviations
    assert missed <= 20


def test_arguments_stay_as_they_are() -> None:
    arrays = [np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1]), np.array([1.0, 2, 3, 3])]
    for array in arrays:
        array.flags.writeable = False
    found = estimate_leniency(
        application=arrays[0], assessor=arrays[1], score=arrays[2], assessors=2
    )
    np.testing.assert_allclose(found.leniency, [-0.25, 0.25])


@pytest.mark.parametrize("score", [[1.0], [1.0, np.nan]])
def test_bad_scores_are_refused(score: list[float]) -> None:
    with pytest.raises(ValueError, match="must be"):
        estimate_leniency(
            application=np.array([0, 0]),
            assessor=np.array([0, 1]),
            score=np.array(score),
            assessors=2,
        )
