"""Votes counted by group and statement."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lehc.methods.opinion.votes import Ints, VoteMatrix, pieces

# The label of somebody who is in no group.
NO_GROUP = -1


@dataclass(frozen=True, eq=False)
class GroupCounts:
    """Votes of each group on each statement; every array is (groups, statements)."""

    agree: Ints
    disagree: Ints
    votes: Ints

    @property
    def outside(self) -> GroupCounts:
        """For each group the votes of all the other groups together."""
        return GroupCounts(
            self.agree.sum(axis=0) - self.agree,
            self.disagree.sum(axis=0) - self.disagree,
            self.votes.sum(axis=0) - self.votes,
        )

    @property
    def together(self) -> GroupCounts:
        """All groups as one, so shape (1, statements)."""
        return GroupCounts(
            self.agree.sum(axis=0, keepdims=True),
            self.disagree.sum(axis=0, keepdims=True),
            self.votes.sum(axis=0, keepdims=True),
        )


def count_by_group(votes: VoteMatrix, labels: Ints, groups: int) -> GroupCounts:
    """Count the votes of people labelled 0 to groups - 1; NO_GROUP is left out.

    In a table with 3 cells a statement (disagree, pass, agree) in each row; the last
    row takes what is not to be counted.
    """
    row = np.where(labels < 0, groups, labels).astype(np.min_scalar_type(groups))
    row_of_vote = np.repeat(row, votes.votes_by_person)
    width = 3 * votes.statements
    table = np.zeros(width * (groups + 1), dtype=np.int64)
    for piece in pieces(votes.votes):
        cells = votes.columns[piece] * np.int32(3)
        cells += votes.values[piece]
        cells += 1
        cells += row_of_vote[piece] * np.int32(width)
        table += np.bincount(cells, minlength=len(table))
    cube = table.reshape(groups + 1, votes.statements, 3)[:groups]
    return GroupCounts(cube[:, :, 2], cube[:, :, 0], cube.sum(axis=2))


def count_everybody(votes: VoteMatrix) -> GroupCounts:
    """Everybody as one group, whatever group they are in."""
    totals = votes.totals
    return GroupCounts(
        totals[None, :, 2], totals[None, :, 0], votes.votes_by_statement[None]
    )
