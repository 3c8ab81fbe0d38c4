"""The published figures of seven real towns, and what the methods say of them.

Life expectancy at birth by neighbourhood, deaths 2016-20; the data and its licence are
described beside it, in the places app.
"""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from lehc.methods.inequality.difference import difference_of_areas, error_behind_limits
from lehc.methods.inequality.gap import (
    highest_minus_lowest,
    least_minus_most_deprived_fifth,
)
from lehc.methods.inequality.quantile_table import QuantileTable
from lehc.methods.inequality.slope import slope_index
from lehc.methods.intervals import Interval, interval_at

DATA = Path(__file__).parents[3] / "src" / "lehc" / "places" / "data"

# Highest - lowest with its interval; by chance: median, 95th; least - most deprived
# fifth; slope index. Persons, one decimal.
TOWNS = {
    "Reading": ((11.5, 10.1, 12.9), (2.8, 4.6), (6.1, 5.3, 7.0), (6.1, 5.0, 7.2)),
    "Slough": ((10.6, 6.5, 14.6), (3.2, 5.6), (7.3, 5.5, 9.1), (8.0, 6.2, 9.7)),
    "Blackpool": ((11.5, 9.9, 13.2), (2.0, 2.8), (8.2, 7.4, 8.9), (9.9, 9.1, 10.7)),
    "Middlesbrough": (
        (12.5, 10.7, 14.4),
        (2.1, 3.0),
        (8.7, 8.0, 9.5),
        (11.2, 10.3, 12.0),
    ),
    "Hastings": ((7.7, 5.9, 9.5), (2.2, 3.7), (5.4, 3.9, 7.0), (6.2, 4.8, 7.7)),
    "Wigan": ((9.7, 7.1, 12.3), (2.4, 3.6), (5.8, 5.3, 6.4), (7.4, 6.8, 8.0)),
    "Trafford": ((8.6, 7.2, 10.1), (2.3, 3.2), (4.6, 3.9, 5.3), (5.9, 5.1, 6.7)),
}

# Published figures of the shrunk gap came from drawing it, so the last digit wavers.
SHRUNK = {
    "Reading": 11.3,
    "Slough": 10.1,
    "Blackpool": 11.3,
    "Middlesbrough": 12.5,
    "Hastings": 7.1,
    "Wigan": 9.2,
    "Trafford": 8.4,
}


class Town:
    """Neighbourhoods of one town and sex that have a figure, most deprived first."""

    def __init__(self, name: str, sex: str) -> None:
        scores = {row["msoa11cd"]: row for row in read("towns_msoa11_imd2019.csv")}
        self.rows = sorted(
            (
                row
                for row in read("towns_msoa11_life_expectancy_2016_2020.csv")
                if row["ladnm"] == name and row["sex"] == sex and row["life_expectancy"]
            ),
            key=lambda row: -float(scores[row["msoa11cd"]]["imd2019_score"]),
        )
        self.value = self.column("life_expectancy")
        self.population = self.column("population")
        self.error = error_behind_limits(self.column("lower95"), self.column("upper95"))

    def column(self, name: str) -> np.ndarray:
        return np.array([float(row[name]) for row in self.rows])

    def place(self, name: str) -> int:
        return [row["msoa11hclnm"] for row in self.rows].index(name)

    def slope(self) -> tuple[float, float, float]:
        found = slope_index(
            QuantileTable(self.value[None], self.population[None], self.error[None])
        )
        return rounded(found.sii[0], found.sii_intervals)


def read(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def rounded(
    value: float, intervals: tuple[Interval, ...]
) -> tuple[float, float, float]:
    """Value and 95% limits to one decimal, as they are shown."""
    limits = interval_at(intervals, 0.95)
    return tuple(
        round(float(np.ravel(each)[0]), 1)
        for each in (value, limits.lower, limits.upper)
    )


@pytest.mark.parametrize(
    ("sex", "shown"),
    [
        ("Persons", (8.5, 6.9, 10.1)),
        ("Male", (9.2, 6.9, 11.5)),
        ("Female", (7.6, 5.5, 9.7)),
    ],
)
def test_whitley_wood_against_caversham_heights(
    sex: str, shown: tuple[float, float, float]
) -> None:
    town = Town("Reading", sex)
    here, there = town.place("Caversham Heights"), town.place("Whitley Wood")
    found = difference_of_areas(
        town.value[here], town.value[there], town.error[here], town.error[there]
    )
    assert rounded(found.value, found.intervals) == shown
    assert found.z > 6


@pytest.mark.parametrize(
    ("sex", "areas", "shown"),
    [
        ("Male", 16, (6.9, 5.5, 8.4)),
        ("Female", 17, (6.8, 5.5, 8.2)),
        ("Persons", 18, (6.1, 5.0, 7.2)),
    ],
)
def test_slope_across_readings_neighbourhoods(
    sex: str, areas: int, shown: tuple[float, float, float]
) -> None:
    town = Town("Reading", sex)
    assert len(town.rows) == areas
    assert town.slope() == shown


@pytest.mark.parametrize("name", TOWNS)
def test_seven_towns_as_published(name: str) -> None:
    town = Town(name, "Persons")
    gap = highest_minus_lowest(town.value, town.error)
    fifths = least_minus_most_deprived_fifth(town.value, town.error, town.population)
    assert (
        rounded(gap.value, gap.intervals),
        (round(gap.by_chance_median, 1), round(gap.by_chance_95th, 1)),
        rounded(fifths.value, fifths.intervals),
        town.slope(),
    ) == TOWNS[name]
    assert gap.shrunk == pytest.approx(SHRUNK[name], abs=0.06)


def test_readings_extremes_are_norcot_north_and_caversham_heights() -> None:
    town = Town("Reading", "Persons")
    gap = highest_minus_lowest(town.value, town.error)
    assert (gap.lowest, gap.highest) == (
        town.place("Norcot North"),
        town.place("Caversham Heights"),
    )
    males = Town("Reading", "Male")
    assert round(highest_minus_lowest(males.value, males.error).value, 1) == 13.6


def test_an_area_with_a_figure_is_within_the_official_suppression() -> None:
    for name in TOWNS:
        town = Town(name, "Persons")
        assert (town.population > 5_000).all()
        assert (town.column("upper95") - town.column("lower95") < 20).all()
