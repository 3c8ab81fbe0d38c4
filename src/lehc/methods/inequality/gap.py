"""Highest minus lowest, shown honestly: with what chance alone would give.

The highest and the lowest of many uncertain figures are partly the luckiest and the
unluckiest, so their difference is biased upwards: among 16 areas that are truly alike
it is about 3.5 standard errors. Three figures put it in proportion:

- by chance: the median and the 95th percentile of the range if all areas were alike
  and only their errors differed;
- shrunk: the median of the range once each area is drawn towards the mean by as much
  as its error warrants. With t the variance between areas (R DerSimonian and N Laird,
  Control Clin Trials 7 (1986) 177-188), m their mean weighted by 1 / (t + se^2) and
  B = t / (t + se^2), area i is normal about m + B (y - m) with variance B se^2;
- the fifths: least minus most deprived fifth of the areas, each a mean weighted by
  population, which picks no extremes at all.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lehc.methods.inequality.normal_range import range_quantile, range_quantiles
from lehc.methods.inequality.suppression import Suppression
from lehc.methods.intervals import SHOWN_LEVELS, Floats, Interval, normal_interval

FEWEST_FOR_FIFTHS = 5


@dataclass(frozen=True, slots=True)
class Gap:
    """The gap between the ends of one set of areas.

    `highest` and `lowest` are places in the arrays given, -1 where there is no gap.
    Numbers are NaN where `reason` is not `SHOWN`.
    """

    highest: int
    lowest: int
    value: float
    intervals: tuple[Interval, ...]
    by_chance_median: float
    by_chance_95th: float
    shrunk: float
    reason: Suppression
    algorithm: str = "highest minus lowest, version 1"


@dataclass(frozen=True, slots=True)
class FifthsGap:
    """Least minus most deprived fifth; NaN where `reason` is not `SHOWN`."""

    value: float
    intervals: tuple[Interval, ...]
    areas_in_a_fifth: int
    reason: Suppression
    algorithm: str = "least minus most deprived fifth, version 1"


def highest_minus_lowest(
    value: Floats,
    standard_error: Floats,
    *,
    levels: tuple[float, ...] = SHOWN_LEVELS,
    shrinks: bool = True,
) -> Gap:
    """The gap of one set of areas: arrays of (areas,), errors above nought.

    Areas without a value (NaN) are left out; fewer than two with one have no gap. The
    interval is that of the two named areas, as if they had been named beforehand: never
    show it without the chance range. The shrunk gap is half of the work, and NaN where
    it is not asked for.
    """
    known = np.flatnonzero(np.isfinite(value) & np.isfinite(standard_error))
    if len(known) < 2:
        return _no_gap(levels)
    y, error = value[known], standard_error[known]
    top, bottom = int(y.argmax()), int(y.argmin())
    gap, spread = y[top] - y[bottom], np.hypot(error[top], error[bottom])
    median, high = range_quantiles(np.zeros(len(y)), error, (0.5, 0.95))
    return Gap(
        int(known[top]),
        int(known[bottom]),
        float(gap),
        tuple(normal_interval(gap, spread, level) for level in levels),
        median,
        high,
        _shrunk_range(y, error) if shrinks else float("nan"),
        Suppression.SHOWN,
    )


def least_minus_most_deprived_fifth(
    value: Floats,
    standard_error: Floats,
    population: Floats,
    *,
    levels: tuple[float, ...] = SHOWN_LEVELS,
) -> FifthsGap:
    """The gap between the fifths at either end, areas ordered most deprived first.

    A fifth is the nearest whole number of areas, not of people. Areas without a value
    (NaN) are left out; fewer than five with one have no fifths.
    """
    known = np.isfinite(value) & np.isfinite(standard_error) & (population > 0)
    y, error, people = value[known], standard_error[known], population[known]
    size = round(len(y) / 5)
    if len(y) < FEWEST_FOR_FIFTHS:
        missing = tuple(normal_interval(np.nan, np.nan, level) for level in levels)
        return FifthsGap(np.nan, missing, 0, Suppression.FEW_VALUES)
    most = people[:size] / people[:size].sum()
    least = people[-size:] / people[-size:].sum()
    gap = least @ y[-size:] - most @ y[:size]
    spread = np.sqrt(least**2 @ error[-size:] ** 2 + most**2 @ error[:size] ** 2)
    return FifthsGap(
        float(gap),
        tuple(normal_interval(gap, spread, level) for level in levels),
        size,
        Suppression.SHOWN,
    )


def variance_between_areas(value: Floats, standard_error: Floats) -> float:
    """DerSimonian and Laird's variance of the true values; nought if chance explains
    all the differences."""
    weight = 1 / standard_error**2
    mean = weight @ value / weight.sum()
    excess = weight @ (value - mean) ** 2 - (len(value) - 1)
    return max(0.0, float(excess / (weight.sum() - weight @ weight / weight.sum())))


def _shrunk_range(value: Floats, error: Floats) -> float:
    between = variance_between_areas(value, error)
    if between == 0:
        return 0.0
    weight = 1 / (between + error**2)
    mean = weight @ value / weight.sum()
    keep = between * weight
    return range_quantile(mean + keep * (value - mean), np.sqrt(keep) * error, 0.5)


def _no_gap(levels: tuple[float, ...]) -> Gap:
    missing = tuple(normal_interval(np.nan, np.nan, level) for level in levels)
    nan = float("nan")
    return Gap(-1, -1, nan, missing, nan, nan, nan, Suppression.FEW_VALUES)
