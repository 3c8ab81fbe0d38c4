"""Counts and populations by age band, for many areas at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lehc.methods.intervals import Floats

LIFE_TABLE_STARTS = (0, 1, *range(5, 95, 5))
"""The twenty bands of an abridged life table: 0, 1-4, 5-9 ... 85-89, 90 and over."""

FIVE_YEAR_STARTS = tuple(range(0, 95, 5))
"""The nineteen bands of the European standard population: 0-4 ... 90 and over."""


@dataclass(frozen=True, slots=True)
class AgeTable:
    """Events and person-years by age: one row an area (or an area and a sex).

    `events` and `population` have the shape (areas, bands); `starts` is the first age
    of each band, ascending, the last band open-ended. NaN stands for missing. Raises
    ValueError for shapes that do not agree or bands out of order; what the numbers
    themselves are is judged area by area, where they are used.
    """

    events: Floats
    population: Floats
    starts: tuple[int, ...] = LIFE_TABLE_STARTS

    def __post_init__(self) -> None:
        wanted = (self.events.shape[0], len(self.starts))
        if self.events.shape != wanted or self.population.shape != wanted:
            message = (
                f"events {self.events.shape} and population {self.population.shape} "
                f"must both be (areas, {len(self.starts)} bands)"
            )
            raise ValueError(message)
        if len(self.starts) < 2 or any(np.diff(self.starts) <= 0):
            message = f"bands must ascend and be at least two, not {self.starts}"
            raise ValueError(message)
