"""What analysts' files ask of the methods: plain arrays in, named columns out.

Kept apart from what reads models, so that the commands start without Django.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lehc.methods.inequality.age_table import (
    FIVE_YEAR_STARTS,
    LIFE_TABLE_STARTS,
    AgeTable,
)
from lehc.methods.inequality.estimate import Estimate
from lehc.methods.inequality.life_table import life_expectancy
from lehc.methods.inequality.quantile_table import (
    FEWEST_QUANTILES,
    MOST_QUANTILES,
    QuantileTable,
    ValueKind,
    error_from_limits,
)
from lehc.methods.inequality.rates import crude_rate, proportion
from lehc.methods.inequality.slope import slope_index
from lehc.methods.inequality.slope_result import SlopeIndex
from lehc.methods.inequality.standardised import directly_standardised_rate
from lehc.methods.intervals import Interval

__all__ = ["FEWEST_QUANTILES", "MOST_QUANTILES"]

Floats = NDArray[np.float64]

LIFE_TABLE_AGES = LIFE_TABLE_STARTS
STANDARD_AGES = FIVE_YEAR_STARTS

LEVEL_NAMES = {0.95: "95", 0.998: "99_8"}
"""How a column of limits says its confidence."""


@dataclass(frozen=True, slots=True)
class FileResult:
    """Columns of numbers by name, and a reason code for each row."""

    columns: dict[str, Floats]
    reason: NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class SlopeOptions:
    """What the values of a slope are, and how the line is fitted and read."""

    kind: str = "natural"
    transform: bool = False
    multiplier: float = 1.0
    repetitions: int = 0
    """Draws of the simulation that audits a published figure; none: closed form."""
    seed: int = 0


def expectancy_by_age(deaths: Floats, population: Floats) -> FileResult:
    """Life expectancy of (groups, 20 bands), each column flattened row by row."""
    found = life_expectancy(AgeTable(deaths, population))
    columns = {"life_expectancy": found.value, **limit_columns("", found.intervals)}
    return FileResult(
        {name: column.ravel() for name, column in columns.items()},
        found.reason.ravel(),
    )


def slopes(numbers: dict[str, Floats], options: SlopeOptions) -> FileResult:
    """Slope and relative index from columns of (groups, quantiles).

    `numbers` holds value, population, and se or else lower95 and upper95.
    """
    kind = ValueKind(options.kind)
    if "se" in numbers:
        error = numbers["se"]
    else:
        error = error_from_limits(numbers["lower95"], numbers["upper95"], kind)
    table = QuantileTable(numbers["value"], numbers["population"], error, kind)
    found = _index_of(table, options)
    columns = {
        "sii": found.sii,
        **limit_columns("sii_", found.sii_intervals),
        "rii": found.rii,
        **limit_columns("rii_", found.rii_intervals),
    }
    return FileResult(columns, np.maximum(found.reason, found.rii_reason))


def proportions(count: Floats, population: Floats, per: float) -> FileResult:
    """Proportions times `per`, with Wilson's interval."""
    return _estimate_result(proportion(count, population, multiplier=per))


def crude_rates(count: Floats, population: Floats, per: float) -> FileResult:
    """Events per `per` people, with the exact or Byar's interval."""
    return _estimate_result(crude_rate(count, population, multiplier=per))


def standardised_rates(count: Floats, population: Floats, per: float) -> FileResult:
    """Rates of (groups, 19 bands) standardised to the European population of 2013."""
    table = AgeTable(count, population, FIVE_YEAR_STARTS)
    return _estimate_result(directly_standardised_rate(table, multiplier=per))


def limit_columns(prefix: str, intervals: tuple[Interval, ...]) -> dict[str, Floats]:
    """Columns lower95, upper95, lower99_8, upper99_8, each with a prefix."""
    columns = {}
    for each in intervals:
        name = LEVEL_NAMES[each.confidence]
        columns[f"{prefix}lower{name}"] = each.lower
        columns[f"{prefix}upper{name}"] = each.upper
    return columns


def _index_of(table: QuantileTable, options: SlopeOptions) -> SlopeIndex:
    if not options.repetitions:
        return slope_index(
            table, transform=options.transform, multiplier=options.multiplier
        )
    from lehc.methods.inequality import r_stream, slope_audit  # start-up cost

    return slope_audit.simulate_slope_index(
        table,
        rng=r_stream.generator_as_in_r(options.seed),
        repetitions=options.repetitions,
        transform=options.transform,
        multiplier=options.multiplier,
    )


def _estimate_result(found: Estimate) -> FileResult:
    columns = {"value": found.value, **limit_columns("", found.intervals)}
    return FileResult(columns, found.reason)
