"""The answer red-dwarf 0.4.0 gives, for comparison with what was published before.

It is the usual method with its usual faults: it always shows groups, and they
depend on which people happen to stand farthest left. `lehc` shows it on request
only, and its own answer otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from lehc.methods.opinion.axes import (
    Axes,
    centre_votes,
    find_axes,
    place_people,
    place_statements,
)
from lehc.methods.opinion.counts import NO_GROUP, count_by_group, count_everybody
from lehc.methods.opinion.lloyd import TILED_FROM, cut_into_tiles, refine_tiled
from lehc.methods.opinion.representative import (
    ListedStatement,
    Side,
    choose_consensus,
    choose_representative,
)
from lehc.methods.opinion.routing import statement_priorities
from lehc.methods.opinion.silhouette import mean_silhouettes
from lehc.methods.opinion.statistics import (
    GroupStatistics,
    describe_groups,
    shared_agreement,
)
from lehc.methods.opinion.votes import Floats, Ints, VoteMatrix

ALGORITHM = "red-dwarf 0.4.0"
# Somebody counts towards the groups from this many votes on. Polis calls its own
# choice arbitrary (Small et al. 2021).
LEAST_VOTES = 7
MOST_GROUPS = 5


@dataclass(frozen=True, eq=False)
class CompatibleMap:
    """The usual opinion map.

    `labels` (people,) holds the group of each person, NO_GROUP below seven votes.
    `silhouettes` gives each number of groups that was possible, and `k` the best of
    them (1 where there are too few different people for two groups).
    """

    axes: Axes
    positions: Floats
    statement_positions: Floats
    k: int
    labels: Ints
    silhouettes: dict[int, float]
    statistics: GroupStatistics
    representative: tuple[tuple[ListedStatement, ...], ...]
    consensus: dict[Side, tuple[ListedStatement, ...]]
    group_informed_consensus: Floats
    priorities: Floats
    mode: Literal["compatible"] = "compatible"
    algorithm: str = ALGORITHM


def draw_compatible_map(
    votes: VoteMatrix,
    *,
    moderated: NDArray[np.bool_] | None = None,
    meta: NDArray[np.bool_] | None = None,
) -> CompatibleMap:
    """Compute everything red-dwarf 0.4.0 computes, from the votes.

    `moderated` marks statements that are left out of the lists and set to 0 for
    everybody; `meta` those that get the fixed priority. Where red-dwarf stops with an
    error, as when everybody voted alike, there is one group.
    """
    left_out = np.zeros(votes.statements, bool) if moderated is None else moderated
    centred = centre_votes(votes, left_out)
    axes = find_axes(centred)
    positions = place_people(centred, axes)
    statement_positions = place_statements(centred, axes)
    counting = votes.votes_by_person >= LEAST_VOTES
    silhouettes, found = _group(positions[counting])
    labels = np.full(votes.people, NO_GROUP, dtype=np.int8)
    labels[counting] = found
    k = int(found.max()) + 1 if len(found) else 0
    counts = count_by_group(votes, labels, k)
    statistics = describe_groups(counts)
    return CompatibleMap(
        axes,
        positions,
        statement_positions,
        k,
        labels,
        silhouettes,
        statistics,
        choose_representative(statistics, ~left_out, needs_agreement=True),
        choose_consensus(count_everybody(votes), ~left_out),
        shared_agreement(counts),
        statement_priorities(counts, np.hypot(*statement_positions.T), meta),
    )


def leftmost_points(points: Floats, wanted: int) -> Floats:
    """The first `wanted` different points by x and then y; fewer if there are not."""
    reach = 16 * wanted
    for most in (reach, len(points)):
        near = points
        if len(points) > most:
            edge = np.partition(points[:, 0], most)[most]
            near = points[points[:, 0] <= edge]
        ordered = near[np.lexsort((near[:, 1], near[:, 0]))]
        fresh = np.ones(len(ordered), dtype=bool)
        fresh[1:] = (ordered[1:] != ordered[:-1]).any(axis=1)
        distinct = ordered[fresh]
        if len(distinct) >= wanted:
            break
    return distinct[:wanted]


def _group(points: Floats) -> tuple[dict[int, float], Ints]:
    """Silhouettes by number of groups, and the labels of the best number."""
    seeds = leftmost_points(points, MOST_GROUPS)
    tiles = cut_into_tiles(points) if len(points) >= TILED_FROM else None
    # A silhouette needs fewer groups than people.
    most = min(len(seeds), len(points) - 1)
    sizes = range(2, most + 1)
    labelings = [refine_tiled(points, tiles, seeds[:k])[1] for k in sizes]
    if not labelings:
        return {}, np.zeros(len(points), dtype=np.int8)
    silhouettes = mean_silhouettes(points, labelings)
    best = int(np.argmax(silhouettes))
    return dict(zip(sizes, silhouettes.tolist(), strict=True)), labelings[best]
