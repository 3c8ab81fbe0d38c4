"""One indicator by deprivation quantile, for many areas at once."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from lehc.methods.inequality.suppression import (
    Reasons,
    Suppression,
    first_reason,
    rows_where,
)
from lehc.methods.intervals import Floats, z_value

FEWEST_QUANTILES = 5
MOST_QUANTILES = 100
"""What a file may hold; a line is drawn through any number of a city's areas."""


class ValueKind(StrEnum):
    """What the values are, and so the scale on which their errors are even."""

    NATURAL = "natural"
    """Life expectancy, a mean: errors on the scale of the values."""
    RATE = "rate"
    """Events per person: errors on the scale of their logarithms."""
    PROPORTION = "proportion"
    """A share between nought and one: errors on the scale of their log odds."""


@dataclass(frozen=True, slots=True)
class QuantileTable:
    """Values by quantile: arrays of (groups, quantiles), the most deprived first.

    `population` weighs the quantiles and gives their widths. `standard_error` is on
    the scale that `kind` says; `error_from_limits` finds it from published limits. NaN
    stands for missing. Raises ValueError for shapes that do not agree, fewer than
    5 quantiles.
    """

    value: Floats
    population: Floats
    standard_error: Floats
    kind: ValueKind = ValueKind.NATURAL

    def __post_init__(self) -> None:
        shapes = {
            self.value.shape,
            self.population.shape,
            self.standard_error.shape,
        }
        if len(shapes) > 1 or self.value.ndim != 2:
            message = f"the arrays must share one (groups, quantiles), not {shapes}"
            raise ValueError(message)
        if self.value.shape[1] < FEWEST_QUANTILES:
            message = f"at least 5 quantiles are needed, not {self.value.shape[1]}"
            raise ValueError(message)


def to_even_scale(value: Floats, kind: ValueKind) -> Floats:
    """Values, or limits, on the scale where their errors are even."""
    if kind is ValueKind.NATURAL:
        return value
    with np.errstate(divide="ignore", invalid="ignore"):
        if kind is ValueKind.RATE:
            return np.log(value)
        return np.log(value / (1 - value))


def from_even_scale(value: Floats, kind: ValueKind) -> Floats:
    """The inverse of `to_even_scale`."""
    if kind is ValueKind.NATURAL:
        return value
    if kind is ValueKind.RATE:
        return np.exp(value)
    return 1 / (1 + np.exp(-value))


def error_from_limits(
    lower: Floats, upper: Floats, kind: ValueKind, *, confidence: float = 0.95
) -> Floats:
    """Standard errors behind published limits, on the scale that `kind` says."""
    span = to_even_scale(upper, kind) - to_even_scale(lower, kind)
    return span / (2 * z_value(confidence))


def slope_reasons(table: QuantileTable) -> Reasons:
    """Why each group has no slope; one number missing hides the whole group."""
    numbers = table.value + table.population + table.standard_error
    negative = (table.population < 0) | (table.standard_error < 0)
    return first_reason(
        len(table.value),
        [
            (Suppression.MISSING_INPUT, rows_where(~np.isfinite(numbers))),
            (Suppression.NEGATIVE_INPUT, rows_where(negative)),
            (Suppression.NO_POPULATION, rows_where(table.population == 0)),
            (Suppression.VALUE_OUT_OF_SCALE, rows_where(_is_out_of_scale(table))),
        ],
    )


def _is_out_of_scale(table: QuantileTable) -> NDArray[np.bool_]:
    if table.kind is ValueKind.NATURAL:
        return np.zeros(table.value.shape, dtype=bool)
    low = table.value <= 0
    if table.kind is ValueKind.RATE:
        return low
    return low | (table.value >= 1)
