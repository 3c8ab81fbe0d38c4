from __future__ import annotations

import numpy as np

from lehc.methods.opinion.intervals import difference_interval, wilson_interval


def test_the_published_wilson_intervals():
    # Newcombe 1998, Statistics in Medicine 17, 857-872, table I, method 3.
    low, high = wilson_interval(np.array([81, 15, 0, 1]), np.array([263, 148, 20, 29]))
    np.testing.assert_allclose(low, [0.2553, 0.0624, 0.0, 0.0061], atol=5e-5)
    np.testing.assert_allclose(high, [0.3662, 0.1605, 0.1611, 0.1718], atol=5e-5)


def test_the_published_difference_intervals():
    # Newcombe 1998, Statistics in Medicine 17, 873-890, table II, method 10.
    low, high = difference_interval(
        np.array([56, 9, 10]), np.array([70, 10, 10]),
        np.array([48, 3, 0]), np.array([80, 10, 10]),
    )  # fmt: skip
    np.testing.assert_allclose(low, [0.0524, 0.1705, 0.6075], atol=5e-5)
    np.testing.assert_allclose(high, [0.3339, 0.8090, 1.0], atol=5e-5)


def test_nobody_may_be_anywhere():
    low, high = wilson_interval(np.array([0]), np.array([0]))
    assert (low.tolist(), high.tolist()) == ([0], [1])
    low, high = difference_interval(*(np.array([each]) for each in (0, 0, 3, 4)))
    assert (low.tolist(), high.tolist()) == ([-1], [1])


def test_all_and_nobody_touch_the_ends():
    low, high = wilson_interval(np.array([0, 7]), np.array([7, 7]))
    assert (low[0], high[1]) == (0, 1)
