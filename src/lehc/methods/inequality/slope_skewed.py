"""Limits of a slope fitted to rates or proportions as they are.

Their logarithms (log odds) are what is normal, so the values themselves are skewed and
slope and intercept are sums of skewed numbers. Every cumulant of such a sum is exact:
the r-th is the sum of weight^r times the r-th cumulant of each value. Cornish and
Fisher's expansion (Int Stat Rev 5 (1938) 307-320) turns four cumulants into quantiles.

The ratio of the ends, R = (I + S) / I, is at most t when S - (t - 1) I is at most
nought. So its limit is the t at which the wanted quantile of that sum is nought.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from lehc.methods.inequality.quantile_table import (
    QuantileTable,
    from_even_scale,
    to_even_scale,
)
from lehc.methods.inequality.slope_line import (
    FittedLine,
    LineLimits,
    LineWeights,
    weighted_sum,
)
from lehc.methods.intervals import Floats

NODES = 20
"""Gauss-Hermite nodes: four cumulants to twelve digits for errors up to 0.5."""

GROUPS_AT_ONCE = 1_024
"""Bounds the memory: 20 nodes x 1,024 groups x 10 quantiles x 8 bytes is 1.6 MB."""

MOST_STEPS = 60
CLOSE_ENOUGH = 1e-13

BINOMIALS = ((1, 1), (1, 2, 1), (1, 3, 3, 1), (1, 4, 6, 4, 1))
"""Coefficients of (x + y)^r for r of one to four."""


class Cumulants(NamedTuple):
    """Mean, variance, third and fourth cumulant."""

    mean: Floats
    variance: Floats
    third: Floats
    fourth: Floats


def skewed_limits(
    table: QuantileTable, weights: LineWeights, line: FittedLine, reaches: list[float]
) -> list[LineLimits]:
    """Limits of a line through the values as they are, z of `reaches` either side."""
    mixed = _mixed_cumulants(weights, _cumulants_of_values(table))
    of_slope = Cumulants(*(power[0] for power in mixed))
    return [
        LineLimits(
            cornish_fisher(of_slope, -z),
            cornish_fisher(of_slope, z),
            1 + _ratio_limit(mixed, line, -z),
            1 + _ratio_limit(mixed, line, z),
        )
        for z in reaches
    ]


def cornish_fisher(of: Cumulants, z: float) -> Floats:
    """The quantile that lies where z does on a normal curve, to the fourth cumulant."""
    spread = np.sqrt(of.variance)
    skew = of.third / (of.variance * spread)
    tail = of.fourth / of.variance**2
    bend = (
        z
        + (z * z - 1) * skew / 6
        + (z**3 - 3 * z) * tail / 24
        - (2 * z**3 - 5 * z) * skew * skew / 36
    )
    return np.where(of.variance > 0, of.mean + spread * bend, of.mean)


def _cumulants_of_values(table: QuantileTable) -> Cumulants:
    """Cumulants of each value when its logarithm (log odds) is normal."""
    blocks = [
        _cumulants_of_block(
            to_even_scale(table.value[at : at + GROUPS_AT_ONCE], table.kind),
            table.standard_error[at : at + GROUPS_AT_ONCE],
            table,
        )
        for at in range(0, len(table.value), GROUPS_AT_ONCE)
    ]
    return Cumulants(*(np.concatenate(part) for part in zip(*blocks, strict=True)))


def _cumulants_of_block(
    centre: Floats, error: Floats, table: QuantileTable
) -> Cumulants:
    nodes, chance = np.polynomial.hermite_e.hermegauss(NODES)
    chance = chance / chance.sum()
    drawn = from_even_scale(centre + error * nodes[:, None, None], table.kind)
    mean = np.tensordot(chance, drawn, axes=1)
    away = drawn - mean
    second, third, fourth = (
        np.tensordot(chance, away**power, axes=1) for power in (2, 3, 4)
    )
    return Cumulants(mean, second, third, fourth - 3 * second**2)


def _mixed_cumulants(weights: LineWeights, values: Cumulants) -> list[list[Floats]]:
    """For r of one to four, the joint cumulants of r - j slopes and j intercepts.

    With them any cumulant of S - x I is a polynomial in x.
    """
    return [
        [
            weighted_sum(weights.slope ** (power - j) * weights.intercept**j, value)
            for j in range(power + 1)
        ]
        for power, value in enumerate(values, start=1)
    ]


def _cumulants_of_difference(mixed: list[list[Floats]], ratio: Floats) -> Cumulants:
    """Cumulants of S - ratio x I."""
    parts = []
    for row, power in zip(BINOMIALS, mixed, strict=True):
        total = np.zeros_like(ratio)
        for j, (coefficient, part) in enumerate(zip(row, power, strict=True)):
            total += coefficient * (-ratio) ** j * part
        parts.append(total)
    return Cumulants(*parts)


def _ratio_limit(mixed: list[list[Floats]], line: FittedLine, z: float) -> Floats:
    """The x at which the quantile of S - x I at z is nought; NaN if not bounded.

    Each step moves x by what is left over the mean of I, which leaves about a relative
    standard error of the distance: it settles in some ten steps.
    """
    start, spread = mixed[0][1], mixed[1][2]
    ratio = line.slope / line.start
    for _ in range(MOST_STEPS):
        step = cornish_fisher(_cumulants_of_difference(mixed, ratio), z) / start
        ratio = ratio + step
        if not (np.abs(step) > CLOSE_ENOUGH * (1 + np.abs(ratio))).any():
            break
    bounded = start * start > z * z * spread
    return np.where(bounded, ratio, np.nan)
