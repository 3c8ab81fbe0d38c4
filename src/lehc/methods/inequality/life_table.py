"""Life expectancy from deaths and populations by age: an abridged life table.

Question: if today's death rates here stayed for a whole life, how many more years
would people of each age live on average? It is not a forecast for anyone.

Chiang's second method, with Silcocks's variance: C L Chiang, *The Life Table and its
Applications* (1984); P Silcocks, D Jenner and R Reza, "Life expectancy as a summary of
mortality in a population", J Epidemiol Community Health 55 (2001) 38-43. Bands,
suppression and the share of a band that its dead lived (0.1 of the first year, a half
otherwise) are those of the Office for Health Improvement and Disparities.

With deaths D and person-years P in a band n years wide, of which the dead lived a
share a, and e', V' the expectancy and variance at the next band:

    r = n / (P + n (1 - a) D),   q = min(1, r D),   p = 1 - q
    e = n (1 - (1 - a) q) + p e'
    V = p^2 V' + ((1 - a) n + e')^2 q r p

from e = P / D and V = P^2 / D^3 in the open-ended last band. This is the usual table
(survivors, years lived, their sum) written backwards: no survivors are needed, so ages
after a band that nobody survives still have an answer.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lehc.methods.inequality.age_table import AgeTable
from lehc.methods.inequality.suppression import Reasons, Suppression, first_reason
from lehc.methods.intervals import (
    SHOWN_LEVELS,
    Floats,
    Interval,
    z_value,
)

FEWEST_PERSON_YEARS = 5_000
"""At or below this an area's table is not shown."""

WIDEST_INTERVAL = 20.0
"""Years; a 95% interval wider than this is not shown, nor what it surrounds."""

SHARE_LIVED_BY_INFANTS = 0.1
"""Most who die before their first birthday die in their first weeks."""

AREAS_AT_ONCE = 2_048
"""A block's working arrays (20 bands x 2,048 x 8 bytes) stay in the processor's
cache: on 16,000 areas that halves the time."""


@dataclass(frozen=True, slots=True)
class LifeExpectancy:
    """Years still to live at the start of each band: arrays of (areas, bands).

    NaN, limits included, wherever `reason` is not `Suppression.SHOWN`.
    """

    starts: tuple[int, ...]
    value: Floats
    standard_error: Floats
    intervals: tuple[Interval, ...]
    reason: Reasons
    algorithm: str = "life table, Chiang II with Silcocks's variance, version 1"


def life_expectancy(
    table: AgeTable, *, levels: tuple[float, ...] = SHOWN_LEVELS
) -> LifeExpectancy:
    """Life expectancy at every age of every area, with intervals at each level.

    `table.events` are deaths and `table.population` person-years (the sum of the
    mid-year populations of the period). An area is suppressed at every age for missing
    or negative numbers, a band without people, more deaths than people, 5,000
    person-years or fewer, or no deaths in the last band; one age of it, for a 95%
    interval wider than 20 years. No deaths in a younger band is allowed: it adds no
    variance, so intervals of small areas come out somewhat too narrow.
    """
    reach = [z_value(level) for level in levels]
    areas, bands = table.events.shape
    # One allocation, not six: the system hands out large ones in large pages.
    numbers = np.empty((2 + 2 * len(reach), bands, areas))
    reason = np.empty((bands, areas), dtype=np.uint8)
    for start in range(0, areas, AREAS_AT_ONCE):
        block = slice(start, start + AREAS_AT_ONCE)
        deaths = np.ascontiguousarray(table.events[block].T, dtype=np.float64)
        people = np.ascontiguousarray(table.population[block].T, dtype=np.float64)
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            _fill_block(
                deaths, people, table.starts, numbers[:, :, block], reason[:, block]
            )
            _fill_limits(numbers[:, :, block], reach)
    return LifeExpectancy(
        table.starts,
        numbers[0].T,
        numbers[1].T,
        tuple(
            Interval(level, numbers[2 + 2 * place].T, numbers[3 + 2 * place].T)
            for place, level in enumerate(levels)
        ),
        reason.T,
    )


def _fill_block(
    deaths: Floats,
    people: Floats,
    starts: tuple[int, ...],
    numbers: Floats,
    reason: Reasons,
) -> None:
    """Write value and standard error (the first two of `numbers`) and the reasons."""
    value, error = numbers[:2]
    _fill_expectancy(deaths, people, starts, value, error)
    np.sqrt(error, out=error)
    reason[:] = _reasons(deaths, people, error)
    hidden = reason != Suppression.SHOWN
    if hidden.any():
        value[hidden] = error[hidden] = np.nan


def _fill_limits(numbers: Floats, reach: list[float]) -> None:
    """Write value ± z x standard error for each z of `reach`, lower before upper."""
    value, error = numbers[:2]
    for place, z in enumerate(reach):
        half = z * error
        np.subtract(value, half, out=numbers[2 + 2 * place])
        np.add(value, half, out=numbers[3 + 2 * place])


def _fill_expectancy(
    deaths: Floats,
    people: Floats,
    starts: tuple[int, ...],
    value: Floats,
    variance: Floats,
) -> None:
    """Write expectancy and its variance, from the last band back to the first.

    All arrays are (bands, areas), so that each step runs along contiguous memory.
    Areas that will be suppressed come out as NaN, infinity or nonsense.
    """
    width = np.diff(starts).astype(np.float64)[:, None]
    lost = width * (1 - _share_lived(starts))[:, None]
    rate = width / (people[:-1] + lost * deaths[:-1])
    dying = np.minimum(rate * deaths[:-1], 1)
    surviving = 1 - dying
    lived = width - lost * dying
    spread = dying * rate * surviving
    value[-1] = people[-1] / deaths[-1]
    variance[-1] = value[-1] * value[-1] / deaths[-1]
    for band in range(len(starts) - 2, -1, -1):
        ahead, survives = value[band + 1], surviving[band]
        value[band] = lived[band] + survives * ahead
        reach = lost[band] + ahead
        variance[band] = (
            survives * survives * variance[band + 1] + reach * reach * spread[band]
        )


def _share_lived(starts: tuple[int, ...]) -> Floats:
    """The share of each closed band that those who died in it had lived, on average."""
    share = np.full(len(starts) - 1, 0.5)
    if starts[:2] == (0, 1):
        share[0] = SHARE_LIVED_BY_INFANTS
    return share


def _reasons(deaths: Floats, people: Floats, standard_error: Floats) -> Reasons:
    """Why each age of each area is not shown; all arrays are (bands, areas)."""
    whole = people.sum(axis=0)
    of_area = first_reason(
        whole.shape,
        [
            (Suppression.MISSING_INPUT, ~np.isfinite(whole + deaths.sum(axis=0))),
            (
                Suppression.NEGATIVE_INPUT,
                np.minimum(deaths.min(axis=0), people.min(axis=0)) < 0,
            ),
            (Suppression.NO_POPULATION, people.min(axis=0) == 0),
            (Suppression.MORE_EVENTS_THAN_PEOPLE, (deaths > people).any(axis=0)),
            (Suppression.FEW_PERSON_YEARS, whole <= FEWEST_PERSON_YEARS),
            (Suppression.NO_DEATHS_IN_LAST_BAND, deaths[-1] == 0),
        ],
    )
    widest_error = WIDEST_INTERVAL / (2 * z_value(0.95))
    wide = (standard_error > widest_error) & (of_area == Suppression.SHOWN)
    reason = np.broadcast_to(of_area, wide.shape)
    return np.where(wide, np.uint8(Suppression.WIDE_INTERVAL), reason)
