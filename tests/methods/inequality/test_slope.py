from __future__ import annotations

import math

import numpy as np
import pytest

from lehc.methods.inequality.quantile_table import (
    QuantileTable,
    ValueKind,
    error_from_limits,
    from_even_scale,
    to_even_scale,
)
from lehc.methods.inequality.slope import slope_index
from lehc.methods.inequality.suppression import Suppression
from lehc.methods.intervals import z_value
from tests.methods.inequality.oracles import weighted_line

FIFTHS = np.array([[76.0, 78.0, 79.5, 81.0, 83.0]])
EQUAL = np.full((1, 5), 10_000.0)


def fifths(error: float = 0.5, **changes: np.ndarray) -> QuantileTable:
    arrays = {
        "value": FIFTHS,
        "population": EQUAL,
        "standard_error": np.full((1, 5), error),
    }
    return QuantileTable(**(arrays | changes))


def some_groups(kind: ValueKind = ValueKind.NATURAL, seed: int = 2) -> QuantileTable:
    rng = np.random.default_rng(seed)
    rising = np.linspace(-1, 1, 10) + rng.normal(0, 0.1, (20, 10))
    value = {
        ValueKind.NATURAL: 80 + 3 * rising,
        ValueKind.RATE: np.exp(1 - rising / 3),
        ValueKind.PROPORTION: 1 / (1 + np.exp(1 + rising / 3)),
    }[kind]
    people = rng.integers(5_000, 20_000, (20, 10)).astype(float)
    error = rng.uniform(0.02, 0.1, (20, 10))
    return QuantileTable(value, people, error, kind)


def test_slope_index_of_five_equal_fifths_by_hand() -> None:
    # b = .1 .3 .5 .7 .9: S = (.4 x 7 + .2 x 3) / .4, its weights are -1 -.5 0 .5 1
    found = slope_index(fifths(), levels=(0.95,))
    half = z_value(0.95) * 0.5 * math.sqrt(2.5)
    assert found.sii[0] == pytest.approx(8.5, rel=1e-12)
    assert found.intercept[0] == pytest.approx(75.25, rel=1e-12)
    assert found.rii[0] == pytest.approx(83.75 / 75.25, rel=1e-12)
    assert found.sii_intervals[0].lower[0] == pytest.approx(8.5 - half, rel=1e-12)
    assert found.sii_intervals[0].upper[0] == pytest.approx(8.5 + half, rel=1e-12)
    assert (found.reason[0], found.rii_reason[0]) == (0, 0)


def test_slope_index_equals_weighted_least_squares() -> None:
    table = some_groups()
    found = slope_index(table)
    for group in range(20):
        start, slope = weighted_line(table.value[group], table.population[group])
        assert found.sii[group] == pytest.approx(slope, rel=1e-10)
        assert found.rii[group] == pytest.approx((start + slope) / start, rel=1e-12)


def test_slope_limits_equal_the_error_of_each_quantile_carried_through() -> None:
    table = some_groups()
    found = slope_index(table)
    for group in range(20):
        variance = 0.0
        for place in range(10):
            nudged = table.value[group].copy()
            nudged[place] += 1
            moved = weighted_line(nudged, table.population[group])[1] - found.sii[group]
            variance += (moved * table.standard_error[group, place]) ** 2
        half = z_value(0.998) * math.sqrt(variance)
        assert found.sii_intervals[1].upper[group] - found.sii[group] == pytest.approx(
            half, rel=1e-6
        )


def test_ratio_limits_are_where_the_difference_from_them_is_z_errors() -> None:
    table = some_groups()
    found = slope_index(table)
    nudge = np.eye(10)
    for group in (0, 7):
        people = table.population[group]
        effects = [weighted_line(row, people) for row in nudge]
        for interval in found.rii_intervals:
            for limit in (interval.lower[group], interval.upper[group]):
                # (I + S) - limit x I, and how each quantile's error reaches it
                centre = found.intercept[group] * (found.rii[group] - limit)
                spread = sum(
                    ((i + s - limit * i) * error) ** 2
                    for (i, s), error in zip(
                        effects, table.standard_error[group], strict=True
                    )
                )
                assert abs(centre) / math.sqrt(spread) == pytest.approx(
                    z_value(interval.confidence), rel=1e-6
                )


def test_equal_values_have_a_slope_of_nought_and_a_ratio_of_one() -> None:
    found = slope_index(fifths(value=np.full((1, 5), 80.0)))
    assert found.sii[0] == pytest.approx(0, abs=1e-10)
    assert found.rii[0] == pytest.approx(1, abs=1e-12)


def test_multiplier_scales_the_slope_and_a_negative_one_turns_it_round() -> None:
    table = some_groups()
    plain = slope_index(table)
    turned = slope_index(table, multiplier=-100)
    np.testing.assert_allclose(turned.sii, -100 * plain.sii)
    np.testing.assert_allclose(turned.rii, 1 / plain.rii)
    for here, there in zip(turned.sii_intervals, plain.sii_intervals, strict=True):
        np.testing.assert_allclose(here.lower, -100 * there.upper)
        np.testing.assert_allclose(here.upper, -100 * there.lower)
    for here, there in zip(turned.rii_intervals, plain.rii_intervals, strict=True):
        np.testing.assert_allclose(here.lower, 1 / there.upper)
        np.testing.assert_allclose(here.upper, 1 / there.lower)


@pytest.mark.parametrize("multiplier", [0.5, 2.0])
def test_a_positive_multiplier_keeps_transformed_limits_in_order(
    multiplier: float,
) -> None:
    # The official package swaps them for multipliers between nought and one.
    table = some_groups(ValueKind.RATE)
    found = slope_index(table, transform=True, multiplier=multiplier)
    assert (found.sii_intervals[0].lower < found.sii).all()
    assert (found.sii < found.sii_intervals[0].upper).all()
    assert (found.rii_intervals[0].lower < found.rii).all()
    assert (found.rii < found.rii_intervals[0].upper).all()


@pytest.mark.parametrize("kind", [ValueKind.RATE, ValueKind.PROPORTION])
def test_transformed_slope_is_the_line_through_the_even_scale(kind: ValueKind) -> None:
    table = some_groups(kind)
    found = slope_index(table, transform=True)
    for group in range(20):
        start, slope = weighted_line(
            to_even_scale(table.value[group], kind), table.population[group]
        )
        ends = from_even_scale(np.array([start, start + slope]), kind)
        assert found.sii[group] == pytest.approx(ends[1] - ends[0], rel=1e-10)
        assert found.rii[group] == pytest.approx(ends[1] / ends[0], rel=1e-10)
        assert found.intercept[group] == pytest.approx(ends[0], rel=1e-10)


def test_transformed_limits_hold_the_fitted_middle() -> None:
    table = some_groups(ValueKind.RATE)
    found = slope_index(table, transform=True, levels=(0.95,))
    low = found.rii_intervals[0].lower
    # At each limit the ends are the middle times and over the root of the ratio.
    middle = found.intercept * np.sqrt(found.rii)
    np.testing.assert_allclose(
        found.sii_intervals[0].lower, middle * (np.sqrt(low) - 1 / np.sqrt(low))
    )


@pytest.mark.parametrize(
    ("column", "number", "reason"),
    [
        ("value", np.nan, Suppression.MISSING_INPUT),
        ("standard_error", np.inf, Suppression.MISSING_INPUT),
        ("population", -1, Suppression.NEGATIVE_INPUT),
        ("standard_error", -1, Suppression.NEGATIVE_INPUT),
        ("population", 0, Suppression.NO_POPULATION),
    ],
)
def test_one_number_amiss_hides_the_whole_group(
    column: str, number: float, reason: Suppression
) -> None:
    arrays = {
        "value": np.repeat(FIFTHS, 2, axis=0),
        "population": np.repeat(EQUAL, 2, axis=0),
        "standard_error": np.full((2, 5), 0.5),
    }
    arrays[column] = arrays[column].copy()
    arrays[column][0, 2] = number
    found = slope_index(QuantileTable(**arrays))
    assert found.reason.tolist() == [reason, Suppression.SHOWN]
    assert found.rii_reason.tolist() == [reason, Suppression.SHOWN]
    numbers = [found.sii, found.rii, found.intercept]
    for each in (*found.sii_intervals, *found.rii_intervals):
        numbers += [each.lower, each.upper]
    assert [np.isnan(each).tolist() for each in numbers] == [[True, False]] * 11


@pytest.mark.parametrize(
    ("kind", "number", "reason"),
    [
        (ValueKind.RATE, 0.0, Suppression.VALUE_OUT_OF_SCALE),
        (ValueKind.RATE, 1.5, Suppression.SHOWN),
        (ValueKind.PROPORTION, 0.0, Suppression.VALUE_OUT_OF_SCALE),
        (ValueKind.PROPORTION, 1.0, Suppression.VALUE_OUT_OF_SCALE),
        (ValueKind.PROPORTION, 0.99, Suppression.SHOWN),
    ],
)
@pytest.mark.parametrize("transform", [True, False])
def test_a_value_off_its_scale_hides_the_group(
    kind: ValueKind, number: float, reason: Suppression, transform: bool
) -> None:
    value = np.array([[0.2, 0.3, number, 0.4, 0.5]])
    table = QuantileTable(value, EQUAL, np.full((1, 5), 0.05), kind)
    assert slope_index(table, transform=transform).reason.tolist() == [reason]


@pytest.mark.parametrize("kind", ValueKind)
def test_a_ratio_to_what_may_be_nought_is_hidden_alone(kind: ValueKind) -> None:
    value = np.array([[0.001, 0.002, 0.2, 0.3, 0.4]])
    error = 0.2 if kind is ValueKind.NATURAL else 2.0
    found = slope_index(QuantileTable(value, EQUAL, np.full((1, 5), error), kind))
    assert found.reason.tolist() == [Suppression.SHOWN]
    assert found.rii_reason.tolist() == [Suppression.UNBOUNDED_LIMITS]
    assert np.isnan(found.rii[0])
    assert np.isnan(found.rii_intervals[0].upper[0])
    assert np.isfinite(found.sii_intervals[1].upper[0])


def test_error_from_limits_undoes_an_interval() -> None:
    value, error = np.array([0.2, 0.4]), np.array([0.05, 0.1])
    for kind in ValueKind:
        centre = to_even_scale(value, kind)
        lower, upper = (
            from_even_scale(centre + sign * z_value(0.998) * error, kind)
            for sign in (-1, 1)
        )
        np.testing.assert_allclose(
            error_from_limits(lower, upper, kind, confidence=0.998), error, rtol=1e-12
        )


def test_slope_index_refuses_options_that_contradict_the_table() -> None:
    with pytest.raises(ValueError, match="other than nought, not 0"):
        slope_index(fifths(), multiplier=0)
    with pytest.raises(ValueError, match="only rates and proportions are transformed"):
        slope_index(fifths(), transform=True)


def test_quantile_table_refuses_too_few_quantiles_and_other_shapes() -> None:
    four = np.ones((1, 4))
    with pytest.raises(ValueError, match="at least 5 quantiles are needed, not 4"):
        QuantileTable(four, four, four)
    with pytest.raises(ValueError, match="must share one"):
        QuantileTable(FIFTHS, EQUAL, four)


def test_slope_index_leaves_its_input_alone() -> None:
    table = some_groups(ValueKind.PROPORTION)
    for array in (table.value, table.population, table.standard_error):
        array.setflags(write=False)
    assert (slope_index(table).reason == Suppression.SHOWN).all()
