"""Funnel limits: how far from an average chance alone takes an area of each size.

For a count that is Poisson with mean e (or binomial of n at p), the limit at a tail
probability q is r - (F(r) - q) / (F(r) - F(r - 1)), with r the smallest count whose
distribution F reaches q: the exact quantile, joined up between whole counts.

Source: D J Spiegelhalter, "Funnel plots for comparing institutional performance", Stat
Med 24 (2005) 1185-1202, appendix A.1.1.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import bdtrik, betainc, gammaincc, pdtrik

from lehc.methods.intervals import SHOWN_LEVELS, Floats, Interval, z_value

Distribution = Callable[[Floats], Floats]


def proportion_funnel(
    average: float, total: ArrayLike, *, levels: tuple[float, ...] = SHOWN_LEVELS
) -> tuple[Interval, ...]:
    """Limits of count / total around an average share, for each total.

    Raises ValueError unless the average is above nought and below one. NaN where the
    total is nought, negative or missing.
    """
    if not 0 < average < 1:
        message = f"an average share lies between nought and one, not at {average}"
        raise ValueError(message)
    n = _sizes(total)

    def reached_by(count: Floats) -> Floats:
        inside = betainc(
            np.maximum(n - count, 1), np.maximum(count, -1) + 1, 1 - average
        )
        return np.where(count < 0, 0.0, np.where(count >= n, 1.0, inside))

    def limit(tail: float) -> Floats:
        return _joined_quantile(bdtrik(tail, n, average), reached_by, tail) / n

    return tuple(_funnel(limit, level, highest=1.0) for level in levels)


def rate_funnel(
    average: float, population: ArrayLike, *, levels: tuple[float, ...] = SHOWN_LEVELS
) -> tuple[Interval, ...]:
    """Limits of events / person-years around an average rate, for each population.

    For ratios of observed to expected: an average of 1 and the expected counts. Raises
    ValueError unless the average is above nought. NaN where the population is nought,
    negative or missing.
    """
    if not average > 0:
        message = f"an average rate lies above nought, not at {average}"
        raise ValueError(message)
    n = _sizes(population)
    expected = average * n

    def reached_by(count: Floats) -> Floats:
        inside = gammaincc(np.maximum(count, 0) + 1, expected)
        return np.where(count < 0, 0.0, inside)

    def limit(tail: float) -> Floats:
        return _joined_quantile(pdtrik(tail, expected), reached_by, tail) / n

    return tuple(_funnel(limit, level, highest=np.inf) for level in levels)


def _sizes(given: ArrayLike) -> Floats:
    sizes = np.asarray(given, dtype=np.float64)
    return np.where(sizes > 0, sizes, np.nan)


def _funnel(
    limit: Callable[[float], Floats], level: float, *, highest: float
) -> Interval:
    z_value(level)  # the same range of levels as everywhere
    tail = (1 - level) / 2
    return Interval(
        level, np.maximum(limit(tail), 0.0), np.minimum(limit(1 - tail), highest)
    )


def _joined_quantile(guess: Floats, reached_by: Distribution, tail: float) -> Floats:
    """The quantile of a whole count, joined up between counts.

    `guess` is the continuous inverse; rounding can leave it one count off.
    """
    count = np.ceil(guess)
    count = np.where(reached_by(count - 1) >= tail, count - 1, count)
    count = np.where(reached_by(count) < tail, count + 1, count)
    reached = reached_by(count)
    step = reached - reached_by(count - 1)
    quantile: Floats = count - (reached - tail) / step
    return quantile
