"""The best k-means groups, whatever order people are stored in.

Many starts are tried at once on a small number of sites: the people themselves, or
squares of the map that each stand for their people. Each number of groups starts
from the best smaller one with a new centre tried in many places (Likas et al. 2003,
Pattern Recognition 36, 451-461), and then one centre is moved elsewhere for as long
as that helps. The best few are refined on the people themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from lehc.methods.opinion.lloyd import (
    TILED_FROM,
    cut_into_tiles,
    refine_tiled,
    weigh_centres,
    with_ones,
)
from lehc.methods.opinion.votes import Floats, Ints

GROUP_NUMBERS = (2, 3, 4, 5)
ROUNDS = 40


@dataclass(frozen=True)
class Effort:
    """How hard to look.

    People are merged into squares, `side` to each side of the map, when there are
    more than `sites` different places; new centres are tried in up to `places`
    places, the best `finalists` are kept, and centres are moved up to `moves` times.
    """

    sites: int
    side: int
    places: int
    finalists: int
    moves: int


# The map that is shown; and one of hundreds of trials.
THOROUGH = Effort(sites=300, side=30, places=24, finalists=6, moves=3)
QUICK = Effort(sites=80, side=10, places=8, finalists=1, moves=0)


@dataclass(frozen=True, eq=False)
class Sites:
    """Places (sites, 2), and the number of people each stands for (sites,)."""

    places: Floats
    weights: Floats

    @cached_property
    def between(self) -> Floats:
        """Squared distances of every two sites."""
        across, along = self.places.T
        apart = across[:, None] - across
        apart *= apart
        other = along[:, None] - along
        other *= other
        apart += other
        return apart


@dataclass(frozen=True, eq=False)
class Partition:
    """k groups: `centres` (k, 2) from left to right, `labels` and `inertia`.

    Inertia is the sum over people of the squared distance to their centre.
    """

    centres: Floats
    labels: Ints
    inertia: float


def find_partitions(points: Floats) -> dict[int, Partition]:
    """The best partition for each possible number of groups, 2 to 5.

    A number of groups is possible when there are more different places than groups.
    """
    sites = gather_sites(points, np.ones(len(points)), THOROUGH)
    tiles = cut_into_tiles(points) if len(points) >= TILED_FROM else None
    partitions = {}
    for k, candidates in search_sites(sites, THOROUGH).items():
        refined = (
            refine_tiled(points, tiles, each, tolerance=0) for each in candidates
        )
        found = [name_partition(points, *each) for each in refined]
        partitions[k] = min(found, key=lambda partition: partition.inertia)
    return partitions


def gather_sites(points: Floats, weights: Floats, effort: Effort) -> Sites:
    """Merge people who stand in the same place, or in one square if they are many.

    Sites come in the order of their places, and places that nobody stands for are
    left out, so the order of the people does not matter.
    """
    site = _number_places(points)
    if site.max(initial=0) >= effort.sites:
        site = _squares(points, effort.side)
    heads = np.bincount(site, weights).astype(np.float64)
    kept = heads > 0
    sums = [np.bincount(site, weights * points[:, axis])[kept] for axis in (0, 1)]
    return Sites(np.column_stack(sums) / heads[kept, None], heads[kept])


def search_sites(
    sites: Sites, effort: Effort, hints: Sequence[Floats] = ()
) -> dict[int, Floats]:
    """The best few sets of centres for each number of groups, shape (few, k, 2).

    `hints` are sets of centres to start from as well.
    """
    found: dict[int, Floats] = {}
    if not len(sites.places):
        return found
    smaller = np.average(sites.places, axis=0, weights=sites.weights)[None, None]
    for k in GROUP_NUMBERS:
        if len(sites.places) <= k:
            break
        starts = [_with_new_centre(sites, centres, effort) for centres in smaller]
        starts += [hint[None] for hint in hints if len(hint) == k]
        best, inertia = _descend_best(sites, np.concatenate(starts), effort)
        for _ in range(effort.moves):
            moved = [_with_moved_centre(sites, centres, effort) for centres in best[:2]]
            least = inertia[0]
            best, inertia = _descend_best(sites, np.concatenate([best, *moved]), effort)
            if inertia[0] >= least * (1 - 1e-9):
                break
        found[k] = smaller = best
    return found


def descend(sites: Sites, centres: Floats) -> tuple[Floats, Floats]:
    """Lloyd's rounds for many sets of centres at once: (sets, k, 2) and inertia.

    A centre that loses all its sites stays where it is.
    """
    sets, k, _ = centres.shape
    rows = with_ones(sites.places)
    columns, weighted = np.ascontiguousarray(rows.T), rows * sites.weights[:, None]
    square = float(sites.weights @ (sites.places**2).sum(axis=1))
    scores = np.empty((sets * k, len(rows)))
    best, nearest = np.empty((sets, len(rows))), np.empty_like(scores)
    by_set, near_by_set = (each.reshape(sets, k, -1) for each in (scores, nearest))
    middles, before = centres.reshape(-1, 2), None
    for _ in range(ROUNDS):
        # x . c - |c|^2 / 2 is largest at the nearest centre. Two centres in one place
        # share what is nearest to them, which leaves both where they are.
        weigh_centres(middles).dot(columns, out=scores)
        np.maximum.reduce(by_set, axis=1, out=best)
        np.equal(by_set, best[:, None], out=near_by_set)
        sums = nearest.dot(weighted)
        if before is not None and (sums == before).all():
            break
        before, heads = sums, sums[:, :1]
        moved = sums[:, 1:] / np.maximum(heads, 1e-300)
        middles = np.where(heads > 0, moved, middles)
    return middles.reshape(sets, k, 2), square - 2 * (best @ sites.weights)


def name_partition(points: Floats, centres: Floats, labels: Ints) -> Partition:
    """Number the groups from left to right."""
    order = np.lexsort((centres[:, 1], centres[:, 0]))
    renamed = np.empty(len(order), dtype=np.int8)
    renamed[order] = np.arange(len(order))
    centres, labels = centres[order], renamed[labels]
    inertia = float(((points - centres[labels]) ** 2).sum())
    return Partition(centres, labels, inertia)


def _squares(points: Floats, side: int) -> Ints:
    """The square of each point, numbered without gaps."""
    low = points.min(axis=0)
    width = np.maximum(points.max(axis=0) - low, 1e-12)
    cells = np.minimum(((points - low) * (side / width)).astype(int), side - 1)
    square = cells[:, 0] * side + cells[:, 1]
    taken = np.zeros(side * side, dtype=np.int64)
    taken[square] = 1
    return (np.cumsum(taken) - 1)[square]


def _number_places(points: Floats) -> Ints:
    """The number of the place each point stands in, in the order of the places."""
    across, along = np.round(points, 9).T
    order = np.lexsort((along, across))
    across, along = across[order], along[order]
    fresh = (across[1:] != across[:-1]) | (along[1:] != along[:-1])
    site = np.zeros(len(order), dtype=np.int64)
    site[order[1:]] = np.cumsum(fresh)
    return site


def _promising(sites: Sites, centres: Floats, wanted: int) -> Floats:
    """Places where one more centre would gain most, and some spread over the rest."""
    apart = ((sites.places[:, None] - centres) ** 2).sum(axis=2).min(axis=1)
    gain = apart - sites.between
    gain = np.maximum(gain, 0.0, out=gain) @ sites.weights
    order = np.argsort(-gain, kind="stable")
    half = wanted // 2
    step = max(1, len(gain) // wanted)
    return sites.places[np.concatenate([order[:half], order[half::step][:half]])]


def _with_new_centre(sites: Sites, centres: Floats, effort: Effort) -> Floats:
    added = _promising(sites, centres, effort.places)
    kept = np.broadcast_to(centres, (len(added), *centres.shape))
    return np.concatenate([kept, added[:, None]], axis=1)


def _with_moved_centre(sites: Sites, centres: Floats, effort: Effort) -> Floats:
    """Every set in which one centre is taken away and put in a promising place."""
    fewer = (np.delete(centres, place, axis=0) for place in range(len(centres)))
    return np.concatenate([_with_new_centre(sites, each, effort) for each in fewer])


def _descend_best(
    sites: Sites, starts: Floats, effort: Effort
) -> tuple[Floats, Floats]:
    """The best different sets of centres after Lloyd's rounds, best first."""
    centres, inertia = descend(sites, starts)
    order = np.argsort(inertia, kind="stable")
    scale = max(float(inertia[order[0]]), 1e-12)
    chosen = [order[0]]
    for place in order[1:]:
        if len(chosen) == effort.finalists:
            break
        if inertia[place] - inertia[chosen[-1]] > 1e-9 * scale:
            chosen.append(place)
    return centres[chosen], inertia[chosen]
