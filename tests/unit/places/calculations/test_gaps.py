"""The slope across a set of neighbourhoods, beside a plain least-squares fit."""

from __future__ import annotations

import numpy as np
import pytest

from lehc.places.calculations.gaps import find_slope
from lehc.places.profiles import Estimate, Neighbourhood

Z = 1.959963984540054


def make_areas(count: int) -> list[Neighbourhood]:
    """Unlike in people, in error and in how far from the line they lie."""
    rng = np.random.default_rng(count)
    years = 78 + np.linspace(0, 6, count) + rng.normal(0, 1, count)
    errors, people = rng.uniform(0.4, 1.2, count), rng.uniform(2e4, 5e4, count)
    return [
        Neighbourhood(
            pk=n,
            code=f"E02{n:06}",
            name=f"Part {n}",
            official_name=f"Part {n}",
            vintage=2011,
            deprivation=50 - n / 10,
            estimates={
                "male": Estimate(
                    years[n],
                    years[n] - Z * errors[n],
                    years[n] + Z * errors[n],
                    person_years=people[n],
                )
            },
        )
        for n in range(count)
    ]


@pytest.mark.parametrize("count", [5, 40, 132], ids=["least", "Wigan", "Birmingham"])
def test_the_slope_is_weighted_least_squares_for_a_town_of_any_size(count: int) -> None:
    rows = make_areas(count)
    known = [row.estimate("male") for row in rows]
    years = np.array([each.value for each in known])
    error = np.array([(each.upper - each.lower) / 2 / Z for each in known])
    share = np.array([each.person_years for each in known], dtype=float)
    share /= share.sum()
    root, middle = np.sqrt(share), share.cumsum() - share / 2
    pinned = np.linalg.pinv(np.column_stack([root, middle * root]))[1] * root
    value, spread = pinned @ years, Z * np.sqrt(((pinned * error) ** 2).sum())

    found = find_slope(rows, "male")

    assert found is not None
    assert (found.span.value, found.span.lower, found.span.upper) == pytest.approx(
        (value, value - spread, value + spread), rel=1e-9
    )
    assert list(found.middles.values()) == pytest.approx(middle)


def test_fewer_than_five_neighbourhoods_have_no_slope() -> None:
    assert find_slope(make_areas(4), "male") is None
