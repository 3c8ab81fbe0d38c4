"""How well people sit in their own group rather than in the next: the silhouette.

For one person: a = mean distance to the others of the own group, b = mean distance
to the nearest other group, s = (b - a) / max(a, b), and 0 in a group of one.
Source: Rousseeuw 1987, J. Comput. Appl. Math. 20, 53-65.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from lehc.methods.opinion.votes import Floats, Ints

Singles = NDArray[np.float32]

# Up to the first every pair of people is measured; up to the second where two numbers
# of groups are close; beyond, small squares of the map stand for their people.
EXACT_UP_TO, EXACT_IF_CLOSE = 800, 2500
ROUGH_SIDE, COARSE_SIDE, FINE_SIDE = 32, 64, 160
# Two numbers of groups closer than this on rough, and on coarse, squares are close.
ROUGHLY_CLOSE, CLOSE = 0.03, 0.01
STRIP = 192
# Mean distance of two random points in a square of side 1.
WITHIN_SQUARE = 0.5214


def mean_silhouettes(points: Floats, labelings: Sequence[Ints]) -> Floats:
    """The mean silhouette of each labelling of the same points.

    One sweep over the distances serves all labellings. Beyond 800 people they are
    gathered in squares: the same to about the second decimal, and exact where the
    best two differ by less than 0.03; beyond 2,500 to about the third.
    """
    people = len(points)
    if people > EXACT_IF_CLOSE:
        coarse = _from_squares(points, labelings, COARSE_SIDE)
        if _are_close(coarse, CLOSE):
            return _from_squares(points, labelings, FINE_SIDE)
        return coarse
    if people > EXACT_UP_TO:
        rough = _from_squares(points, labelings, ROUGH_SIDE)
        if not _are_close(rough, ROUGHLY_CLOSE):
            return rough
    return weighted_silhouettes(points, np.ones(people), labelings)


def _are_close(values: Floats, limit: float) -> bool:
    """Whether the best two differ by less than the limit."""
    return len(values) > 1 and bool(np.diff(np.sort(values)[-2:])[0] < limit)


def weighted_silhouettes(
    points: Floats, weights: Floats, labelings: Sequence[Ints]
) -> Floats:
    """The same for points that each stand for `weights` people in one place."""
    columns = label_columns(labelings)
    member = np.zeros((len(points), int(columns[-1].max()) + 1), dtype=np.float32)
    member[np.arange(len(points)), columns] = weights
    sums = distance_sums(points, member)
    values = _silhouettes(sums, member.sum(axis=0), columns)
    return values @ weights / weights.sum()


def label_columns(labelings: Sequence[Ints]) -> Ints:
    """The labels (labelings, points), each labelling counted on from the last one."""
    columns = np.array(labelings, dtype=np.int64)
    columns[1:] += np.cumsum(columns.max(axis=1) + 1)[:-1, None]
    return columns


def distance_sums(points: Floats, members: Singles) -> Floats:
    """Sum over j of distance(i, j) * members[j, c], shape as `members`.

    Strip by strip; each distance is worked out once and used in both directions.
    """
    across = points[:, 0].astype(np.float32)
    along = points[:, 1].astype(np.float32)
    sums = np.zeros(members.shape, dtype=np.float32)
    room = np.empty((2, STRIP, STRIP), dtype=np.float32)
    for top in range(0, len(points), STRIP):
        rows = slice(top, top + STRIP)
        for left in range(0, top + 1, STRIP):
            columns = slice(left, left + STRIP)
            apart = _distances(across, along, rows, columns, room)
            sums[rows] += apart @ members[columns]
            if left != top:
                sums[columns] += apart.T @ members[rows]
    return sums.astype(np.float64)


def _distances(
    across: Singles, along: Singles, rows: slice, columns: slice, room: Singles
) -> Singles:
    """Distances of two strips of points, worked out in `room` to save making it."""
    height, width = len(across[rows]), len(across[columns])
    apart, other = room[0, :height, :width], room[1, :height, :width]
    np.subtract(across[rows, None], across[columns], out=apart)
    np.multiply(apart, apart, out=apart)
    np.subtract(along[rows, None], along[columns], out=other)
    np.multiply(other, other, out=other)
    np.add(apart, other, out=apart)
    return np.sqrt(apart, out=apart)


def _silhouettes(sums: Floats, sizes: Floats, columns: Ints) -> Floats:
    """s of each point in each labelling, from its summed distances to every group.

    `columns` (labelings, points) says which of the groups is the point's own.
    """
    rows = np.arange(len(sums))
    own_size = sizes[columns]
    inside = sums[rows, columns] / np.maximum(own_size - 1, 1)
    means = sums / np.maximum(sizes, 1)
    means[rows, columns] = np.inf
    means[:, sizes == 0] = np.inf
    begins = np.zeros(len(columns), dtype=np.int64)
    begins[1:] = columns.max(axis=1)[:-1] + 1
    outside = np.minimum.reduceat(means, begins, axis=1).T
    return _compare(inside, outside, own_size)


def _compare(inside: Floats, outside: Floats, own_size: Floats) -> Floats:
    """(b - a) / max(a, b); 0 in a group of one and where there is no other."""
    larger = np.maximum(inside, outside)
    usable = (own_size > 1) & (larger > 0) & np.isfinite(outside)
    result = np.zeros(larger.shape)
    np.divide(outside - inside, larger, out=result, where=usable)
    return result


def _from_squares(points: Floats, labelings: Sequence[Ints], side: int) -> Floats:
    """Silhouettes from the middles of the squares that hold anybody."""
    square, edge = _squares(points, side)
    heads = np.bincount(square)
    occupied = np.cumsum(heads > 0)
    place, count = occupied[square] - 1, int(occupied[-1])
    heads = heads[heads > 0]
    middles = np.column_stack(
        [np.bincount(place, points[:, axis], count) / heads for axis in (0, 1)]
    )
    members = [_heads_by_group(place, labels, count) for labels in labelings]
    sums = distance_sums(middles, np.concatenate(members, axis=1).astype(np.float32))
    results, column = [], 0
    for member in members:
        reach = sums[:, column : column + member.shape[1]] + member * edge
        results.append(_mean_over_squares(reach, member))
        column += member.shape[1]
    return np.array(results)


def _squares(points: Floats, side: int) -> tuple[Ints, float]:
    """The square of each point, and the mean distance of two within one."""
    low, high = points.min(axis=0), points.max(axis=0)
    width = np.where(high > low, high - low, 1.0)
    cells = np.minimum(((points - low) * (side / width)).astype(np.int64), side - 1)
    edge = WITHIN_SQUARE * float(np.sqrt(width[0] * width[1])) / side
    return cells[:, 0] * side + cells[:, 1], edge


def _heads_by_group(place: Ints, labels: Ints, count: int) -> Floats:
    groups = int(labels.max()) + 1
    heads = np.bincount(place * groups + labels, minlength=count * groups)
    return heads.reshape(count, groups).astype(float)


def _mean_over_squares(reach: Floats, member: Floats) -> float:
    """The mean over everybody in the squares, from the heads (squares, groups)."""
    if member.shape[1] < 2:
        return 0.0
    sizes = member.sum(axis=0)
    inside = reach / np.maximum(sizes - 1, 1)
    means = np.where(sizes > 0, reach / np.maximum(sizes, 1), np.inf)
    # The nearest other group is the nearest of all, or the second if that is the own.
    nearest, second = np.partition(means, 1, axis=1)[:, :2].T[:, :, None]
    outside = np.where(means == nearest, second, nearest)
    return float((_compare(inside, outside, sizes) * member).sum() / member.sum())
