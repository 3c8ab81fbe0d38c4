"""Proportions and crude rates with their official intervals.

Question: what share of these people, or how many events per so many person-years?

    proportion = x / n, Wilson's interval
    rate = x / n, the interval of the count x over n: exact below ten events, else Byar

Both times a multiplier (100 for a percentage, 100,000 for a rate). Source: Public
Health England, *Technical Guide: Confidence Intervals* (2018).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from lehc.methods.inequality.estimate import Estimate, shown_estimate
from lehc.methods.inequality.suppression import Check, Suppression, first_reason
from lehc.methods.intervals import (
    SHOWN_LEVELS,
    Floats,
    Interval,
    poisson_interval,
    wilson_interval,
)


def proportion(
    count: ArrayLike,
    total: ArrayLike,
    *,
    multiplier: float = 1.0,
    levels: tuple[float, ...] = SHOWN_LEVELS,
) -> Estimate:
    """count / total for arrays of one shape.

    Hidden where either is missing or negative, the total is nought, or the count is
    above the total.
    """
    x, n = _both(count, total)

    def interval_of(level: float) -> Interval:
        return _scaled(wilson_interval(x, n, level), multiplier)

    checks = [*_shared_checks(x, n), (Suppression.MORE_EVENTS_THAN_PEOPLE, x > n)]
    return shown_estimate(
        _ratio(x, n) * multiplier,
        interval_of,
        first_reason(x.shape, checks),
        levels=levels,
        algorithm="proportion, Wilson, version 1",
    )


def crude_rate(
    count: ArrayLike,
    population: ArrayLike,
    *,
    multiplier: float = 100_000.0,
    levels: tuple[float, ...] = SHOWN_LEVELS,
) -> Estimate:
    """Events per `multiplier` person-years, for arrays of one shape.

    Hidden where either is missing or negative, or the population is nought. More events
    than person-years is possible, and shown.
    """
    x, n = _both(count, population)

    def interval_of(level: float) -> Interval:
        counted = poisson_interval(x, level)
        return Interval(
            level,
            _ratio(counted.lower, n) * multiplier,
            _ratio(counted.upper, n) * multiplier,
        )

    return shown_estimate(
        _ratio(x, n) * multiplier,
        interval_of,
        first_reason(x.shape, _shared_checks(x, n)),
        levels=levels,
        algorithm="crude rate, exact below ten events or Byar, version 1",
    )


def _both(count: ArrayLike, total: ArrayLike) -> tuple[Floats, Floats]:
    x, n = np.broadcast_arrays(
        np.asarray(count, dtype=np.float64), np.asarray(total, dtype=np.float64)
    )
    return x, n


def _ratio(above: Floats, below: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio: Floats = above / below
    return ratio


def _scaled(interval: Interval, multiplier: float) -> Interval:
    return Interval(
        interval.confidence, interval.lower * multiplier, interval.upper * multiplier
    )


def _shared_checks(x: Floats, n: Floats) -> list[Check]:
    return [
        (Suppression.MISSING_INPUT, ~(np.isfinite(x) & np.isfinite(n))),
        (Suppression.NEGATIVE_INPUT, (x < 0) | (n < 0)),
        (Suppression.NO_POPULATION, n == 0),
    ]
