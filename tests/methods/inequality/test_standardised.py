from __future__ import annotations

import math

import numpy as np
import pytest

from lehc.methods.inequality.age_table import FIVE_YEAR_STARTS, AgeTable
from lehc.methods.inequality.standardised import (
    EUROPEAN_STANDARD_2013,
    Reference,
    directly_standardised_rate,
    directly_standardised_rate_of_repeats,
    indirectly_standardised_rate,
    indirectly_standardised_ratio,
)
from lehc.methods.inequality.suppression import Suppression
from lehc.methods.intervals import (
    byar_interval,
    exact_poisson_interval,
    poisson_interval,
)

AREAS = 6


def some_table(seed: int = 3) -> AgeTable:
    rng = np.random.default_rng(seed)
    people = rng.integers(100, 2_000, (AREAS, 19)).astype(float)
    return AgeTable(rng.poisson(people * 0.02).astype(float), people, FIVE_YEAR_STARTS)


def test_european_standard_has_one_weight_a_band_and_100_000_people() -> None:
    assert len(EUROPEAN_STANDARD_2013) == len(FIVE_YEAR_STARTS)
    assert sum(EUROPEAN_STANDARD_2013) == 100_000


def test_direct_rate_equals_dobson_written_out() -> None:
    table = some_table()
    found = directly_standardised_rate(table)
    for area in range(AREAS):
        value = variance = 0.0
        for x, n, w in zip(
            table.events[area],
            table.population[area],
            EUROPEAN_STANDARD_2013,
            strict=True,
        ):
            value += w * x / n
            variance += x * (w / n) ** 2
        total = table.events[area].sum()
        for interval in found.intervals:
            counted = byar_interval(total, interval.confidence)
            stretch = math.sqrt(variance / total)
            assert interval.lower[area] == pytest.approx(
                value + stretch * (float(counted.lower) - total), rel=1e-12
            )
            assert interval.upper[area] == pytest.approx(
                value + stretch * (float(counted.upper) - total), rel=1e-12
            )
        assert found.value[area] == pytest.approx(value, rel=1e-12)


def test_direct_rate_of_equal_rates_is_that_rate() -> None:
    people = np.full((1, 19), 500.0)
    found = directly_standardised_rate(
        AgeTable(people * 0.04, people, FIVE_YEAR_STARTS), multiplier=1_000
    )
    assert found.value[0] == pytest.approx(40, rel=1e-12)


def test_direct_rate_with_the_areas_own_ages_is_its_crude_rate() -> None:
    table = some_table()
    found = directly_standardised_rate(
        AgeTable(table.events[:1], table.population[:1], FIVE_YEAR_STARTS),
        standard=table.population[0],
        multiplier=1,
    )
    crude = table.events[0].sum() / table.population[0].sum()
    assert found.value[0] == pytest.approx(crude, rel=1e-12)
    # Dobson's interval is then Byar's of the count over the population.
    counted = byar_interval(table.events[0].sum(), 0.95)
    assert found.intervals[0].lower[0] == pytest.approx(
        float(counted.lower) / table.population[0].sum(), rel=1e-12
    )


@pytest.mark.parametrize(
    ("events", "people", "reason"),
    [
        (np.nan, 100.0, Suppression.MISSING_INPUT),
        (-1.0, 100.0, Suppression.NEGATIVE_INPUT),
        (5.0, 0.0, Suppression.NO_POPULATION),
        (4.0, 100.0, Suppression.FEW_EVENTS),
        (5.0, 100.0, Suppression.SHOWN),
    ],
)
def test_direct_rate_hides_what_cannot_be_shown(
    events: float, people: float, reason: Suppression
) -> None:
    table = AgeTable(np.zeros((1, 19)), np.full((1, 19), 100.0), FIVE_YEAR_STARTS)
    table.events[0, :2] = (5.0, events)
    table.population[0, 1] = people
    found = directly_standardised_rate(table)
    assert found.reason.tolist() == [reason]
    assert np.isfinite(found.value[0]) == (reason == Suppression.SHOWN)


def test_direct_rate_refuses_a_standard_of_other_bands() -> None:
    with pytest.raises(ValueError, match="19 bands need as many weights"):
        directly_standardised_rate(some_table(), standard=(1, 2, 3))


def test_repeats_of_one_event_each_are_independent_events() -> None:
    table = some_table()
    usual = directly_standardised_rate(table)
    found = directly_standardised_rate_of_repeats(
        table.events[:, None, :], [1], table.population
    )
    np.testing.assert_array_equal(found.value, usual.value)
    np.testing.assert_array_equal(found.intervals[0].lower, usual.intervals[0].lower)


def test_repeats_widen_the_interval_by_the_variance_of_persons() -> None:
    table = some_table()
    # Everybody had exactly four events: variance 16 x persons for 4 x persons events.
    found = directly_standardised_rate_of_repeats(
        table.events[:, None, :], [4], table.population
    )
    fourfold = directly_standardised_rate(
        AgeTable(table.events * 4, table.population, FIVE_YEAR_STARTS)
    )
    np.testing.assert_allclose(found.value, fourfold.value, rtol=1e-12)
    np.testing.assert_allclose(
        found.intervals[0].upper - found.value,
        2 * (fourfold.intervals[0].upper - fourfold.value),
        rtol=1e-12,
    )


def test_indirect_ratio_is_observed_over_expected() -> None:
    table = some_table()
    reference = Reference(table.events.sum(axis=0), table.population.sum(axis=0))
    ratio = indirectly_standardised_ratio(table, reference)
    rate = indirectly_standardised_rate(table, reference, multiplier=1_000)
    crude = reference.events.sum() / reference.population.sum() * 1_000
    for area in range(AREAS):
        expected = sum(
            n * x / m
            for n, x, m in zip(
                table.population[area],
                reference.events,
                reference.population,
                strict=True,
            )
        )
        observed = table.events[area].sum()
        limits = poisson_interval(observed, 0.95)
        assert ratio.value[area] == pytest.approx(observed / expected, rel=1e-12)
        assert ratio.intervals[0].upper[area] == pytest.approx(
            float(limits.upper) / expected, rel=1e-12
        )
        assert rate.value[area] == pytest.approx(observed / expected * crude, rel=1e-12)


def test_indirect_ratio_of_the_reference_itself_is_one() -> None:
    table = some_table()
    reference = Reference(table.events[0], table.population[0])
    found = indirectly_standardised_ratio(table, reference)
    assert found.value[0] == pytest.approx(1, rel=1e-12)


def test_indirect_ratio_of_few_events_has_the_exact_interval() -> None:
    table = AgeTable(np.array([[1.0, 2.0]]), np.array([[50.0, 50.0]]), (0, 65))
    found = indirectly_standardised_ratio(
        table, Reference(np.array([10.0, 10.0]), np.array([100.0, 100.0]))
    )
    exact = exact_poisson_interval(3, 0.95)
    assert found.intervals[0].lower[0] == pytest.approx(float(exact.lower) / 10)


def test_indirect_ratio_hides_an_area_where_nothing_is_expected() -> None:
    table = AgeTable(np.zeros((1, 2)), np.array([[50.0, 50.0]]), (0, 65))
    found = indirectly_standardised_ratio(
        table, Reference(np.zeros(2), np.array([100.0, 100.0]))
    )
    assert found.reason.tolist() == [Suppression.NO_POPULATION]
    assert np.isnan(found.value[0])


def test_an_area_that_is_hidden_leaves_the_others_as_they_are() -> None:
    table = some_table()
    before = directly_standardised_rate(table)
    table.events[1, 3], table.population[4, 5] = np.nan, np.inf
    after = directly_standardised_rate(table)
    missing = Suppression.MISSING_INPUT
    assert after.reason.tolist() == [0, missing, 0, 0, missing, 0]
    others = [0, 2, 3, 5]
    np.testing.assert_array_equal(after.value[others], before.value[others])
