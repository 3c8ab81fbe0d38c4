"""Rates that allow for different ages: directly and indirectly standardised.

Direct: what would the rate be if the area had the standard's ages? With events x,
person-years n, standard population w in each age band,

    DSR = sum w x / n / sum w,     var = sum x (w / n)^2 / (sum w)^2
    limits: DSR + sqrt(var / X) (L - X), with X all events and L Byar's limits of X

Source: A J Dobson, K Kuulasmaa, E Eberle and J Scherer, Stat Med 10 (1991) 457-462. The
standard is the European Standard Population 2013 (Eurostat, KS-RA-13-028).

Indirect: against a reference's rates, how many events were there for each expected?

    ratio = O / E,   E = sum n x reference events / reference person-years
    limits: of the count O (exact below ten, else Byar) over E

and the rate is that ratio times the reference's crude rate.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from lehc.methods.inequality.age_table import AgeTable
from lehc.methods.inequality.estimate import Estimate, shown_estimate
from lehc.methods.inequality.suppression import (
    Check,
    Suppression,
    first_reason,
    rows_where,
)
from lehc.methods.intervals import (
    SHOWN_LEVELS,
    Floats,
    Interval,
    byar_interval,
    poisson_interval,
)

EUROPEAN_STANDARD_2013 = (
    *(5_000, 5_500, 5_500, 5_500, 6_000, 6_000, 6_500, 7_000, 7_000, 7_000),
    *(7_000, 6_500, 6_000, 5_500, 5_000, 4_000, 2_500, 1_500, 1_000),
)
"""People in each of the nineteen bands 0-4 ... 90 and over, of 100,000."""

FEWEST_EVENTS = 10
"""With fewer in all, a directly standardised rate is not shown."""


@dataclass(frozen=True, slots=True)
class Reference:
    """The events and person-years of a reference population: arrays of (bands,)."""

    events: Floats
    population: Floats


def directly_standardised_rate(
    table: AgeTable,
    *,
    standard: ArrayLike = EUROPEAN_STANDARD_2013,
    multiplier: float = 100_000.0,
    levels: tuple[float, ...] = SHOWN_LEVELS,
) -> Estimate:
    """The rate each area would have with the standard's ages; arrays of (areas,).

    Hidden for missing or negative numbers, a band without people, or fewer than ten
    events in all. Raises ValueError unless `standard` has one weight a band.
    """
    share = _standard_share(standard, table)
    return _dobson_estimate(
        table.events,
        table.events,
        table.population,
        share * multiplier,
        levels,
        "directly standardised rate, Dobson, version 1",
    )


def directly_standardised_rate_of_repeats(
    people: Floats,
    events_each: ArrayLike,
    population: Floats,
    *,
    standard: ArrayLike = EUROPEAN_STANDARD_2013,
    multiplier: float = 100_000.0,
    levels: tuple[float, ...] = SHOWN_LEVELS,
) -> Estimate:
    """The same where one person may have several events, so events are not independent.

    `people` of (areas, frequencies, bands) counts the people who had `events_each` of
    (frequencies,) events. The variance counts each person's events together: events f
    each add f^2 times the variance of the number of such people.

    Source: Public Health England, *Technical Guide: Confidence Intervals* (2018).
    """
    often = np.asarray(events_each, dtype=np.float64)[:, None]
    events = (people * often).sum(axis=1)
    table = AgeTable(events, population, tuple(range(population.shape[1])))
    return _dobson_estimate(
        events,
        (people * often**2).sum(axis=1),
        population,
        _standard_share(standard, table) * multiplier,
        levels,
        "directly standardised rate, Dobson, events not independent, version 1",
    )


def indirectly_standardised_ratio(
    table: AgeTable,
    reference: Reference,
    *,
    multiplier: float = 1.0,
    levels: tuple[float, ...] = SHOWN_LEVELS,
) -> Estimate:
    """Events for each event expected at the reference's rates; arrays of (areas,).

    Hidden for missing or negative numbers and where nothing is expected.
    """
    return _observed_to_expected(
        table, reference, multiplier, levels, "indirectly standardised ratio, version 1"
    )


def indirectly_standardised_rate(
    table: AgeTable,
    reference: Reference,
    *,
    multiplier: float = 100_000.0,
    levels: tuple[float, ...] = SHOWN_LEVELS,
) -> Estimate:
    """The indirectly standardised ratio times the reference's crude rate."""
    crude = float(reference.events.sum() / reference.population.sum())
    return _observed_to_expected(
        table,
        reference,
        multiplier * crude,
        levels,
        "indirectly standardised rate, version 1",
    )


def _standard_share(standard: ArrayLike, table: AgeTable) -> Floats:
    weights = np.asarray(standard, dtype=np.float64)
    if weights.shape != (len(table.starts),):
        message = f"{len(table.starts)} bands need as many weights, not {weights.shape}"
        raise ValueError(message)
    share: Floats = weights / weights.sum()
    return share


def _dobson_estimate(
    events: Floats,
    squares: Floats,
    population: Floats,
    weights: Floats,
    levels: tuple[float, ...],
    algorithm: str,
) -> Estimate:
    """`squares` are the variances of the counts: the counts when independent."""
    total = _sum_of_bands(events)
    with np.errstate(all="ignore"):  # what will be hidden may hold anything
        value = (events / population) @ weights
        variance = (squares / (population * population)) @ (weights * weights)
        stretch = np.sqrt(variance / total)

    def interval_of(level: float) -> Interval:
        counted = byar_interval(total, level)
        return Interval(
            level,
            value + stretch * (counted.lower - total),
            value + stretch * (counted.upper - total),
        )

    checks = [
        *_table_checks(events, population),
        (Suppression.NO_POPULATION, rows_where(population == 0)),
        (Suppression.FEW_EVENTS, total < FEWEST_EVENTS),
    ]
    reason = first_reason(len(total), checks)
    return shown_estimate(
        value, interval_of, reason, levels=levels, algorithm=algorithm
    )


def _observed_to_expected(
    table: AgeTable,
    reference: Reference,
    multiplier: float,
    levels: tuple[float, ...],
    algorithm: str,
) -> Estimate:
    observed = table.events.sum(axis=1)
    expected = table.population @ (reference.events / reference.population)

    def interval_of(level: float) -> Interval:
        counted = poisson_interval(observed, level)
        return Interval(
            level,
            multiplier * counted.lower / expected,
            multiplier * counted.upper / expected,
        )

    checks = [
        *_table_checks(table.events, table.population),
        (Suppression.NO_POPULATION, expected == 0),
    ]
    with np.errstate(divide="ignore", invalid="ignore"):
        return shown_estimate(
            multiplier * observed / expected,
            interval_of,
            first_reason(len(observed), checks),
            levels=levels,
            algorithm=algorithm,
        )


def _table_checks(events: Floats, population: Floats) -> list[Check]:
    whole = _sum_of_bands(events) + _sum_of_bands(population)
    return [
        (Suppression.MISSING_INPUT, ~np.isfinite(whole)),
        (Suppression.NEGATIVE_INPUT, rows_where((events < 0) | (population < 0))),
    ]


def _sum_of_bands(numbers: Floats) -> Floats:
    """Each area's sum, as a product with ones: a fifth of the time of summing rows."""
    total: Floats = numbers @ np.ones(numbers.shape[1])
    return total
