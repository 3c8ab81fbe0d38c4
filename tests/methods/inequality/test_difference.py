from __future__ import annotations

import math

import numpy as np
import pytest

from lehc.methods.inequality.difference import difference_of_areas, error_behind_limits


def test_difference_of_areas_adds_the_variances() -> None:
    found = difference_of_areas([88.7, 80.0], 80.2, [0.3, 0.0], 0.4, levels=(0.95,))
    np.testing.assert_allclose(found.value, [8.5, -0.2])
    np.testing.assert_allclose(found.standard_error, [0.5, 0.4])
    np.testing.assert_allclose(found.z, [17, -0.5])
    np.testing.assert_allclose(
        found.intervals[0].lower, [8.5 - 0.979982, -0.983986], atol=1e-6
    )
    np.testing.assert_allclose(
        found.intervals[0].upper, [8.5 + 0.979982, 0.583986], atol=1e-6
    )


def test_difference_turned_round_is_its_negative() -> None:
    here, there = difference_of_areas(5, 3, 1, 2), difference_of_areas(3, 5, 2, 1)
    assert here.value == -there.value
    assert here.intervals[1].lower == -there.intervals[1].upper


def test_difference_with_a_missing_value_is_missing() -> None:
    found = difference_of_areas(math.nan, 3, 1, 1)
    assert np.isnan([found.value, found.z, found.intervals[0].upper]).all()


def test_difference_of_exact_equals_has_no_z() -> None:
    assert np.isnan(difference_of_areas(3, 3, 0, 0).z)


def test_error_behind_limits_undoes_the_interval() -> None:
    assert error_behind_limits(6, 14, confidence=0.95) == pytest.approx(4 / 1.959963985)
