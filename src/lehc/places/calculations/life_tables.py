"""Life expectancy at birth from counts by age band, for figures that are stored."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from lehc.methods.inequality.age_table import LIFE_TABLE_STARTS, AgeTable
from lehc.methods.inequality.life_table import life_expectancy
from lehc.methods.inequality.suppression import Suppression
from lehc.places.enums import Reason

AGES: tuple[int, ...] = tuple(int(age) for age in LIFE_TABLE_STARTS)
Floats = NDArray[np.float64]

REASONS = {
    Suppression.SHOWN: "",
    Suppression.FEW_PERSON_YEARS: Reason.FEW_PERSON_YEARS.value,
    Suppression.NO_DEATHS_IN_LAST_BAND: Reason.NO_DEATHS_AT_90.value,
    Suppression.WIDE_INTERVAL: Reason.WIDE_INTERVAL.value,
}

Row = tuple[
    float | None,
    float | None,
    float | None,
    float | None,
    float | None,
    float,
    float,
    str,
]
"""Value, 95% and 99.8% limits, deaths, person-years, reason."""


def compute_expectancy(deaths: Floats, population: Floats) -> Iterator[Row]:
    """For each group of (groups, 20 bands): what is shown at birth, or why not."""
    found = life_expectancy(AgeTable(deaths, population, LIFE_TABLE_STARTS))
    limits = [
        limit[:, 0] for each in found.intervals for limit in (each.lower, each.upper)
    ]
    for place in range(len(deaths)):
        code = Suppression(int(found.reason[place, 0]))
        numbers = [found.value[place, 0], *(limit[place] for limit in limits)]
        shown = [None if math.isnan(number) else float(number) for number in numbers]
        reason = REASONS.get(code, Reason.BAD_COUNTS.value)
        value, low, high, outer_low, outer_high = [None] * 5 if reason else shown
        totals = float(deaths[place].sum()), float(population[place].sum())
        yield value, low, high, outer_low, outer_high, *totals, reason
