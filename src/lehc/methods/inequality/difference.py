"""How far apart two named areas are, with the interval of the difference.

    d = first - second,   se = sqrt(se1^2 + se2^2),   d ± z se

Whether two separate intervals overlap is a weaker test. A pair that was picked for
being extreme needs `gap` instead: chance alone sets the highest and the lowest apart.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from lehc.methods.intervals import (
    SHOWN_LEVELS,
    Floats,
    Interval,
    normal_interval,
    z_value,
)


@dataclass(frozen=True, slots=True)
class Difference:
    """first - second, in the shape of the values; NaN where either is NaN."""

    value: Floats
    standard_error: Floats
    z: Floats
    """The difference in standard errors: beyond ±1.96, seldom chance alone."""
    intervals: tuple[Interval, ...]
    algorithm: str = "difference of two areas, version 1"


def difference_of_areas(
    first: ArrayLike,
    second: ArrayLike,
    first_error: ArrayLike,
    second_error: ArrayLike,
    *,
    levels: tuple[float, ...] = SHOWN_LEVELS,
) -> Difference:
    """The difference of independent estimates with these standard errors.

    Values and errors are arrays that broadcast together. Two equal values without any
    error have no z (NaN).
    """
    value = np.asarray(first, dtype=np.float64) - np.asarray(second, dtype=np.float64)
    error = np.hypot(first_error, second_error)
    with np.errstate(divide="ignore", invalid="ignore"):
        z = value / error
    return Difference(
        value, error, z, tuple(normal_interval(value, error, each) for each in levels)
    )


def error_behind_limits(
    lower: ArrayLike, upper: ArrayLike, *, confidence: float = 0.95
) -> Floats:
    """The standard error behind published limits of a normal estimate."""
    span = np.asarray(upper, dtype=np.float64) - np.asarray(lower, dtype=np.float64)
    error: Floats = span / (2 * z_value(confidence))
    return error
