"""Lloyd's k-means in the plane, exact, and quick for many people.

With many points the plane is cut into tiles. The region of points nearest to one
centre is convex, so a tile whose four corners are nearest to the same centre lies
in that region altogether, and its points need not be looked at one by one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from lehc.methods.opinion.votes import Floats, Ints

# (x, y) of each centre, or (points, sum of x, sum of y).
Rows = list[list[float]]

# Fewer points than this are compared with the centres directly.
TILED_FROM = 3000
SIDE = 64
MOST_ROUNDS = 300


@dataclass(frozen=True, eq=False)
class Tiles:
    """Points put in the order of their tiles, with sums for each tile.

    `rows` has a row (1, x, y) a point and `sums` the sum of them for each tile.
    `corner_x` and `corner_y` have SIDE + 1 entries, the lines between the tiles.
    """

    rows: Floats
    tile: NDArray[np.uint16]
    sums: Floats
    corner_x: Floats
    corner_y: Floats


def assign(points: Floats, centres: Floats) -> NDArray[np.int8]:
    """Which centre is nearest to each point; the first of several equally near."""
    halves = 0.5 * (centres**2).sum(axis=1)
    labels = np.zeros(len(points), dtype=np.int8)
    best = points @ centres[0] - halves[0]
    for place in range(1, len(centres)):
        score = points @ centres[place]
        score -= halves[place]
        np.copyto(labels, place, where=score > best)
        np.maximum(best, score, out=best)
    return labels


def refine(
    points: Floats, centres: Floats, *, tolerance: float = 1e-4
) -> tuple[Floats, NDArray[np.int8]]:
    """Move the centres until they rest; return them and each point's label.

    They rest when the sum of their squared moves is at most `tolerance` times the
    mean variance of the coordinates, or after 300 rounds. A centre left without
    points moves to the point that is farthest from its own centre. These are the
    rules of scikit-learn, so that the same start gives the same groups.
    """
    tiles = cut_into_tiles(points) if len(points) >= TILED_FROM else None
    return refine_tiled(points, tiles, centres, tolerance=tolerance)


def refine_tiled(
    points: Floats, tiles: Tiles | None, centres: Floats, *, tolerance: float = 1e-4
) -> tuple[Floats, NDArray[np.int8]]:
    """As `refine`, with tiles made before, for several starts on the same points."""
    enough = tolerance * float(points.var(axis=0).mean())
    sum_nearest: Callable[[Rows], Rows]
    if tiles:
        sum_nearest = partial(_sum_tiles, tiles)
    else:
        sum_nearest = _Room(with_ones(points), len(centres)).sum_nearest
    # Plain numbers: on a handful of centres each call of NumPy costs more than the sum.
    middles: Rows = centres.tolist()
    for _ in range(MOST_ROUNDS):
        sums = sum_nearest(middles)
        if not all(heads for heads, _, _ in sums):
            sums = _fill_empty(points, np.array(middles), np.array(sums)).tolist()
        moved = [[across / heads, along / heads] for heads, across, along in sums]
        apart = 0.0
        for (new_x, new_y), (x, y) in zip(moved, middles, strict=True):
            apart += (new_x - x) ** 2 + (new_y - y) ** 2
        middles = moved
        if apart <= enough:
            break
    rested = np.array(middles)
    return rested, assign(points, rested)


def cut_into_tiles(points: Floats) -> Tiles:
    """Sort points by tile; points on the far edge belong to the last tile."""
    low, high = points.min(axis=0), points.max(axis=0)
    width = np.where(high > low, high - low, 1.0)
    cells = ((points - low) * (SIDE / width)).astype(np.int32)
    np.minimum(cells, SIDE - 1, out=cells)
    tile = (cells[:, 0] * SIDE + cells[:, 1]).astype(np.uint16)
    order = np.argsort(tile, kind="stable")
    rows = with_ones(points)
    columns = [np.bincount(tile, row, SIDE * SIDE) for row in rows.T]
    lines = np.arange(SIDE + 1) / SIDE
    return Tiles(
        rows[order],
        tile[order],
        np.stack(columns, axis=1),
        low[0] + lines * width[0],
        low[1] + lines * width[1],
    )


def with_ones(points: Floats) -> Floats:
    """(1, x, y) for each point, so that one product counts and sums at once."""
    rows = np.ones((len(points), 3))
    rows[:, 1:] = points
    return rows


def weigh_centres(centres: Floats) -> Floats:
    """(-|c|^2 / 2, c): its product with (1, x, y) is largest at the nearest centre."""
    weights = np.empty((len(centres), 3))
    weights[:, 1:] = centres
    np.add.reduce(centres * centres, axis=1, out=weights[:, 0])
    weights[:, 0] *= -0.5
    return weights


class _Room:
    """Rows (1, x, y), and arrays of the right size that every round uses again."""

    def __init__(self, rows: Floats, k: int) -> None:
        self.rows, self.columns = rows, np.ascontiguousarray(rows.T)
        self.weights = np.empty((k, 3))
        self.scores = np.empty((k, len(rows)))
        self.best = np.empty(len(rows))
        self.nearest = np.empty((k, len(rows)))
        self.sums = np.empty((k, 3))

    def sum_nearest(self, centres: Rows) -> Rows:
        """Points, sum of x and sum of y of the points nearest to each centre."""
        self.weights[:] = [(-0.5 * (x * x + y * y), x, y) for x, y in centres]
        self.weights.dot(self.columns, out=self.scores)
        np.maximum.reduce(self.scores, axis=0, out=self.best)
        np.equal(self.scores, self.best, out=self.nearest)
        self.nearest.dot(self.rows, out=self.sums)
        sums: Rows = self.sums.tolist()
        if sum(heads for heads, _, _ in sums) > len(self.rows):
            # Some point is equally near to two centres and was counted twice.
            self.nearest *= np.cumsum(self.nearest, axis=0) == 1
            sums = self.nearest.dot(self.rows).tolist()
        return sums


def _sum_tiles(tiles: Tiles, centres: Rows) -> Rows:
    """The same, tile by tile where possible."""
    owner = _tile_owners(tiles, np.array(centres))
    owned = owner == np.arange(len(centres))[:, None]
    sums = owned.astype(np.float64) @ tiles.sums
    split = np.flatnonzero((owner < 0)[tiles.tile])
    sums += _Room(tiles.rows[split], len(centres)).sum_nearest(centres)
    summed: Rows = sums.tolist()
    return summed


def _tile_owners(tiles: Tiles, centres: Floats) -> Ints:
    """The centre that owns each tile, or -1 where a border runs through it."""
    across, along = np.meshgrid(tiles.corner_x, tiles.corner_y, indexing="ij")
    corners = np.column_stack([across.ravel(), along.ravel()])
    labels = assign(corners, centres).reshape(SIDE + 1, SIDE + 1)
    first = labels[:-1, :-1]
    same = (first == labels[1:, :-1]) & (first == labels[:-1, 1:])
    same &= first == labels[1:, 1:]
    return np.where(same, first, -1).ravel()


def _fill_empty(points: Floats, centres: Floats, sums: Floats) -> Floats:
    """Give every empty group the point farthest from the centre it belongs to."""
    labels = assign(points, centres)
    sums = sums.copy()
    far = np.argsort(((points - centres[labels]) ** 2).sum(axis=1))[::-1]
    for place, row in zip(np.flatnonzero(sums[:, 0] == 0), far, strict=False):
        one = np.array([1.0, *points[row]])
        sums[labels[row]] -= one
        sums[place] = one
    return sums
