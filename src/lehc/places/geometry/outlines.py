"""An area's rings as one SVG path on the grid, with its frame and its middle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lehc.places.geometry.grid import Floats, project

FEWEST_CORNERS = 3

Ring = Sequence[Sequence[float]]
"""Corners as (longitude, latitude); the last may repeat the first."""


@dataclass(frozen=True)
class Outline:
    """What a boundary keeps: see the fields of `Boundary`."""

    path: str
    left: int
    top: int
    right: int
    bottom: int
    x: int
    y: int
    longitude: float
    latitude: float


class OutlineError(ValueError):
    """Rings that enclose nothing."""


def draw_outline(polygons: Sequence[Sequence[Ring]]) -> Outline:
    """One outline from GeoJSON's polygons: each an outer ring and its holes.

    Corners are rounded to the grid and those on a straight line dropped: two
    neighbours that share corners still share them. Rings smaller than a step vanish.

    Raises:
        OutlineError: nothing is left.
    """
    parts, largest, largest_size = [], None, 0.0
    for rings in polygons:
        for index, ring in enumerate(rings):
            corners = _simplify(_corners(ring))
            if len(corners) < FEWEST_CORNERS:
                continue
            parts.append(corners)
            size = abs(_doubled_area(corners))
            if index == 0 and size > largest_size:
                largest, largest_size = (ring, corners), size
    if largest is None:
        raise OutlineError("its boundary encloses nothing")
    every = np.vstack(parts)
    (left, top), (right, bottom) = every.min(axis=0), every.max(axis=0)
    x, y = _middle(largest[1])
    longitude, latitude = _whereabouts(largest[0], largest[1], x, y)
    return Outline(
        "".join(_write(corners) for corners in parts),
        int(left),
        int(top),
        int(right),
        int(bottom),
        x,
        y,
        longitude,
        latitude,
    )


def _corners(ring: Ring) -> NDArray[np.int64]:
    points = _points(ring)
    east, south = project(points[:, 0], points[:, 1])
    if not (np.abs(east) < 1e6).all() or not (np.abs(south) < 1e6).all():
        raise OutlineError(
            "its boundary lies far outside Britain: corners must be longitude and "
            "latitude (WGS84), not eastings and northings"
        )
    return np.column_stack([np.rint(east), np.rint(south)]).astype(np.int64)


def _points(ring: Ring) -> Floats:
    try:
        points = np.array([corner[:2] for corner in ring], dtype=np.float64)
    except (TypeError, ValueError):
        points = np.empty(0)
    if points.ndim != 2 or points.shape[1] != 2 or not np.isfinite(points).all():
        raise OutlineError("its boundary has a corner that is no pair of numbers")
    return points


def _simplify(corners: NDArray[np.int64]) -> NDArray[np.int64]:
    """Without repeats, and without corners on the straight line of their neighbours."""
    moved = np.any(corners != np.roll(corners, 1, axis=0), axis=1)
    corners = corners[moved]
    if len(corners) < FEWEST_CORNERS:
        return corners
    before = corners - np.roll(corners, 1, axis=0)
    after = np.roll(corners, -1, axis=0) - corners
    turns = before[:, 0] * after[:, 1] != before[:, 1] * after[:, 0]
    return corners[turns]


def _write(corners: NDArray[np.int64]) -> str:
    x, y = corners[0].tolist()
    steps = np.diff(corners, axis=0).ravel().tolist()
    return f"M{x} {y}l{' '.join(map(str, steps))}z".replace(" -", "-")


def _doubled_area(corners: NDArray[np.int64]) -> float:
    x, y = corners[:, 0], corners[:, 1]
    return float(x @ np.roll(y, -1) - y @ np.roll(x, -1))


def _middle(corners: NDArray[np.int64]) -> tuple[int, int]:
    """The centre of gravity, or beside it where that lies outside the area."""
    shifted = (corners - corners[0]).astype(np.float64)
    x, y = shifted[:, 0], shifted[:, 1]
    cross = x * np.roll(y, -1) - y * np.roll(x, -1)
    doubled = cross.sum()
    centre_x = float(((x + np.roll(x, -1)) @ cross) / (3 * doubled))
    centre_y = float(((y + np.roll(y, -1)) @ cross) / (3 * doubled))
    chords = _chords(shifted, centre_y)
    if chords and not any(west < centre_x < east for west, east in chords):
        west, east = max(chords, key=lambda chord: chord[1] - chord[0])
        centre_x = (west + east) / 2
    return round(centre_x + corners[0, 0]), round(centre_y + corners[0, 1])


def _chords(points: Floats, height: float) -> list[tuple[float, float]]:
    """Where a level line runs inside the ring, from west to east."""
    ends = np.roll(points, -1, axis=0)
    crosses = (points[:, 1] > height) != (ends[:, 1] > height)
    start, end = points[crosses], ends[crosses]
    share = (height - start[:, 1]) / (end[:, 1] - start[:, 1])
    meets = np.sort(start[:, 0] + share * (end[:, 0] - start[:, 0])).tolist()
    return list(zip(meets[::2], meets[1::2], strict=False))


def _whereabouts(
    ring: Ring, corners: NDArray[np.int64], x: int, y: int
) -> tuple[float, float]:
    """Longitude and latitude of a point of the grid, by the ring's own corners."""
    points = _points(ring)
    east, south = project(points[:, 0], points[:, 1])
    design = np.column_stack([np.ones(len(east)), east - x, south - y])
    solved, *_ = np.linalg.lstsq(design, points, rcond=None)
    return round(float(solved[0, 0]), 5), round(float(solved[0, 1]), 5)
