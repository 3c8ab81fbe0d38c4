"""Which groups to look at: the number with the best silhouette, none too small."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lehc.methods.opinion.lloyd import assign
from lehc.methods.opinion.partition import (
    QUICK,
    find_partitions,
    gather_sites,
    search_sites,
)
from lehc.methods.opinion.silhouette import mean_silhouettes, weighted_silhouettes
from lehc.methods.opinion.votes import Floats, Ints

# A group of fewer than five can be told apart person by person.
LEAST_PEOPLE = 5
LEAST_SHARE = 0.05


@dataclass(frozen=True, eq=False)
class Grouping:
    """`k` groups with their `centres` (k, 2) and the `labels` of the points.

    `silhouettes` holds every number of groups in which no group is too small.
    """

    k: int
    centres: Floats
    labels: Ints
    silhouettes: dict[int, float]


def least_size(people: float) -> float:
    """The fewest people a group may have: five, and one in twenty."""
    return max(LEAST_PEOPLE, LEAST_SHARE * people)


def choose_grouping(points: Floats) -> Grouping | None:
    """The groups of best silhouette among 2 to 5; None when none is large enough."""
    least = least_size(len(points))
    usable = {
        k: partition
        for k, partition in find_partitions(points).items()
        if np.bincount(partition.labels, minlength=k).min() >= least
    }
    if not usable:
        return None
    values = mean_silhouettes(points, [each.labels for each in usable.values()])
    silhouettes = dict(zip(usable, values.tolist(), strict=True))
    k = max(silhouettes, key=lambda each: silhouettes[each])
    return Grouping(k, usable[k].centres, usable[k].labels, silhouettes)


def try_grouping(
    points: Floats, weights: Floats | None = None, *, hint: Ints | None = None
) -> Grouping | None:
    """The same in a hurry, for trials by the hundred, and for weighted people.

    Sites stand for the people throughout. Every point gets a label, also those that
    no weight falls on. `hint`, labels found before, are tried as a start as well.
    """
    heads = np.ones(len(points)) if weights is None else weights
    if heads.sum() <= 0:
        return None
    sites = gather_sites(points, heads, QUICK)
    hints = () if hint is None else (_middles(points, heads, hint),)
    least = least_size(float(heads.sum()))
    centres, labels = {}, {}
    for k, found in search_sites(sites, QUICK, hints).items():
        near = assign(sites.places, found[0])
        if np.bincount(near, sites.weights, k).min() >= least:
            centres[k], labels[k] = found[0], near
    if not centres:
        return None
    values = weighted_silhouettes(sites.places, sites.weights, list(labels.values()))
    silhouettes = dict(zip(centres, values.tolist(), strict=True))
    k = max(silhouettes, key=lambda each: silhouettes[each])
    return Grouping(k, centres[k], assign(points, centres[k]), silhouettes)


def _middles(points: Floats, weights: Floats, labels: Ints) -> Floats:
    """The weighted middle of each labelled group."""
    heads = np.maximum(np.bincount(labels, weights), 1e-12)
    sums = [np.bincount(labels, weights * points[:, axis]) for axis in (0, 1)]
    return np.column_stack(sums) / heads[:, None]
