"""A conversation that takes one vote at a time.

For every two statements four sums over the people who voted on both are kept:

    N = people, A = sum of votes on the first, B = on the second, Q = of the products

From them Z'Z, whose eigenvectors are the axes, follows exactly (m are the means):

    Z'Z[j, l] = Q - m_l A - m_j B + m_j m_l N

and one vote changes one row of each. They are whole numbers, so whatever the order in
which votes arrive, and whatever is changed or taken back, the sums are those of a
full run.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from lehc.methods.opinion.axes import Axes, orient
from lehc.methods.opinion.counts import NO_GROUP, GroupCounts
from lehc.methods.opinion.eigen import first_vector, iterate
from lehc.methods.opinion.lloyd import assign, refine
from lehc.methods.opinion.pairs import PAIRS, count_pairs
from lehc.methods.opinion.votes import (
    Floats,
    Ints,
    VoteMatrix,
    VotesError,
    gather_votes,
    pieces,
)

VOTES = (-1, 0, 1)
STRIP = 16  # statements whose sums are worked on at a time


@dataclass(frozen=True, eq=False)
class LiveMap:
    """Where everybody stands now, and the groups when centres were given.

    `positions` is (people, 2); `labels` (people,) are NO_GROUP below seven votes.
    """

    axes: Axes
    means: Floats
    positions: Floats
    centres: Floats | None
    labels: Ints


class _Row:
    """One person's votes, with room to grow."""

    __slots__ = ("columns", "length", "values")

    def __init__(self, columns: Ints, values: NDArray[np.int8]) -> None:
        self.length = len(columns)
        room = max(8, 2 * self.length)
        self.columns = np.empty(room, dtype=np.int32)
        self.values = np.empty(room, dtype=np.int8)
        self.columns[: self.length] = columns
        self.values[: self.length] = values

    def append(self, column: int, value: int) -> None:
        if self.length == len(self.columns):
            grown = _Row(self.columns, self.values)
            self.columns, self.values = grown.columns, grown.values
        self.columns[self.length] = column
        self.values[self.length] = value
        self.length += 1


class LiveVotes:
    """Votes so far, and the sums that one more vote changes a little.

    Starting from `votes` costs a few passes over them; `statements` may leave room
    for statements that are still to come. People need not be known beforehand.
    """

    def __init__(self, votes: VoteMatrix, *, statements: int | None = None) -> None:
        self.statements = max(votes.statements, statements or 0)
        self.people = votes.people
        self._base = votes
        self._codes: csr_array | None = None  # of the base, once they are needed
        self._rows: dict[int, _Row] = {}
        self._sums = np.zeros((self.statements, self.statements, 4), dtype=np.int32)
        known = votes.statements
        self._sums[:known, :known] = count_pairs(votes)
        self._totals = np.zeros((self.statements, 3), dtype=np.int64)
        self._totals[:known] = votes.totals

    @property
    def everybody(self) -> GroupCounts:
        """Agree, disagree and all votes on each statement so far, as one group."""
        totals = self._totals
        return GroupCounts(
            totals[None, :, 2].copy(),
            totals[None, :, 0].copy(),
            totals.sum(axis=1)[None],
        )

    def add(self, person: int, statement: int, vote: int) -> None:
        """Take one vote; it replaces an earlier one of the same person there.

        Raises VotesError for a vote that is none and a statement there is no room for.
        """
        if vote not in VOTES:
            raise VotesError("a vote is -1 (disagree), 0 (pass) or 1 (agree)")
        if not 0 <= statement < self.statements:
            raise VotesError(f"statement {statement} is beyond the {self.statements}")
        row = self._row(person)
        length = row.length
        columns, values = row.columns[:length], row.values[:length]
        place = (columns == statement).nonzero()[0]
        if len(place):
            self._replace(row, int(place[0]), vote)
            return
        self._change(statement, columns, PAIRS[vote + 1][values + 1])
        self._totals[statement, vote + 1] += 1
        row.append(statement, vote)

    def take_back(self, person: int, statement: int) -> None:
        """Forget a vote as if it had never been cast; nothing happens without one."""
        row = self._row(person)
        place = (row.columns[: row.length] == statement).nonzero()[0]
        if not len(place):
            return
        here, last = int(place[0]), row.length - 1
        old = int(row.values[here])
        row.columns[here], row.values[here] = row.columns[last], row.values[last]
        row.length = last
        others = row.columns[:last], row.values[:last]
        self._change(statement, others[0], -PAIRS[old + 1][others[1] + 1])
        self._totals[statement, old + 1] -= 1

    def as_matrix(self) -> VoteMatrix:
        """All votes as a matrix, for a full run; later votes build on it."""
        if self._rows or self._base.statements < self.statements:
            self._base = self._merge()
            self._rows = {}
            self._codes = None
        return self._base

    def scatter(self) -> tuple[Floats, Floats]:
        """Z'Z (statements, statements), and the mean vote on each statement."""
        disagree, passed, agree = self._totals.T.astype(np.float64)
        voted = np.maximum(1.0, disagree + passed + agree)
        means = (agree - disagree) / voted
        half = np.empty((self.statements, self.statements))
        for top in range(0, self.statements, STRIP):  # what stays in nearest memory
            rows = slice(top, top + STRIP)
            heads, first, second, both = np.moveaxis(self._sums[rows], 2, 0)
            here = second - means * heads
            here *= means[rows, None]
            half[rows] = both - means * first - here
        both = half + half.T  # each pair was counted from one of its sides
        np.fill_diagonal(both, agree + disagree - means**2 * voted)
        return both, means

    def refresh(
        self, *, start: Axes | None = None, centres: Floats | None = None
    ) -> LiveMap:
        """Axes and positions as a full run would have them; groups near `centres`.

        `start`, the axes of the last refresh, saves time. The number of groups is that
        of `centres`; whether there are groups at all is for a full run to say.
        """
        scatter, means = self.scatter()
        first = first_vector(self.statements)
        if start is not None and start.directions.any():
            first = start.directions.sum(axis=1)
        strengths, found = iterate(
            lambda vector: scatter @ vector, first, 2, most=self.statements
        )
        axes = Axes(orient(found), strengths)
        positions, cast = self._place(axes, means)
        labels = np.full(self.people, NO_GROUP, dtype=np.int8)
        if centres is not None:
            enough = cast >= 7
            points = positions[enough]
            centres, _ = refine(points, centres)
            labels[enough] = assign(points, centres)
        return LiveMap(axes, means, positions, centres, labels)

    def _row(self, person: int) -> _Row:
        if person in self._rows:
            return self._rows[person]
        if person < 0:
            raise VotesError("person numbers start at 0")
        base = self._base
        known = person < base.people
        part = (
            slice(base.starts[person], base.starts[person + 1]) if known else slice(0)
        )
        row = _Row(base.columns[part], base.values[part])
        self._rows[person] = row
        self.people = max(self.people, person + 1)
        return row

    def _change(self, statement: int, columns: Ints, change: Ints) -> None:
        """Add to the sums of a statement with others, each of which is named once."""
        sums = self._sums[statement]
        sums[columns] = sums.take(columns, axis=0) + change  # `+=` takes three times

    def _replace(self, row: _Row, place: int, vote: int) -> None:
        statement, old = int(row.columns[place]), int(row.values[place])
        columns, values = row.columns[: row.length], row.values[: row.length]
        change = PAIRS[vote + 1][values + 1] - PAIRS[old + 1][values + 1]
        change[place] = 0
        # The pair may have been counted from the other side: there the change is the
        # same, as only the sums of both sides are ever used.
        self._change(statement, columns, change)
        self._totals[statement, old + 1] -= 1
        self._totals[statement, vote + 1] += 1
        row.values[place] = vote

    def _merge(self) -> VoteMatrix:
        changed = np.fromiter(self._rows, dtype=np.int64, count=len(self._rows))
        base = self._base
        kept = np.ones(max(self.people, base.people), dtype=bool)
        kept[changed] = False
        votes_kept = kept[base.people_of_votes]
        people, touched = self._touched()
        who = people[touched.people_of_votes]
        return gather_votes(
            np.concatenate([base.people_of_votes[votes_kept], who]),
            np.concatenate([base.columns[votes_kept], touched.columns]),
            np.concatenate([base.values[votes_kept], touched.values]),
            people=self.people,
            statements=self.statements,
        )

    def _touched(self) -> tuple[Ints, VoteMatrix]:
        """Who has voted since the start, and all their votes, a row each."""
        rows = list(self._rows.values())
        starts = np.zeros(len(rows) + 1, dtype=np.int32)
        np.cumsum([row.length for row in rows], out=starts[1:])
        columns = [row.columns[: row.length] for row in rows]
        values = [row.values[: row.length] for row in rows]
        votes = VoteMatrix(
            len(rows),
            self.statements,
            starts,
            np.concatenate([*columns, np.zeros(0, dtype=np.int32)]),
            np.concatenate([*values, np.zeros(0, dtype=np.int8)]),
        )
        return np.fromiter(self._rows, dtype=np.int64, count=len(rows)), votes

    def _place(self, axes: Axes, means: Floats) -> tuple[Floats, Ints]:
        """Positions of everybody, and how many votes each has cast."""
        base = self._base
        if self._codes is None:
            self._codes = _code_votes(base)
        people, touched = self._touched()
        sums = np.zeros((self.people, 2))
        cast = np.zeros(self.people, dtype=np.int64)
        sums[: base.people] = _project(self._codes, axes, means)
        cast[: base.people] = base.votes_by_person
        sums[people] = _project(_code_votes(touched), axes, means)
        cast[people] = touched.votes_by_person
        width = int((self._totals.sum(axis=1) > 0).sum())
        return sums * np.sqrt(width / np.maximum(1, cast))[:, None], cast


def _code_votes(votes: VoteMatrix) -> csr_array:
    """A 1 in each person's row for each vote, in column 3 * statement + vote + 1."""
    codes = np.empty(votes.votes, dtype=np.int32)
    for piece in pieces(votes.votes):
        np.multiply(votes.columns[piece], 3, out=codes[piece])
        codes[piece] += votes.values[piece]
        codes[piece] += 1
    shape = (votes.people, 3 * votes.statements)
    return csr_array((np.ones(votes.votes), codes, votes.starts), shape=shape)


def _project(codes: csr_array, axes: Axes, means: Floats) -> Floats:
    """Sum over each person's votes of (vote - mean) * axis."""
    deviations = np.array(VOTES) - means[:, None]
    sums = np.empty((codes.shape[0], 2))
    for axis, direction in enumerate(axes.directions.T):  # quicker than both at once
        worth = (deviations * direction[:, None]).ravel()
        sums[:, axis] = codes @ worth[: codes.shape[1]]
    return sums
