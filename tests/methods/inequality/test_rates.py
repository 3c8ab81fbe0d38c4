from __future__ import annotations

import numpy as np
import pytest

from lehc.methods.inequality.rates import crude_rate, proportion
from lehc.methods.inequality.suppression import Suppression
from lehc.methods.intervals import poisson_interval, wilson_interval


def test_proportion_is_the_share_with_wilsons_interval() -> None:
    found = proportion([20, 65], [100, 100], multiplier=100)
    wilson = wilson_interval([20, 65], [100, 100], 0.998)
    np.testing.assert_allclose(found.value, [20, 65])
    np.testing.assert_allclose(found.intervals[1].lower, wilson.lower * 100)
    np.testing.assert_allclose(found.intervals[1].upper, wilson.upper * 100)
    assert found.reason.tolist() == [0, 0]


def test_crude_rate_is_the_count_and_its_interval_over_the_population() -> None:
    found = crude_rate([3, 250], [1_500, 220], multiplier=1_000)
    counted = poisson_interval([3, 250], 0.95)
    np.testing.assert_allclose(found.value, [2, 250 / 220 * 1_000])
    np.testing.assert_allclose(
        found.intervals[0].lower, counted.lower / [1_500, 220] * 1_000
    )
    np.testing.assert_allclose(
        found.intervals[0].upper, counted.upper / [1_500, 220] * 1_000
    )


@pytest.mark.parametrize(
    ("count", "total", "reason"),
    [
        (np.nan, 5, Suppression.MISSING_INPUT),
        (5, np.inf, Suppression.MISSING_INPUT),
        (-1, 5, Suppression.NEGATIVE_INPUT),
        (1, -5, Suppression.NEGATIVE_INPUT),
        (0, 0, Suppression.NO_POPULATION),
        (0, 5, Suppression.SHOWN),
    ],
)
def test_proportion_and_rate_hide_what_cannot_be_shown(
    count: float, total: float, reason: Suppression
) -> None:
    for found in (proportion(count, total), crude_rate(count, total)):
        assert found.reason == reason
        shown = reason == Suppression.SHOWN
        assert np.isfinite(found.value) == shown
        assert np.isfinite(found.intervals[0].upper) == shown


def test_only_a_proportion_is_hidden_above_one() -> None:
    assert proportion(6, 5).reason == Suppression.MORE_EVENTS_THAN_PEOPLE
    assert crude_rate(6, 5, multiplier=1).value == 1.2


def test_rates_leave_their_input_alone() -> None:
    count, total = np.array([1.0, 2.0]), np.array([3.0, 0.0])
    count.setflags(write=False)
    total.setflags(write=False)
    assert crude_rate(count, total).reason.tolist() == [0, Suppression.NO_POPULATION]
