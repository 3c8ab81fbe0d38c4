"""Confidence intervals that more than one method uses.

Each takes arrays (or numbers) and one confidence, and gives an `Interval` in their
shape. NaN comes out wherever a count or total is missing, negative or contradictory;
saying why is the caller's part.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

SHOWN_LEVELS = (0.95, 0.998)
"""The pair that the Office for Health Improvement and Disparities publishes."""

Z_VALUES = {0.95: 1.959963984540054, 0.998: 3.090232306167813}
"""The two levels that are nearly always meant; others are worked out."""

FEWEST_FOR_BYAR = 10
"""Below ten events the exact interval is used: Byar's approximation drifts there."""


@dataclass(frozen=True, slots=True)
class Interval:
    """Lower and upper limits at one confidence, in the shape of the values."""

    confidence: float
    lower: Floats
    upper: Floats


def z_value(confidence: float) -> float:
    """Standard errors either side of a normal estimate: 1.96 for 0.95.

    Raises ValueError unless 0.9 <= confidence < 1: a level given as 95 or as 0.05 is
    far more often a slip than a wish.
    """
    if not 0.9 <= confidence < 1:
        message = f"confidence must be at least 0.9 and below 1, not {confidence}"
        raise ValueError(message)
    if confidence in Z_VALUES:
        return Z_VALUES[confidence]
    from statistics import NormalDist  # start-up cost

    return NormalDist().inv_cdf((1 + confidence) / 2)


def interval_at(intervals: tuple[Interval, ...], confidence: float) -> Interval:
    """The interval of that confidence; raises KeyError when it was not computed."""
    for interval in intervals:
        if interval.confidence == confidence:
            return interval
    raise KeyError(confidence)


def normal_interval(
    value: ArrayLike, standard_error: ArrayLike, confidence: float
) -> Interval:
    """value ± z x standard error."""
    centre = np.asarray(value, dtype=np.float64)
    half = z_value(confidence) * np.asarray(standard_error, dtype=np.float64)
    return Interval(confidence, centre - half, centre + half)


def wilson_interval(count: ArrayLike, total: ArrayLike, confidence: float) -> Interval:
    """Wilson's score interval of the proportion count / total, within nought and one.

    The two p at which (count - total p)^2 = z^2 total p (1 - p). The lower is found
    from the product of the two, which loses no digits when the count is small.

    Source: E B Wilson, J Am Stat Assoc 22 (1927) 209-212.
    """
    z2 = z_value(confidence) ** 2
    x, n = (np.asarray(each, dtype=np.float64) for each in (count, total))
    with np.errstate(divide="ignore", invalid="ignore"):
        possible = (n > 0) & (x >= 0) & (x <= n)
        root = np.sqrt(z2 * (z2 + 4 * x * (n - x) / n))
        upper = np.where(x == n, 1.0, (2 * x + z2 + root) / (2 * (n + z2)))
        lower = x * x / (n * (n + z2) * upper)
    return Interval(
        confidence, np.where(possible, lower, np.nan), np.where(possible, upper, np.nan)
    )


def byar_interval(count: ArrayLike, confidence: float) -> Interval:
    """Byar's approximate interval of a Poisson count; meant for ten events or more.

    The lower limit is nought for a count of nought, and NaN for counts so small that
    the approximation has none (one event at 99.8%).

    Source: N E Breslow and N E Day, *Statistical Methods in Cancer Research* II (1987).
    """
    z = z_value(confidence)
    x = np.asarray(count, dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        below = 1 - 1 / (9 * x) - z / (3 * np.sqrt(x))
        lower = np.where(x == 0, 0.0, np.where(below >= 0, x * below**3, np.nan))
        above = 1 - 1 / (9 * (x + 1)) + z / (3 * np.sqrt(x + 1))
        upper = np.where(x >= 0, (x + 1) * above**3, np.nan)
    return Interval(confidence, lower, upper)


def exact_poisson_interval(count: ArrayLike, confidence: float) -> Interval:
    """The exact interval of a Poisson count: half the tail beyond each limit.

    Source: F Garwood, Biometrika 28 (1936) 437-442.
    """
    from scipy.special import gammainccinv, gammaincinv  # start-up cost

    z_value(confidence)  # the same range of levels as everywhere
    tail = (1 - confidence) / 2
    x = np.asarray(count, dtype=np.float64)
    known = np.where(x >= 0, x, np.nan)
    lower = np.where(x == 0, 0.0, gammaincinv(known, tail))
    return Interval(confidence, lower, gammainccinv(known + 1, tail))


def poisson_interval(count: ArrayLike, confidence: float) -> Interval:
    """Exact below ten events, Byar's from ten on: what the official figures use."""
    x = np.asarray(count, dtype=np.float64)
    byar = byar_interval(x, confidence)
    few = x < FEWEST_FOR_BYAR
    if not few.any():
        return byar
    exact = exact_poisson_interval(np.where(few, x, np.nan), confidence)
    return Interval(
        confidence,
        np.where(few, exact.lower, byar.lower),
        np.where(few, exact.upper, byar.upper),
    )
