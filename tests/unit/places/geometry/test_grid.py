from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lehc.places.geometry.grid import STEP_METRES, miles_between, project

# The Ordnance Survey's own figures for places on the National Grid, to the kilometre.
KNOWN = [
    ("Reading station", -0.9721, 51.4588, 471_500, 173_800),
    ("Blackpool Tower", -3.0553, 53.8160, 330_600, 436_100),
    ("Land's End", -5.7148, 50.0657, 134_200, 25_300),
    ("Great Yarmouth", 1.7300, 52.6080, 652_600, 307_600),
]


@pytest.mark.parametrize(("name", "longitude", "latitude", "east", "north"), KNOWN)
def test_the_grid_is_near_the_national_grid(
    name: str, longitude: float, latitude: float, east: int, north: int
) -> None:
    x, y = project(longitude, latitude)
    assert x * STEP_METRES == pytest.approx(east, abs=800), name
    assert 1_300_000 - y * STEP_METRES == pytest.approx(north, abs=800), name


def test_the_true_origin_is_where_the_national_grid_has_it() -> None:
    x, y = project(-2, 49)
    assert (float(x), float(y)) == pytest.approx((40_000, 140_000))


@settings(max_examples=40)
@given(
    st.floats(-5, 1.5), st.floats(50, 55), st.floats(-0.1, 0.1), st.floats(-0.1, 0.1)
)
def test_miles_on_the_ground_agree_with_the_grid(
    longitude: float, latitude: float, east: float, north: float
) -> None:
    one, other = (longitude, latitude), (longitude + east, latitude + north)
    x, y = project([one[0], other[0]], [one[1], other[1]])
    metres = STEP_METRES * float(((x[1] - x[0]) ** 2 + (y[1] - y[0]) ** 2) ** 0.5)
    assert miles_between(one, other) * 1609.344 == pytest.approx(
        metres, rel=0.005, abs=1
    )


def test_a_degree_of_latitude_is_sixty_nine_miles() -> None:
    assert miles_between((0, 51), (0, 52)) == pytest.approx(69.1, abs=0.1)
    assert miles_between((0.5, 51), (0.5, 51)) == 0
