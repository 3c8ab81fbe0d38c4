"""The weighted line through quantiles, and what is read off it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lehc.methods.inequality.quantile_table import (
    QuantileTable,
    ValueKind,
    from_even_scale,
    to_even_scale,
)
from lehc.methods.intervals import Floats


@dataclass(frozen=True, slots=True)
class LineWeights:
    """What each quantile's value adds to the slope and to the intercept.

    Arrays of (groups, quantiles); `slope.py` gives the formulas for c and k.
    """

    slope: Floats
    intercept: Floats


@dataclass(frozen=True, slots=True)
class FittedLine:
    """A line a group; arrays of (groups,).

    `slope` and `start` are on the scale that was fitted; `difference` and `ratio` of
    the line's ends, and its `intercept`, on the values' own.
    """

    slope: Floats
    start: Floats
    difference: Floats
    ratio: Floats
    intercept: Floats

    @property
    def middle(self) -> Floats:
        """The fitted value at the middle of the population, on the fitted scale."""
        return self.start + self.slope / 2


@dataclass(frozen=True, slots=True)
class LineLimits:
    """Limits of the difference and ratio of a line's ends; arrays of (groups,).

    NaN where a ratio is not bounded.
    """

    difference_lower: Floats
    difference_upper: Floats
    ratio_lower: Floats
    ratio_upper: Floats


def line_weights(population: Floats) -> LineWeights:
    """The weights of the least squares line on the population's own rank."""
    share = population / population.sum(axis=1, keepdims=True)
    middle = share.cumsum(axis=1) - share / 2
    centre = weighted_sum(share, middle)[:, None]
    away = middle - centre
    moment = share * away
    slope = moment / weighted_sum(moment, away)[:, None]
    return LineWeights(slope, share - centre * slope)


def weighted_sum(weights: Floats, values: Floats) -> Floats:
    """Sum over the quantiles of each group."""
    total: Floats = np.einsum("ij,ij->i", weights, values)
    return total


def fit_line(
    table: QuantileTable, weights: LineWeights, *, transform: bool
) -> FittedLine:
    """The line through the values, or through their logarithms or log odds."""
    kind = table.kind if transform else ValueKind.NATURAL
    value = to_even_scale(table.value, kind)
    slope = weighted_sum(weights.slope, value)
    start = weighted_sum(weights.intercept, value)
    return FittedLine(
        slope,
        start,
        ends_difference(slope, start + slope / 2, kind),
        ends_ratio(slope, start + slope / 2, kind),
        from_even_scale(start, kind),
    )


def limits_from_slope(
    low: Floats, high: Floats, line: FittedLine, kind: ValueKind
) -> LineLimits:
    """Limits of both ends' difference and ratio from limits of a transformed slope.

    The fitted value at the middle of the population is held.
    """
    return LineLimits(
        ends_difference(low, line.middle, kind),
        ends_difference(high, line.middle, kind),
        ends_ratio(low, line.middle, kind),
        ends_ratio(high, line.middle, kind),
    )


def ends_difference(slope: Floats, middle: Floats, kind: ValueKind) -> Floats:
    """From the line's one end to the other, brought back to the values' own scale.

    `middle` is the fitted value at the middle of the population, on the fitted scale.
    """
    upper = from_even_scale(middle + slope / 2, kind)
    return upper - from_even_scale(middle - slope / 2, kind)


def ends_ratio(slope: Floats, middle: Floats, kind: ValueKind) -> Floats:
    """The ratio of the line's two ends on the values' own scale."""
    upper = from_even_scale(middle + slope / 2, kind)
    return upper / from_even_scale(middle - slope / 2, kind)
