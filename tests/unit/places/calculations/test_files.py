from __future__ import annotations

import numpy as np
import pytest

from lehc.methods.inequality.quantile_table import ValueKind
from lehc.methods.inequality.suppression import Suppression
from lehc.places import commands
from lehc.places.analyst.rates_file import METHODS, PER_PEOPLE
from lehc.places.calculations.files import (
    LIFE_TABLE_AGES,
    SlopeOptions,
    expectancy_by_age,
    slopes,
    standardised_rates,
)
from lehc.places.calculations.reasons import REASON_WORDS

LIMITS = ["lower95", "upper95", "lower99_8", "upper99_8"]


def test_every_reason_has_words_of_its_own() -> None:
    assert sorted(REASON_WORDS) == sorted(int(reason) for reason in Suppression)
    assert len(set(REASON_WORDS.values())) == len(REASON_WORDS)
    assert REASON_WORDS[Suppression.SHOWN] == ""


def test_the_commands_offer_what_the_methods_know() -> None:
    assert tuple(kind.value for kind in ValueKind) == commands.KINDS
    assert commands.METHODS == tuple(METHODS) == tuple(PER_PEOPLE)


def test_expectancy_is_laid_out_group_by_group() -> None:
    people = np.full((3, 20), 1_000.0)
    deaths = np.tile(np.arange(10.0, 210.0, 10.0), (3, 1))
    deaths[1, -1] = 0
    found = expectancy_by_age(deaths, people)
    assert list(found.columns) == ["life_expectancy", *LIMITS]
    for column in found.columns.values():
        by_group = column.reshape(3, len(LIFE_TABLE_AGES))
        assert np.isnan(by_group[1]).all()
        assert np.isfinite(by_group[0]).all()
        np.testing.assert_array_equal(by_group[0], by_group[2])
    years = found.columns["life_expectancy"][:20]
    assert (np.diff(years[1:]) < 0).all()
    assert found.reason.reshape(3, 20)[:, 0].tolist() == [
        0,
        Suppression.NO_DEATHS_IN_LAST_BAND,
        0,
    ]


def test_slopes_name_their_columns_and_keep_the_reason_of_the_ratio() -> None:
    numbers = {
        "value": np.array([[76.0, 78, 79.5, 81, 83]] * 2),
        "population": np.full((2, 5), 1_000.0),
        "se": np.array([[0.5] * 5, [60.0] * 5]),
    }
    found = slopes(numbers, SlopeOptions())
    assert list(found.columns) == [
        *("sii", *(f"sii_{limit}" for limit in LIMITS)),
        *("rii", *(f"rii_{limit}" for limit in LIMITS)),
    ]
    assert found.reason.tolist() == [0, Suppression.UNBOUNDED_LIMITS]
    assert found.columns["sii"].tolist() == pytest.approx([8.5, 8.5])


def test_simulated_slopes_repeat_the_draws_of_their_seed() -> None:
    numbers = {
        "value": np.array([[76.0, 78, 79.5, 81, 83]]),
        "population": np.full((1, 5), 1_000.0),
        "se": np.full((1, 5), 0.5),
    }
    first, again, other = (
        slopes(numbers, SlopeOptions(repetitions=1_000, seed=seed)).columns[
            "sii_upper95"
        ][0]
        for seed in (5, 5, 6)
    )
    assert first == again != other


def test_standardised_rates_are_per_what_is_asked() -> None:
    found = standardised_rates(np.full((1, 19), 3.0), np.full((1, 19), 100.0), 100)
    assert found.columns["value"].tolist() == pytest.approx([3])
