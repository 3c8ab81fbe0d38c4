from __future__ import annotations

from statistics import NormalDist

import numpy as np
import pytest

from lehc.methods.intervals import (
    Z_VALUES,
    byar_interval,
    exact_poisson_interval,
    interval_at,
    normal_interval,
    poisson_interval,
    wilson_interval,
    z_value,
)
from tests.methods.inequality.oracles import poisson_reached


def test_z_value_is_the_usual_figure() -> None:
    for level, kept in Z_VALUES.items():
        assert kept == pytest.approx(NormalDist().inv_cdf((1 + level) / 2), rel=1e-15)
    assert z_value(0.99) == pytest.approx(2.5758293035489004, rel=1e-14)
    assert z_value(0.95) == pytest.approx(1.959963984540054, rel=1e-15)
    assert z_value(0.998) == pytest.approx(3.090232306167813, rel=1e-14)


@pytest.mark.parametrize("confidence", [95, 0.05, 1.0, 0.89, -1])
def test_z_value_refuses_a_level_that_is_no_confidence(confidence: float) -> None:
    with pytest.raises(ValueError, match=r"at least 0.9 and below 1"):
        z_value(confidence)


def test_interval_at_finds_a_level_and_refuses_another() -> None:
    intervals = (normal_interval(1, 1, 0.95), normal_interval(1, 1, 0.998))
    assert interval_at(intervals, 0.998) is intervals[1]
    with pytest.raises(KeyError):
        interval_at(intervals, 0.99)


@pytest.mark.parametrize(("count", "total"), [(0, 7), (1, 7), (7, 7), (3, 1_000_000)])
@pytest.mark.parametrize("confidence", [0.95, 0.998])
def test_wilson_limits_are_where_the_score_equals_z(
    count: int, total: int, confidence: float
) -> None:
    found = wilson_interval(count, total, confidence)
    for limit in (float(found.lower), float(found.upper)):
        spread = z_value(confidence) ** 2 * total * limit * (1 - limit)
        assert (count - total * limit) ** 2 == pytest.approx(
            spread, rel=1e-9, abs=1e-12
        )
    assert 0 <= found.lower <= count / total <= found.upper <= 1


def test_wilson_turns_round_with_the_count() -> None:
    some, rest = (
        wilson_interval([3, 0], [8, 5], 0.95),
        wilson_interval([5, 5], [8, 5], 0.95),
    )
    np.testing.assert_allclose(some.lower, 1 - rest.upper, rtol=1e-12)
    np.testing.assert_allclose(some.upper, 1 - rest.lower, rtol=1e-12)


def test_wilson_is_nan_for_what_is_no_proportion() -> None:
    found = wilson_interval([-1, 2, 0, np.nan, 1], [5, 1, 0, 3, np.nan], 0.95)
    assert np.isnan(found.lower).all()
    assert np.isnan(found.upper).all()


def test_wilson_keeps_its_digits_for_a_tiny_share() -> None:
    # (x + z2/2 - z sqrt(x (n - x) / n + z2/4)) / (n + z2) in forty digits
    found = wilson_interval(1, 1e12, 0.95)
    assert float(found.lower) == pytest.approx(1.7652455493517288e-13, rel=1e-12)


def test_byar_and_exact_agree_from_ten_events_on() -> None:
    counts = np.array([10, 100, 10_000])
    byar, exact = byar_interval(counts, 0.95), exact_poisson_interval(counts, 0.95)
    near = np.array([2e-3, 1e-4, 1e-6])
    assert (np.abs(byar.lower / exact.lower - 1) < near).all()
    assert (np.abs(byar.upper / exact.upper - 1) < near).all()


def test_byar_has_no_lower_limit_where_the_approximation_gives_out() -> None:
    found = byar_interval([0, 1, 1, -1, np.nan], 0.998)
    np.testing.assert_array_equal(found.lower, [0, np.nan, np.nan, np.nan, np.nan])
    assert np.isfinite(found.upper).tolist() == [True, True, True, False, False]


@pytest.mark.parametrize("count", [0, 1, 4, 9, 30])
@pytest.mark.parametrize("confidence", [0.95, 0.998])
def test_exact_poisson_leaves_half_the_tail_beyond_each_limit(
    count: int, confidence: float
) -> None:
    found = exact_poisson_interval(count, confidence)
    tail = (1 - confidence) / 2
    assert poisson_reached(count, float(found.upper)) == pytest.approx(tail, rel=1e-9)
    if count:
        beyond = 1 - poisson_reached(count - 1, float(found.lower))
        assert beyond == pytest.approx(tail, rel=1e-9)
    else:
        assert found.lower == 0


def test_poisson_interval_changes_to_byar_at_ten() -> None:
    counts = np.array([9, 10])
    found = poisson_interval(counts, 0.95)
    exact, byar = exact_poisson_interval(counts, 0.95), byar_interval(counts, 0.95)
    assert found.lower.tolist() == [exact.lower[0], byar.lower[1]]
    assert found.upper.tolist() == [exact.upper[0], byar.upper[1]]


def test_poisson_interval_of_large_counts_is_byar_alone() -> None:
    counts = np.array([10, 1_000])
    np.testing.assert_array_equal(
        poisson_interval(counts, 0.95).upper, byar_interval(counts, 0.95).upper
    )


def test_intervals_of_counts_refuse_odd_levels() -> None:
    with pytest.raises(ValueError, match=r"at least 0.9"):
        exact_poisson_interval(3, 0.5)
