"""Statistics for groups given from outside: published ones, or places, or roles."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lehc.methods.opinion.axes import centre_votes, find_axes, place_statements
from lehc.methods.opinion.counts import GroupCounts, count_by_group, count_everybody
from lehc.methods.opinion.representative import (
    ListedStatement,
    Side,
    choose_consensus,
    choose_representative,
)
from lehc.methods.opinion.routing import statement_priorities
from lehc.methods.opinion.statistics import (
    GroupStatistics,
    describe_groups,
    shared_agreement,
)
from lehc.methods.opinion.votes import Floats, Ints, VoteMatrix


@dataclass(frozen=True, eq=False)
class GivenGroups:
    """Polis's statistics for `k` groups that were not made here."""

    k: int
    labels: Ints
    counts: GroupCounts
    everybody: GroupCounts
    statistics: GroupStatistics
    representative: tuple[tuple[ListedStatement, ...], ...]
    consensus: dict[Side, tuple[ListedStatement, ...]]
    group_informed_consensus: Floats
    priorities: Floats
    algorithm: str = "Polis statistics"


def describe_given_groups(
    votes: VoteMatrix,
    labels: Ints,
    k: int,
    *,
    moderated: NDArray[np.bool_] | None = None,
    meta: NDArray[np.bool_] | None = None,
) -> GivenGroups:
    """Compute what Polis computes for groups; `labels` are 0 to k - 1 or NO_GROUP.

    With the groups Polis published these are Polis's own published figures. They make
    no allowance for many statements, nor for groups made from the same votes.
    """
    left_out = np.zeros(votes.statements, bool) if moderated is None else moderated
    counts, everybody = count_by_group(votes, labels, k), count_everybody(votes)
    statistics = describe_groups(counts)
    centred = centre_votes(votes, left_out)
    extremity = np.hypot(*place_statements(centred, find_axes(centred)).T)
    return GivenGroups(
        k,
        labels,
        counts,
        everybody,
        statistics,
        choose_representative(statistics, ~left_out),
        choose_consensus(everybody, ~left_out),
        shared_agreement(counts),
        statement_priorities(counts, extremity, meta),
    )
