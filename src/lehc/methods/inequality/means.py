"""Means with Student's interval.

mean ± t s / sqrt(N), with s the sample standard deviation and t Student's quantile at
N - 1 degrees of freedom.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from lehc.methods.inequality.estimate import Estimate, shown_estimate
from lehc.methods.inequality.suppression import Suppression, first_reason
from lehc.methods.intervals import SHOWN_LEVELS, Floats, Interval, z_value

FEWEST_VALUES = 2
"""One value has no spread, so no interval."""


def mean_of_groups(
    values: Floats,
    group: NDArray[np.integer],
    groups: int,
    *,
    levels: tuple[float, ...] = SHOWN_LEVELS,
) -> Estimate:
    """The mean of each group: `values` and `group` (0 to groups - 1) of one length.

    Hidden where a value is missing or there are fewer than two.
    """
    size = np.bincount(group, minlength=groups)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = np.bincount(group, values, minlength=groups) / size
        away = np.bincount(group, (values - mean[group]) ** 2, minlength=groups)
        error = np.sqrt(away / (size - 1) / size)
    checks = [
        (Suppression.MISSING_INPUT, (size > 0) & ~np.isfinite(mean)),
        (Suppression.FEW_VALUES, size < FEWEST_VALUES),
    ]

    def interval_of(level: float) -> Interval:
        z_value(level)  # the same range of levels as everywhere
        half = stdtrit(np.maximum(size - 1, 1), (1 + level) / 2) * error
        return Interval(level, mean - half, mean + half)

    return shown_estimate(
        mean,
        interval_of,
        first_reason(groups, checks),
        levels=levels,
        algorithm="mean, Student, version 1",
    )
