"""Would the groups be the same with other people? Redraw the people and see.

As many people as there are, are drawn with replacement (bootstrap, Efron 1979, Ann.
Statist. 7, 1-26); axes, positions, the number of groups and the groups are worked
out afresh; everybody is then placed in the new groups, and these are compared with
the groups that are shown.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from lehc.methods.opinion.axes import CentredVotes, find_axes, place_people
from lehc.methods.opinion.chance import TRIAL_RESIDUAL, Progress
from lehc.methods.opinion.eigen import is_better_full
from lehc.methods.opinion.grouping import try_grouping
from lehc.methods.opinion.likeness import adjusted_rand, rename_like
from lehc.methods.opinion.preparing import enough_votes
from lehc.methods.opinion.votes import Floats, Ints, VoteMatrix

# Votes, and a 1 for each: full tables where these are quicker.
Tables = tuple[csr_array, csr_array] | tuple[Floats, Floats]

# A re-draw holds when its groups and those shown are at least so alike.
HOLDS = 0.7
# Somebody stands between groups who keeps the own one in fewer of the re-draws.
KEEPS = 0.8


@dataclass(frozen=True, eq=False)
class Stability:
    """How the groups fared in `redraws` re-draws of the people.

    `held` counts re-draws with an adjusted Rand index of at least 0.7, and
    `same_number` those with as many groups. `typical` and `low` are the median and the
    5 % point of the index; `kept` (people,) the share of re-draws in which each person
    stayed in the own group, and `between` the number who did so in fewer than 80 %.
    """

    redraws: int
    held: int
    same_number: int
    typical: float
    low: float
    kept: Floats
    between: int

    @property
    def holds(self) -> bool:
        """Whether the groups held in at least half of the re-draws."""
        return 2 * self.held >= self.redraws > 0


def redraw_people(
    votes: VoteMatrix,
    labels: Ints,
    counting: NDArray[np.bool_],
    *,
    redraws: int,
    rng: np.random.Generator,
    progress: Progress,
) -> Stability:
    """Compare `labels` (people,) with the groups of each re-draw.

    Only people marked in `counting` are in groups; everybody shapes the axes.
    """
    labels = labels[counting]
    k = int(labels.max()) + 1
    alike, numbers = np.zeros(redraws), np.zeros(redraws, dtype=int)
    kept = np.zeros(len(labels))
    tables = _tables(votes)
    for draw in range(redraws):
        drawn = rng.integers(0, votes.people, votes.people)
        heads = np.bincount(drawn, minlength=votes.people).astype(float)
        points = place_by_weighted(votes, heads, tables)[counting]
        grouping = try_grouping(points, heads[counting], hint=labels)
        if grouping is not None:
            alike[draw] = adjusted_rand(labels, grouping.labels)
            numbers[draw] = grouping.k
            kept += rename_like(grouping.labels, labels) == labels
        progress()
    kept /= max(redraws, 1)
    return Stability(
        redraws,
        int((alike >= HOLDS).sum()),
        int((numbers == k).sum()),
        float(np.median(alike)) if redraws else 0.0,
        float(np.quantile(alike, 0.05)) if redraws else 0.0,
        kept,
        int((kept < KEEPS).sum()),
    )


def place_by_weighted(votes: VoteMatrix, heads: Floats, tables: Tables) -> Floats:
    """Where everybody stands on axes made by people counted `heads` times each."""
    cast = votes.votes_by_person[enough_votes(votes)]
    steadying = float(np.median(cast)) if len(cast) else 0.0
    centred = _centre_weighted(votes, heads, tables, steadying)
    roots = np.sqrt(heads)
    if isinstance(centred.matrix, np.ndarray):
        scaled = centred.matrix * roots[:, None]
    else:
        scaled = centred.matrix.copy()
        scaled.data *= np.repeat(roots, votes.votes_by_person)
    axes = find_axes(replace(centred, matrix=scaled), residual=TRIAL_RESIDUAL)
    return place_people(centred, axes)


def _tables(votes: VoteMatrix) -> Tables:
    """The votes, and a 1 for each vote, as tables that can be multiplied."""
    shape = (votes.people, votes.statements)
    said = csr_array((votes.values.astype(float), votes.columns, votes.starts), shape)
    ones = csr_array((np.ones(votes.votes), votes.columns, votes.starts), shape)
    if is_better_full(*shape, votes.votes):
        return said.toarray(), ones.toarray()
    return said, ones


def _centre_weighted(
    votes: VoteMatrix, heads: Floats, tables: Tables, steadying: float
) -> CentredVotes:
    said, ones = tables
    counts = ones.T @ heads
    means = (said.T @ heads) / np.maximum(counts, 1.0)
    matrix: csr_array | Floats
    if isinstance(said, np.ndarray):
        matrix = said - ones * means
    else:
        data = said.data - means[votes.columns]
        matrix = csr_array((data, votes.columns, votes.starts), shape=said.shape)
    width = int((counts > 0).sum())
    return CentredVotes(matrix, means, votes.votes_by_person, width, steadying)
