from __future__ import annotations

import math
import statistics

import numpy as np
import pytest

from lehc.methods.inequality.means import mean_of_groups
from lehc.methods.inequality.suppression import Suppression


def test_mean_of_groups_has_students_interval() -> None:
    values = [4.1, 5.2, 3.9, 7.0, 10.0, 12.0]
    found = mean_of_groups(np.array(values), np.array([0, 0, 0, 0, 1, 1]), 2)
    # Student's 97.5% quantile: 3.182446 at three degrees of freedom, 12.706205 at one.
    for group, (some, t) in enumerate(
        [(values[:4], 3.182446305), (values[4:], 12.70620474)]
    ):
        half = t * statistics.stdev(some) / math.sqrt(len(some))
        assert found.value[group] == pytest.approx(statistics.mean(some), rel=1e-12)
        assert found.intervals[0].lower[group] == pytest.approx(
            statistics.mean(some) - half, rel=1e-8
        )
        assert found.intervals[0].upper[group] == pytest.approx(
            statistics.mean(some) + half, rel=1e-8
        )


def test_mean_of_groups_hides_missing_values_and_groups_too_small() -> None:
    found = mean_of_groups(
        np.array([1.0, np.nan, 2.0, 3.0, 4.0]), np.array([0, 0, 1, 3, 3]), 4
    )
    assert found.reason.tolist() == [
        Suppression.MISSING_INPUT,
        Suppression.FEW_VALUES,
        Suppression.FEW_VALUES,
        Suppression.SHOWN,
    ]
    np.testing.assert_array_equal(found.value, [np.nan, np.nan, np.nan, 3.5])


def test_mean_of_groups_does_not_depend_on_the_order() -> None:
    rng = np.random.default_rng(0)
    values, group = rng.normal(size=40), rng.integers(0, 3, 40)
    order = rng.permutation(40)
    np.testing.assert_allclose(
        mean_of_groups(values[order], group[order], 3).value,
        mean_of_groups(values, group, 3).value,
        rtol=1e-12,
    )


def test_mean_of_equal_values_has_no_width() -> None:
    found = mean_of_groups(np.array([2.0, 2.0]), np.array([0, 0]), 1)
    assert (found.intervals[1].lower[0], found.intervals[1].upper[0]) == (2.0, 2.0)
