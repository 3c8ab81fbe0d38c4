"""The grid of every map: steps of ten metres east and south.

A transverse Mercator projection about two degrees west, with the origin and scale of
the National Grid but on the ellipsoid of WGS84, so that it agrees with the National
Grid within about 120 metres and needs no shift of datum. East and west, north and
south, are as on the ground; lengths are right within 0.1%.

Source of the series: J P Snyder, Map projections: a working manual, US Geological
Survey Professional Paper 1395 (1987), pages 60-64.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

STEP_METRES = 10
NORTH_EDGE_METRES = 1_300_000
METRES_IN_A_MILE = 1609.344

SEMI_MAJOR = 6_378_137.0
ECCENTRICITY_SQUARED = 0.00669437999014
SCALE = 0.9996012717
ORIGIN_LATITUDE = math.radians(49)
ORIGIN_LONGITUDE = math.radians(-2)
FALSE_EAST, FALSE_NORTH = 400_000.0, -100_000.0
EARTH_RADIUS_METRES = 6_371_008.8

Floats = NDArray[np.float64]


def project(longitude: ArrayLike, latitude: ArrayLike) -> tuple[Floats, Floats]:
    """Steps east and steps south of the grid's corner, not rounded."""
    phi = np.radians(np.asarray(latitude, dtype=np.float64))
    lam = np.radians(np.asarray(longitude, dtype=np.float64)) - ORIGIN_LONGITUDE
    e2 = ECCENTRICITY_SQUARED
    second = e2 / (1 - e2)
    sine, cosine = np.sin(phi), np.cos(phi)
    radius = SEMI_MAJOR / np.sqrt(1 - e2 * sine**2)
    t, c, a = (sine / cosine) ** 2, second * cosine**2, lam * cosine
    east = radius * (
        a
        + (1 - t + c) * a**3 / 6
        + (5 - 18 * t + t**2 + 72 * c - 58 * second) * a**5 / 120
    )
    north = (
        _meridian(phi)
        - _meridian(np.float64(ORIGIN_LATITUDE))
        + radius
        * (sine / cosine)
        * (
            a**2 / 2
            + (5 - t + 9 * c + 4 * c**2) * a**4 / 24
            + (61 - 58 * t + t**2 + 600 * c - 330 * second) * a**6 / 720
        )
    )
    easting = SCALE * east + FALSE_EAST
    northing = SCALE * north + FALSE_NORTH
    return easting / STEP_METRES, (NORTH_EDGE_METRES - northing) / STEP_METRES


def miles_between(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Miles in a straight line between two (longitude, latitude)."""
    (west, south), (east, north) = one, other
    phi, psi = math.radians(south), math.radians(north)
    half = (
        math.sin((psi - phi) / 2) ** 2
        + math.cos(phi) * math.cos(psi) * math.sin(math.radians(east - west) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_METRES * math.asin(math.sqrt(half)) / METRES_IN_A_MILE


def _meridian(phi: Floats | np.float64) -> Floats:
    """Metres along the meridian from the equator."""
    e2 = ECCENTRICITY_SQUARED
    e4, e6 = e2**2, e2**3
    return SEMI_MAJOR * np.asarray(
        (1 - e2 / 4 - 3 * e4 / 64 - 5 * e6 / 256) * phi
        - (3 * e2 / 8 + 3 * e4 / 32 + 45 * e6 / 1024) * np.sin(2 * phi)
        + (15 * e4 / 256 + 45 * e6 / 1024) * np.sin(4 * phi)
        - (35 * e6 / 3072) * np.sin(6 * phi)
    )
