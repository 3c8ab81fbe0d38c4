from __future__ import annotations

import math

import numpy as np
import pytest

from lehc.methods.inequality.quantile_table import QuantileTable, ValueKind
from lehc.methods.inequality.r_stream import draw_normals, generator_as_in_r
from lehc.methods.inequality.slope import slope_index
from lehc.methods.inequality.slope_audit import simulate_slope_index
from lehc.methods.inequality.suppression import Suppression
from lehc.methods.intervals import z_value
from tests.methods.inequality.test_slope import FIFTHS, fifths, some_groups

# What R prints for set.seed(seed); rnorm(3)
R_DRAWS = {
    1: [-0.6264538107423324, 0.1836433242220823, -0.8356286124100471],
    5: [-0.8408554807862985, 1.3843593434785844, -1.2554918626276665],
    42: [1.37095844714667, -0.564698171396089, 0.363128411337339],
}


@pytest.mark.parametrize(("seed", "draws"), R_DRAWS.items())
def test_normals_are_those_of_r(seed: int, draws: list[float]) -> None:
    np.testing.assert_allclose(
        draw_normals(generator_as_in_r(seed), 3), draws, rtol=1e-13
    )


def test_normals_of_any_generator_are_normal() -> None:
    drawn = draw_normals(np.random.default_rng(8), 200_000)
    assert drawn.mean() == pytest.approx(0, abs=0.01)
    assert drawn.std() == pytest.approx(1, abs=0.01)


@pytest.mark.parametrize(
    ("kind", "transform"),
    [
        (ValueKind.NATURAL, False),
        (ValueKind.RATE, False),
        (ValueKind.RATE, True),
        (ValueKind.PROPORTION, False),
        (ValueKind.PROPORTION, True),
    ],
)
def test_closed_limits_agree_with_simulated_ones(
    kind: ValueKind, transform: bool
) -> None:
    """Within 4.5 Monte Carlo standard errors, and centred: 20 groups x 8 limits."""
    table, repetitions = some_groups(kind), 20_000
    closed = slope_index(table, transform=transform)
    drawn = simulate_slope_index(
        table,
        rng=np.random.default_rng(11),
        repetitions=repetitions,
        transform=transform,
    )
    np.testing.assert_array_equal(closed.sii, drawn.sii)
    np.testing.assert_array_equal(closed.rii, drawn.rii)
    away = []
    for here, there in zip(
        (*closed.sii_intervals, *closed.rii_intervals),
        (*drawn.sii_intervals, *drawn.rii_intervals),
        strict=True,
    ):
        z, tail = z_value(here.confidence), (1 - here.confidence) / 2
        density = math.exp(-z * z / 2) / math.sqrt(2 * math.pi)
        noise = (
            (here.upper - here.lower)
            / (2 * z)
            * math.sqrt(tail * (1 - tail) / repetitions)
        )
        away += [(there.lower - here.lower) / noise * density]
        away += [(there.upper - here.upper) / noise * density]
    assert np.abs(away).max() < 4.5
    assert abs(np.mean(away)) < 0.4


def test_simulated_limits_are_the_same_for_the_same_seed() -> None:
    first, second = (
        simulate_slope_index(fifths(), rng=generator_as_in_r(5), repetitions=2_000)
        for _ in range(2)
    )
    assert first.sii_intervals[1].lower == second.sii_intervals[1].lower
    assert first.rii_intervals[0].upper == second.rii_intervals[0].upper


def test_simulated_limits_are_the_sorted_draws_at_their_places() -> None:
    found = simulate_slope_index(
        fifths(), rng=generator_as_in_r(5), repetitions=1_000, levels=(0.95,)
    )
    normals = draw_normals(generator_as_in_r(5), 5_000).reshape(1_000, 5)
    slopes = sorted(
        sum(w * y for w, y in zip((-1, -0.5, 0, 0.5, 1), row, strict=True))
        for row in FIFTHS[0] + 0.5 * normals
    )
    # the 25th and the 975th of 1,000
    assert found.sii_intervals[0].lower[0] == pytest.approx(slopes[24], rel=1e-12)
    assert found.sii_intervals[0].upper[0] == pytest.approx(slopes[974], rel=1e-12)


def test_hidden_groups_draw_nothing() -> None:
    both = QuantileTable(
        np.concatenate([np.full((1, 5), np.nan), FIFTHS]),
        np.full((2, 5), 10_000.0),
        np.full((2, 5), 0.5),
    )
    alone, second = (
        simulate_slope_index(table, rng=generator_as_in_r(3), repetitions=1_000)
        for table in (fifths(), both)
    )
    assert second.reason.tolist() == [Suppression.MISSING_INPUT, Suppression.SHOWN]
    assert second.sii_intervals[0].lower[1] == alone.sii_intervals[0].lower[0]
    assert np.isnan(second.sii_intervals[0].lower[0])


def test_too_few_repetitions_for_the_level_are_refused() -> None:
    with pytest.raises(ValueError, match=r"400 repetitions are too few for .* 0.998"):
        simulate_slope_index(fifths(), rng=generator_as_in_r(1), repetitions=400)
