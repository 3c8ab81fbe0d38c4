"""Gaps between neighbourhoods: rows in, frozen input, method, plain result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lehc.methods.inequality.difference import difference_of_areas, error_behind_limits
from lehc.methods.inequality.gap import Gap, highest_minus_lowest
from lehc.methods.inequality.quantile_table import FEWEST_QUANTILES, QuantileTable
from lehc.methods.inequality.slope import slope_index
from lehc.methods.inequality.suppression import Suppression
from lehc.places.profiles import Estimate, Neighbourhood

LEVELS = (0.95,)


@dataclass(frozen=True, slots=True)
class Span:
    """A number of years with its 95% limits."""

    value: float
    lower: float
    upper: float

    @property
    def is_sure(self) -> bool:
        """Whether the limits are on one side of nought."""
        return self.lower > 0 or self.upper < 0


@dataclass(frozen=True, slots=True)
class Slope:
    """The slope across the neighbourhoods of one sex, and the line behind it.

    `middles` holds each known neighbourhood's place between the most deprived (0) and
    the least deprived (1) of the people, in the order of `names`.
    """

    span: Span
    start: float
    middles: dict[str, float]


@dataclass(frozen=True, slots=True)
class Extremes:
    """Highest minus lowest, never without what chance alone would give."""

    highest: Neighbourhood
    lowest: Neighbourhood
    span: Span
    by_chance: float
    by_chance_seldom: float
    areas: int


def find_slope(rows: Sequence[Neighbourhood], sex: str) -> Slope | None:
    """The slope index across neighbourhoods, the most deprived first.

    None where fewer than five have a figure and a score: they draw no honest line.
    """
    known = [
        row
        for row in rows
        if row.deprivation is not None and _weighs(row.estimate(sex))
    ]
    if len(known) < FEWEST_QUANTILES:
        return None
    estimates = [row.estimate(sex) for row in known]
    people = np.array([each.person_years for each in estimates], dtype=np.float64)
    value, error = _values(estimates), _errors(estimates)
    found = slope_index(
        QuantileTable(value[None], people[None], error[None]), levels=LEVELS
    )
    if found.reason[0] != Suppression.SHOWN:
        return None
    limits = found.sii_intervals[0]
    share = people / people.sum()
    middles = (share.cumsum() - share / 2).tolist()
    return Slope(
        Span(float(found.sii[0]), float(limits.lower[0]), float(limits.upper[0])),
        float(found.intercept[0]),
        {row.code: middle for row, middle in zip(known, middles, strict=True)},
    )


def find_extremes(rows: Sequence[Neighbourhood], sex: str) -> Extremes | None:
    """The highest and the lowest of all, with the range that chance alone gives."""
    known = [row for row in rows if _has_error(row.estimate(sex))]
    estimates = [row.estimate(sex) for row in known]
    found: Gap = highest_minus_lowest(
        _values(estimates), _errors(estimates), levels=LEVELS, shrinks=False
    )
    if found.reason != Suppression.SHOWN:
        return None
    limits = found.intervals[0]
    return Extremes(
        known[found.highest],
        known[found.lowest],
        Span(found.value, float(limits.lower), float(limits.upper)),
        found.by_chance_median,
        found.by_chance_95th,
        len(known),
    )


def find_difference(one: Estimate, other: Estimate) -> Span | None:
    """How many years the first lives longer than the second; None if one is unknown."""
    if not (_has_error(one) and _has_error(other)):
        return None
    errors = _errors([one, other])
    found = difference_of_areas(
        one.value, other.value, errors[0], errors[1], levels=LEVELS
    )
    limits = found.intervals[0]
    return Span(float(found.value), float(limits.lower), float(limits.upper))


def _has_error(estimate: Estimate) -> bool:
    return estimate.is_known and estimate.upper > estimate.lower


def _weighs(estimate: Estimate) -> bool:
    return _has_error(estimate) and (estimate.person_years or 0) > 0


def _values(estimates: Sequence[Estimate]) -> np.ndarray:
    return np.array([each.value for each in estimates], dtype=np.float64)


def _errors(estimates: Sequence[Estimate]) -> np.ndarray:
    lower = [each.lower for each in estimates]
    upper = [each.upper for each in estimates]
    return error_behind_limits(lower, upper)
