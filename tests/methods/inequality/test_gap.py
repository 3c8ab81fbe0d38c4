from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from scipy.special import ndtr

from lehc.methods.inequality.gap import (
    highest_minus_lowest,
    least_minus_most_deprived_fifth,
    variance_between_areas,
)
from lehc.methods.inequality.normal_range import (
    range_probability,
    range_quantile,
    range_quantiles,
)
from lehc.methods.inequality.suppression import Suppression


def test_range_of_two_normals_is_a_folded_normal() -> None:
    centre, error = np.array([1.0, 2.5]), np.array([0.5, 1.2])
    spread = math.hypot(0.5, 1.2)
    for within in (0.2, 1.5, 4.0):
        exact = ndtr((within - 1.5) / spread) - ndtr((-within - 1.5) / spread)
        assert range_probability(centre, error, within) == pytest.approx(
            exact, abs=1e-9
        )


@pytest.mark.parametrize(
    ("areas", "median", "high"),
    # The studentised range with unlimited freedom: q(0.5) and the tabled q(0.05).
    [(5, 2.257, 3.858), (10, 3.024, 4.474), (20, 3.687, 5.012)],
)
def test_range_of_equal_normals_is_the_tabled_studentised_range(
    areas: int, median: float, high: float
) -> None:
    found = range_quantiles(np.zeros(areas), np.ones(areas), (0.5, 0.95))
    assert found == pytest.approx([median, high], abs=2e-3)


def test_range_agrees_with_drawing_it() -> None:
    rng = np.random.default_rng(4)
    centre, error = rng.normal(0, 2, 12), rng.uniform(0.3, 3, 12)
    drawn = np.ptp(centre + error * rng.standard_normal((100_000, 12)), axis=1)
    for probability in (0.05, 0.5, 0.95):
        found = range_quantile(centre, error, probability)
        assert (drawn <= found).mean() == pytest.approx(probability, abs=0.005)


def test_range_quantile_undoes_range_probability() -> None:
    rng = np.random.default_rng(6)
    centre, error = rng.normal(0, 5, 30), rng.uniform(0.2, 2, 30)
    for probability in (0.001, 0.3, 0.999):
        found = range_quantile(centre, error, probability)
        assert range_probability(centre, error, found) == pytest.approx(
            probability, rel=1e-5
        )


def test_range_of_centres_far_apart_is_their_distance() -> None:
    found = range_quantile(np.array([0.0, 50.0, 100.0]), np.full(3, 0.01), 0.5)
    assert found == pytest.approx(100, abs=1e-4)


def test_range_scales_with_its_units() -> None:
    rng = np.random.default_rng(7)
    centre, error = rng.normal(0, 2, 8), rng.uniform(0.5, 1, 8)
    assert range_quantile(centre * 7, error * 7, 0.9) == pytest.approx(
        7 * range_quantile(centre, error, 0.9), rel=1e-6
    )


@pytest.mark.parametrize(
    ("centre", "error"), [([1.0], [1.0]), ([1.0, 2.0], [1.0, 0.0])]
)
def test_range_refuses_one_area_or_an_error_of_nought(
    centre: list[float], error: list[float]
) -> None:
    with pytest.raises(ValueError, match="at least two areas, each with an error"):
        range_quantile(np.array(centre), np.array(error), 0.5)


def test_gap_names_its_ends_and_adds_their_variances() -> None:
    value, error = np.array([80.0, 77.0, np.nan, 88.0]), np.array([0.5, 0.4, 0.1, 0.3])
    found = highest_minus_lowest(value, error, levels=(0.95,))
    assert (found.highest, found.lowest, found.value) == (3, 1, 11.0)
    assert found.intervals[0].lower == pytest.approx(11 - 1.959964 * 0.5, abs=1e-6)
    assert found.reason == Suppression.SHOWN


def test_gap_by_chance_knows_the_errors_only() -> None:
    error = np.array([0.5, 0.4, 0.3, 0.6])
    near = highest_minus_lowest(np.array([80.0, 77, 81, 88]), error)
    far = highest_minus_lowest(np.array([60.0, 97, 81, 28]), error)
    assert near.by_chance_median == far.by_chance_median
    assert near.by_chance_95th == far.by_chance_95th
    assert near.by_chance_median < near.by_chance_95th


def test_shrunk_gap_is_below_the_gap_and_nought_when_chance_explains_it() -> None:
    apart = highest_minus_lowest(np.array([70.0, 75, 80, 85]), np.full(4, 2.0))
    assert 0 < apart.shrunk < apart.value
    alike = highest_minus_lowest(np.array([80.0, 80.5, 81, 80.2]), np.full(4, 2.0))
    assert alike.shrunk == 0.0


def test_shrunk_gap_is_the_gap_when_there_is_hardly_any_error() -> None:
    found = highest_minus_lowest(np.array([70.0, 75, 85]), np.full(3, 1e-3))
    assert found.shrunk == pytest.approx(15, abs=1e-3)


@pytest.mark.parametrize("value", [[], [80.0], [80.0, np.nan]])
def test_gap_needs_two_areas(value: list[float]) -> None:
    found = highest_minus_lowest(np.array(value), np.ones(len(value)))
    assert (found.highest, found.lowest) == (-1, -1)
    assert found.reason == Suppression.FEW_VALUES
    assert np.isnan([found.value, found.shrunk, found.intervals[0].lower]).all()


def test_variance_between_areas_by_hand() -> None:
    # Equal errors: the sample variance less the error's, 25/3 x 5 ... = 41.67 - 4
    found = variance_between_areas(np.array([70.0, 75, 80, 85]), np.full(4, 2.0))
    assert found == pytest.approx(np.var([70, 75, 80, 85], ddof=1) - 4)
    assert variance_between_areas(np.array([1.0, 1.1]), np.ones(2)) == 0.0


def test_fifths_gap_weighs_by_population() -> None:
    value = np.array([70.0, 74, 80, 80, 80, 80, 80, 80, 85, 89])
    people = np.array([1.0, 3, 5, 5, 5, 5, 5, 5, 3, 1])
    found = least_minus_most_deprived_fifth(
        value, np.full(10, 2.0), people, levels=(0.95,)
    )
    # (3 x 85 + 89) / 4 - (70 + 3 x 74) / 4, each with variance 4 (1/16 + 9/16)
    assert found.value == pytest.approx(86 - 73)
    assert found.areas_in_a_fifth == 2
    assert found.intervals[0].upper == pytest.approx(
        13 + 1.959964 * math.sqrt(5), abs=1e-5
    )


@pytest.mark.parametrize(("areas", "size"), [(5, 1), (7, 1), (8, 2), (18, 4), (19, 4)])
def test_a_fifth_is_the_nearest_whole_number_of_areas(areas: int, size: int) -> None:
    found = least_minus_most_deprived_fifth(
        np.arange(areas, dtype=float), np.ones(areas), np.ones(areas)
    )
    assert found.areas_in_a_fifth == size


def test_fifths_gap_leaves_out_areas_without_a_value_and_needs_five() -> None:
    value = np.array([70.0, np.nan, 74, 80, 83, 85])
    found = least_minus_most_deprived_fifth(value, np.ones(6), np.ones(6))
    assert (found.value, found.reason) == (15.0, Suppression.SHOWN)
    few = least_minus_most_deprived_fifth(value[:5], np.ones(5), np.ones(5))
    assert few.reason == Suppression.FEW_VALUES
    assert np.isnan([few.value, few.intervals[0].lower]).all()


def test_without_shrinking_all_else_is_the_same() -> None:
    value, error = np.array([76.0, 78.0, 83.0]), np.full(3, 0.7)
    whole = highest_minus_lowest(value, error)
    quick = highest_minus_lowest(value, error, shrinks=False)
    assert np.isnan(quick.shrunk)
    assert replace(quick, shrunk=whole.shrunk) == whole
