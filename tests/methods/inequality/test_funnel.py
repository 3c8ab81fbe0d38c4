from __future__ import annotations

import numpy as np
import pytest

from lehc.methods.inequality.funnel import proportion_funnel, rate_funnel
from tests.methods.inequality.oracles import binomial_reached, poisson_reached


@pytest.mark.parametrize("expected", [0.3, 3.0, 11.7, 60.0])
def test_rate_funnel_joins_up_the_exact_quantiles(expected: float) -> None:
    (found,) = rate_funnel(0.01, [expected / 0.01], levels=(0.95,))
    for tail, limit in ((0.025, found.lower[0]), (0.975, found.upper[0])):
        count = next(n for n in range(200) if poisson_reached(n, expected) >= tail)
        reached = poisson_reached(count, expected)
        before = poisson_reached(count - 1, expected) if count else 0.0
        joined = max(0.0, count - (reached - tail) / (reached - before))
        assert limit == pytest.approx(joined / (expected / 0.01), rel=1e-8, abs=1e-12)


@pytest.mark.parametrize(("total", "average"), [(7, 0.2), (40, 0.5), (300, 0.03)])
def test_proportion_funnel_joins_up_the_exact_quantiles(
    total: int, average: float
) -> None:
    (found,) = proportion_funnel(average, [total], levels=(0.998,))
    for tail, limit in ((0.001, found.lower[0]), (0.999, found.upper[0])):
        count = next(
            n for n in range(total + 1) if binomial_reached(n, total, average) >= tail
        )
        reached = binomial_reached(count, total, average)
        before = binomial_reached(count - 1, total, average) if count else 0.0
        joined = max(0.0, count - (reached - tail) / (reached - before))
        assert limit == pytest.approx(joined / total, rel=1e-7, abs=1e-12)


def test_funnels_narrow_around_the_average_as_areas_grow() -> None:
    sizes = np.array([100.0, 10_000.0, 1_000_000.0])
    for found in (*proportion_funnel(0.1, sizes), *rate_funnel(0.1, sizes)):
        assert (np.diff(found.upper) < 0).all()
        assert (np.diff(found.lower) > 0).all()
        assert ((found.lower < 0.1) & (found.upper > 0.1)).all()


def test_funnel_of_a_large_area_is_nearly_normal() -> None:
    (found,) = rate_funnel(1.0, [1e8], levels=(0.95,))
    assert found.upper[0] - 1 == pytest.approx(1.959964e-4, rel=1e-3)


def test_funnel_of_an_area_without_people_is_missing() -> None:
    for found in (
        *proportion_funnel(0.1, [0, -1, np.nan]),
        *rate_funnel(0.1, [0, -1, np.nan]),
    ):
        assert np.isnan(found.lower).all()
        assert np.isnan(found.upper).all()


@pytest.mark.parametrize("average", [0.0, 1.0, -0.1, float("nan")])
def test_proportion_funnel_refuses_an_average_that_is_no_share(average: float) -> None:
    with pytest.raises(ValueError, match="between nought and one"):
        proportion_funnel(average, [10])


def test_rate_funnel_refuses_an_average_of_nought() -> None:
    with pytest.raises(ValueError, match="above nought"):
        rate_funnel(0.0, [10])
