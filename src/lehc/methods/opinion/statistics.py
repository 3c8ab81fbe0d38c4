"""What Polis computes for each group and statement, from counts alone.

Formulas as published by Polis (Small et al. 2021 and its open source); with the
groups Polis found they give its own published figures. `n` is the number of votes
(agree, disagree and pass) and `s` the number of one kind, agree or disagree.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lehc.methods.opinion.counts import GroupCounts
from lehc.methods.opinion.votes import Floats, Ints


@dataclass(frozen=True, eq=False)
class SideStatistics:
    """For one side, agree or disagree; every array is (groups, statements).

    `share` is (s + 1) / (n + 2). `share_z` tests the share against a half. `ratio`
    is the share over the share outside the group, and `ratio_z` tests the two
    against each other. `strength` is the product of the four, Polis's order.
    """

    count: Ints
    share: Floats
    share_z: Floats
    ratio: Floats
    ratio_z: Floats

    @property
    def strength(self) -> Floats:
        """ratio * ratio_z * share * share_z."""
        return self.ratio * self.ratio_z * self.share * self.share_z


@dataclass(frozen=True, eq=False)
class GroupStatistics:
    """Both sides, with the number of votes (groups, statements)."""

    agree: SideStatistics
    disagree: SideStatistics
    votes: Ints


def smoothed_share(count: Ints, votes: Ints) -> Floats:
    """(count + 1) / (votes + 2): half where nobody has voted."""
    return (count + 1) / (votes + 2)


def half_test(count: Ints, votes: Ints) -> Floats:
    """z of a share against a half, with one vote added to both counts.

    2 sqrt(n + 1) ((s + 1) / (n + 1) - 1/2)
    """
    return 2 * np.sqrt(votes + 1) * ((count + 1) / (votes + 1) - 0.5)


def two_share_test(inside: Ints, n_in: Ints, outside: Ints, n_out: Ints) -> Floats:
    """z of the share inside a group against that outside, with one added to all four.

    0 where everybody on both sides said the same, as the pooled variance is 0 there.
    """
    own, other = (inside + 1) / (n_in + 1), (outside + 1) / (n_out + 1)
    pooled = (inside + outside + 2) / (n_in + n_out + 2)
    spread = np.sqrt(pooled * (1 - pooled) * (1 / (n_in + 1) + 1 / (n_out + 1)))
    result = np.zeros(np.shape(spread))
    np.divide(own - other, spread, out=result, where=spread > 0)
    return result


def describe_groups(counts: GroupCounts) -> GroupStatistics:
    """Every group against the others, on every statement."""
    rest = counts.outside
    return GroupStatistics(
        _describe_side(counts.agree, counts.votes, rest.agree, rest.votes),
        _describe_side(counts.disagree, counts.votes, rest.disagree, rest.votes),
        counts.votes,
    )


def shared_agreement(counts: GroupCounts) -> Floats:
    """Group-informed consensus of each statement: the product of agree shares.

    High only where every group agrees. It shrinks as groups are added, so it can
    only be compared within one set of groups.
    """
    return smoothed_share(counts.agree, counts.votes).prod(axis=0)


def shared_agreement_mean(counts: GroupCounts) -> Floats:
    """The geometric mean of the groups' agree shares, comparable across any number."""
    return shared_agreement(counts) ** (1.0 / max(1, len(counts.votes)))


def _describe_side(
    inside: Ints, n_in: Ints, outside: Ints, n_out: Ints
) -> SideStatistics:
    share = smoothed_share(inside, n_in)
    return SideStatistics(
        inside,
        share,
        half_test(inside, n_in),
        share / smoothed_share(outside, n_out),
        two_share_test(inside, n_in, outside, n_out),
    )
