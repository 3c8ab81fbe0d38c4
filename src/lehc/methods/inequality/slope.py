"""Slope and relative index of inequality, with limits in closed form.

Question: across the whole population, from its most to its least deprived end, by how
much does the indicator change (slope index, SII), and in what ratio (relative index,
RII)? Every area counts, so no extremes are picked.

Values Y of the quantiles, shares of the population a, midpoints of the cumulative
shares b. Weighted least squares of Y on b with weights a (J P Mackenbach and A E Kunst,
Soc Sci Med 44 (1997) 757-771) has slope S = sum c Y and intercept I = sum k Y with

    b' = sum a b,   c = a (b - b') / sum a (b - b')^2,   k = a - b' c

    SII = multiplier x S           RII = (I + S) / I, inverted if multiplier < 0

S and I are sums of independent normals with known coefficients, so their limits need
no simulation: SII at S ± z sqrt(sum c^2 se^2), RII by Fieller's quadratic in S and I.
With `transform`, the line is fitted on the logarithms or log odds and brought back by
its two ends, holding the fitted value at the middle of the population. A rate or a
proportion fitted as it is has skewed errors: see `slope_skewed`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from lehc.methods.inequality.quantile_table import (
    QuantileTable,
    ValueKind,
    slope_reasons,
)
from lehc.methods.inequality.slope_line import (
    FittedLine,
    LineLimits,
    LineWeights,
    fit_line,
    limits_from_slope,
    line_weights,
    weighted_sum,
)
from lehc.methods.inequality.slope_result import (
    SlopeIndex,
    check_options,
    finished_index,
)
from lehc.methods.inequality.slope_skewed import skewed_limits
from lehc.methods.intervals import SHOWN_LEVELS, Floats, z_value

ALGORITHM = "slope index, closed form, version 1"

LimitsAt = Callable[
    [QuantileTable, LineWeights, FittedLine, list[float]], list[LineLimits]
]


class _Spread(NamedTuple):
    """Variances of slope and intercept and their covariance; arrays of (groups,)."""

    slope: Floats
    start: Floats
    both: Floats


def slope_index(
    table: QuantileTable,
    *,
    transform: bool = False,
    multiplier: float = 1.0,
    levels: tuple[float, ...] = SHOWN_LEVELS,
) -> SlopeIndex:
    """Slope and relative index of every group, with limits at each level.

    A group with a missing or negative number, a quantile without people, or a rate or
    proportion out of its scale is hidden whole, with the reason. `transform` needs
    rates or proportions; `multiplier` scales the SII (100 for percentages, negative
    where a high value is bad and the gap should still read as positive). Raises
    ValueError for a multiplier of nought or a transform of natural values.
    """
    check_options(table, transform=transform, multiplier=multiplier)
    with np.errstate(all="ignore"):  # groups that will be hidden may hold anything
        reason = slope_reasons(table)
        weights = line_weights(table.population)
        line = fit_line(table, weights, transform=transform)
        limits_at = _limits_for(table, transform=transform)
        limits = limits_at(table, weights, line, [z_value(level) for level in levels])
        return finished_index(
            line,
            limits,
            reason,
            levels=levels,
            multiplier=multiplier,
            algorithm=ALGORITHM,
        )


def _limits_for(table: QuantileTable, *, transform: bool) -> LimitsAt:
    """The way to limits that suits how the errors reach the line."""
    if table.kind is ValueKind.NATURAL:
        return _natural_limits
    return _transformed_limits if transform else skewed_limits


def _natural_limits(
    table: QuantileTable, weights: LineWeights, line: FittedLine, reaches: list[float]
) -> list[LineLimits]:
    spread = _line_spread(weights, table.standard_error)
    limits = []
    for z in reaches:
        half = z * np.sqrt(spread.slope)
        low, high = _ratio_limits(line, spread, z)
        limits.append(
            LineLimits(line.slope - half, line.slope + half, 1 + low, 1 + high)
        )
    return limits


def _transformed_limits(
    table: QuantileTable, weights: LineWeights, line: FittedLine, reaches: list[float]
) -> list[LineLimits]:
    error = np.sqrt(_line_spread(weights, table.standard_error).slope)
    return [
        limits_from_slope(
            line.slope - z * error, line.slope + z * error, line, table.kind
        )
        for z in reaches
    ]


def _line_spread(weights: LineWeights, standard_error: Floats) -> _Spread:
    variance = standard_error**2
    return _Spread(
        weighted_sum(weights.slope**2, variance),
        weighted_sum(weights.intercept**2, variance),
        weighted_sum(weights.slope * weights.intercept, variance),
    )


def _ratio_limits(line: FittedLine, spread: _Spread, z: float) -> tuple[Floats, Floats]:
    """Fieller's limits of slope / start: where (slope - ratio x start)^2 equals z^2
    times its variance. NaN where the start is within z standard errors of nought, for
    then the limits are not two numbers with the ratio between them.

    Source: E C Fieller, J R Stat Soc B 16 (1954) 175-185.
    """
    slope, start = line.slope, line.start
    square = start * start - z * z * spread.start
    cross = slope * start - z * z * spread.both
    constant = slope * slope - z * z * spread.slope
    root = np.sqrt(cross * cross - square * constant)
    square = np.where(square > 0, square, np.nan)
    return (cross - root) / square, (cross + root) / square
