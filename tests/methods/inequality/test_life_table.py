from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from lehc.methods.inequality.age_table import (
    FIVE_YEAR_STARTS,
    LIFE_TABLE_STARTS,
    AgeTable,
)
from lehc.methods.inequality.life_table import (
    AREAS_AT_ONCE,
    LifeExpectancy,
    life_expectancy,
)
from lehc.methods.inequality.suppression import Suppression
from lehc.methods.intervals import interval_at
from tests.methods.inequality.oracles import life_table_by_survivors

ANCHORS = Path(__file__).parent / "data" / "life_table_synthetic.csv"
COLUMNS = ("value", "lower95", "upper95", "lower99_8", "upper99_8")
SUPPRESSED_WHOLE = {
    "zero_deaths_last_band": Suppression.NO_DEATHS_IN_LAST_BAND,
    "pop_exactly_5000": Suppression.FEW_PERSON_YEARS,
    "pop_5001": Suppression.WIDE_INTERVAL,
}

RATES = np.array(
    (
        *(0.004, 0.0002, 0.0001, 0.0001, 0.0003, 0.0005, 0.0006, 0.0008, 0.001, 0.0015),
        *(0.002, 0.003, 0.005, 0.008, 0.012, 0.02, 0.035, 0.06, 0.11, 0.22),
    )
)


def an_area(**changes: tuple[int, float]) -> AgeTable:
    """One area in which everything can be shown, but for `deaths=(band, number)`."""
    people = np.full((1, 20), 2_000.0)
    deaths = np.round(people * RATES)
    for name, (band, number) in changes.items():
        {"deaths": deaths, "people": people}[name][0, band] = number
    return AgeTable(deaths, people)


def some_areas(count: int, seed: int = 1) -> AgeTable:
    rng = np.random.default_rng(seed)
    people = rng.integers(600, 3_000, (count, 20)).astype(float)
    deaths = rng.poisson(people * RATES).astype(float)
    deaths[:, -1] += 1
    return AgeTable(deaths, people)


def all_numbers(result: LifeExpectancy) -> list[np.ndarray]:
    limits = [part for each in result.intervals for part in (each.lower, each.upper)]
    return [result.value, result.standard_error, *limits]


def read_anchors() -> tuple[list[str], AgeTable, np.ndarray]:
    with ANCHORS.open() as file:
        rows = list(csv.DictReader(file))
    names = [row["area"] for row in rows[::20]]
    numbers = np.array(
        [
            [float(row[key] or "nan") for key in ("deaths", "population", *COLUMNS)]
            for row in rows
        ]
    ).reshape(len(names), 20, -1)
    return names, AgeTable(numbers[:, :, 0], numbers[:, :, 1]), numbers[:, :, 2:]


def test_life_expectancy_equals_the_official_package() -> None:
    names, table, expected = read_anchors()
    result = life_expectancy(table)
    first, second = result.intervals
    found = np.stack(
        [result.value, first.lower, first.upper, second.lower, second.upper], axis=2
    )
    ordinary = [
        place for place, name in enumerate(names) if name not in SUPPRESSED_WHOLE
    ]
    assert len(ordinary) == 41
    np.testing.assert_allclose(found[ordinary], expected[ordinary], rtol=1e-12)


@pytest.mark.parametrize(("name", "reason"), SUPPRESSED_WHOLE.items())
def test_life_expectancy_hides_limits_that_the_official_package_leaves(
    name: str, reason: Suppression
) -> None:
    names, table, expected = read_anchors()
    place = names.index(name)
    result = life_expectancy(table)
    assert np.isnan(expected[place, :, 0]).all()
    assert (result.reason[place] == reason).all()
    assert all(np.isnan(numbers[place]).all() for numbers in all_numbers(result))


@pytest.mark.parametrize("starts", [LIFE_TABLE_STARTS, LIFE_TABLE_STARTS[:-1]])
def test_life_expectancy_equals_the_table_of_survivors(starts: tuple[int, ...]) -> None:
    whole = some_areas(30)
    table = AgeTable(
        whole.events[:, : len(starts)], whole.population[:, : len(starts)], starts
    )
    result = life_expectancy(table)
    for area in range(30):
        expected = life_table_by_survivors(
            table.events[area], table.population[area], starts
        )
        np.testing.assert_allclose(
            result.value[area], [e for e, _ in expected], rtol=1e-12
        )
        np.testing.assert_allclose(
            result.standard_error[area], [s for _, s in expected], rtol=1e-12
        )


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"deaths": (3, np.nan)}, Suppression.MISSING_INPUT),
        ({"people": (3, np.inf)}, Suppression.MISSING_INPUT),
        ({"deaths": (3, -1)}, Suppression.NEGATIVE_INPUT),
        ({"people": (3, -1)}, Suppression.NEGATIVE_INPUT),
        ({"people": (3, 0)}, Suppression.NO_POPULATION),
        ({"deaths": (3, 2_001)}, Suppression.MORE_EVENTS_THAN_PEOPLE),
        ({"deaths": (19, 0)}, Suppression.NO_DEATHS_IN_LAST_BAND),
    ],
)
def test_life_expectancy_hides_every_age_of_an_area(
    changes: dict[str, tuple[int, float]], reason: Suppression
) -> None:
    result = life_expectancy(an_area(**changes))
    assert (result.reason == reason).all()
    assert all(np.isnan(numbers).all() for numbers in all_numbers(result))


@pytest.mark.parametrize(
    ("person_years", "reason"),
    [(5_000.0, Suppression.FEW_PERSON_YEARS), (5_001.0, Suppression.SHOWN)],
)
def test_life_expectancy_needs_more_than_5000_person_years(
    person_years: float, reason: Suppression
) -> None:
    people = np.full((1, 20), 100.0)
    people[0, 0] = person_years - people[0, 1:].sum()
    result = life_expectancy(AgeTable(np.full((1, 20), 20.0), people))
    assert result.reason[0, 0] == reason


def test_life_expectancy_hides_only_the_ages_with_a_wide_interval() -> None:
    deaths = np.round(np.full((1, 20), 2_000.0) * RATES)
    people = np.full((1, 20), 2_000.0)
    people[0, -1], deaths[0, -1] = 100.0, 4.0
    people[0, -2], deaths[0, -2] = 100.0, 90.0
    result = life_expectancy(AgeTable(deaths, people))
    assert [int(code) for code in result.reason[0]] == [0] * 19 + [
        Suppression.WIDE_INTERVAL
    ]
    assert np.isnan(result.value[0]).tolist() == [False] * 19 + [True]


def test_life_expectancy_allows_a_younger_band_without_deaths() -> None:
    result = life_expectancy(an_area(deaths=(5, 0)))
    assert result.reason[0, 0] == Suppression.SHOWN


def test_life_expectancy_goes_on_after_a_band_that_nobody_survives() -> None:
    usual = life_expectancy(an_area())
    result = life_expectancy(an_area(deaths=(10, 1_500)))
    np.testing.assert_array_equal(result.value[0, 11:], usual.value[0, 11:])
    np.testing.assert_array_equal(
        result.standard_error[0, 11:], usual.standard_error[0, 11:]
    )
    # Nobody gets past the band from 45, and those who die there live half of it.
    assert result.value[0, 10] == 2.5
    assert result.standard_error[0, 10] == 0.0


def test_life_expectancy_of_one_area_does_not_depend_on_the_others() -> None:
    table = some_areas(AREAS_AT_ONCE + 3)
    result = life_expectancy(table)
    for area in (0, AREAS_AT_ONCE - 1, AREAS_AT_ONCE, AREAS_AT_ONCE + 2):
        alone = life_expectancy(
            AgeTable(table.events[area : area + 1], table.population[area : area + 1])
        )
        for here, there in zip(all_numbers(result), all_numbers(alone), strict=True):
            np.testing.assert_array_equal(here[area], there[0])


def test_life_expectancy_does_not_depend_on_the_scale_but_its_error_does() -> None:
    table = some_areas(5)
    tenfold = AgeTable(table.events * 100, table.population * 100)
    few, many = life_expectancy(table), life_expectancy(tenfold)
    np.testing.assert_allclose(many.value, few.value, rtol=1e-12)
    np.testing.assert_allclose(many.standard_error, few.standard_error / 10, rtol=1e-12)


def test_life_expectancy_leaves_its_input_alone_and_takes_whole_numbers() -> None:
    whole = some_areas(3)
    events, people = whole.events.astype(int), whole.population.astype(int)
    events.setflags(write=False)
    people.setflags(write=False)
    np.testing.assert_array_equal(
        life_expectancy(AgeTable(events, people)).value, life_expectancy(whole).value
    )


def test_life_expectancy_of_no_areas_is_empty() -> None:
    result = life_expectancy(AgeTable(np.empty((0, 20)), np.empty((0, 20))))
    assert result.value.shape == (0, 20)


def test_life_expectancy_gives_the_levels_asked_for() -> None:
    result = life_expectancy(an_area(), levels=(0.9,))
    assert [each.confidence for each in result.intervals] == [0.9]
    half = 1.6448536269514722 * result.standard_error
    np.testing.assert_allclose(
        interval_at(result.intervals, 0.9).lower, result.value - half, rtol=1e-12
    )


def test_age_table_refuses_shapes_that_do_not_agree() -> None:
    with pytest.raises(ValueError, match=r"\(areas, 19 bands\)"):
        AgeTable(np.ones((2, 20)), np.ones((2, 20)), FIVE_YEAR_STARTS)
    with pytest.raises(ValueError, match="bands must ascend"):
        AgeTable(np.ones((2, 2)), np.ones((2, 2)), (5, 0))
