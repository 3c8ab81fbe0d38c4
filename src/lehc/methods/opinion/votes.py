"""Votes as one sparse matrix: who said what about which statement.

A vote is +1 (agree), 0 (pass) or -1 (disagree). Where somebody has not voted
there is nothing at all, which is not the same as a pass.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import coo_array

Ints = NDArray[np.integer]
Floats = NDArray[np.float64]

# Long rows of votes are worked through in pieces that stay in the processor's
# nearest memory: ten times faster than whole arrays at ten million votes.
PIECE = 1 << 14
# Votes are put in order by way of a full table where it has at most so many cells,
# and at most so many for each vote.
TABLE, CELLS_A_VOTE = 1 << 22, 50


class VotesError(ValueError):
    """The votes cannot be read as votes; the message says which and why."""


@dataclass(frozen=True, eq=False)
class VoteMatrix:
    """People by statements, row by row (compressed rows, columns in order).

    `starts` has one entry a person and one more; the votes of person i are
    `values[starts[i]:starts[i + 1]]`, about the statements in `columns` there.
    At most one vote for each person and statement. People and statements are
    numbered from 0; those without a vote are simply empty.
    """

    people: int
    statements: int
    starts: Ints
    columns: Ints
    values: NDArray[np.int8]

    @property
    def votes(self) -> int:
        """How many votes there are."""
        return len(self.values)

    @cached_property
    def votes_by_person(self) -> Ints:
        """Votes cast by each person, shape (people,)."""
        return np.diff(self.starts)

    @cached_property
    def totals(self) -> Ints:
        """Disagree, pass and agree for each statement, shape (statements, 3)."""
        counts = np.zeros(3 * self.statements, dtype=np.int64)
        for piece in pieces(self.votes):
            cells = self.columns[piece] * np.int32(3)
            cells += self.values[piece]
            cells += 1
            counts += np.bincount(cells, minlength=len(counts))
        return counts.reshape(self.statements, 3)

    @cached_property
    def votes_by_statement(self) -> Ints:
        """Votes cast on each statement, shape (statements,)."""
        return self.totals.sum(axis=1)

    @cached_property
    def people_of_votes(self) -> Ints:
        """Who cast each vote, shape (votes,)."""
        return np.repeat(np.arange(self.people, dtype=np.int32), self.votes_by_person)


def pieces(length: int) -> Iterator[slice]:
    """Slices that together cover `length` entries, each small enough for the cache."""
    for begin in range(0, length, PIECE):
        yield slice(begin, min(begin + PIECE, length))


def gather_votes(
    person: ArrayLike,
    statement: ArrayLike,
    vote: ArrayLike,
    *,
    people: int | None = None,
    statements: int | None = None,
) -> VoteMatrix:
    """Put single votes, in the order they were cast, into a matrix.

    `person` and `statement` are whole numbers from 0, `vote` is -1, 0 or +1, all
    of one length. When somebody votes twice on a statement the later vote counts.
    Raises VotesError for lengths that differ, negative numbers, numbers beyond
    `people` or `statements`, and values that are not votes.
    """
    who = _whole_numbers(person, "person")
    what = _whole_numbers(statement, "statement")
    said = np.asarray(vote)
    _check_votes(who, what, said)
    said = said.astype(np.int8, copy=False)
    shape = (_extent(who, people, "person"), _extent(what, statements, "statement"))
    if 0 < shape[0] * shape[1] <= min(TABLE, CELLS_A_VOTE * len(said)):
        return _gather_in_table(who, what, said, shape)
    entries = coo_array((said, (who, what)), shape=shape)
    # Two stable counting sorts, by statement and then by person: so a person's
    # votes come in the order of the statements, and repeats in the order cast.
    # SciPy would add repeats up, unless told that there are none.
    entries.has_canonical_format = True
    by_statement = entries.tocsc()
    by_statement.has_canonical_format = True
    rows = by_statement.tocsr()
    matrix = VoteMatrix(shape[0], shape[1], rows.indptr, rows.indices, rows.data)
    return _keep_last(matrix)


def _gather_in_table(
    who: Ints, what: Ints, said: NDArray[np.int8], shape: tuple[int, int]
) -> VoteMatrix:
    """The same by way of a full table: of several writes to a cell the last stays."""
    people, statements = shape
    table = np.zeros(people * statements, dtype=np.int8)
    for piece in pieces(len(said)):
        cells = who[piece] * np.int64(statements)
        cells += what[piece]
        table[cells] = said[piece] + np.int8(2)
    starts = np.zeros(people + 1, dtype=np.int32)
    columns, values = np.empty(len(said), np.int32), np.empty(len(said), np.int8)
    rows, done = max(1, 4 * PIECE // statements), 0
    for top in range(0, people, rows):
        part = table[top * statements : (top + rows) * statements]
        filled = np.flatnonzero(part != 0)
        here = slice(done, done + len(filled))
        np.subtract(part[filled], 2, out=values[here])
        columns[here] = filled % statements
        row_ends = np.arange(statements, len(part) + 1, statements)
        starts[top + 1 : top + rows + 1] = done + np.searchsorted(filled, row_ends)
        done = here.stop
    return VoteMatrix(people, statements, starts, columns[:done], values[:done])


def select_statements(votes: VoteMatrix, kept: NDArray[np.bool_]) -> VoteMatrix:
    """The votes on the statements marked in `kept`, renumbered without gaps."""
    chosen = kept[votes.columns]
    renumbered = np.cumsum(kept, dtype=votes.columns.dtype) - 1
    return VoteMatrix(
        votes.people,
        int(kept.sum()),
        _starts_after(votes, chosen),
        renumbered[votes.columns[chosen]].astype(votes.columns.dtype, copy=False),
        votes.values[chosen],
    )


def select_people(votes: VoteMatrix, rows: Ints) -> VoteMatrix:
    """The votes of the people numbered in `rows`, in that order; repeats allowed."""
    lengths = votes.votes_by_person[rows]
    starts = np.zeros(len(rows) + 1, dtype=votes.starts.dtype)
    np.cumsum(lengths, out=starts[1:])
    shift = votes.starts[rows] - starts[:-1]
    taken = np.arange(starts[-1]) + np.repeat(shift, lengths)
    return VoteMatrix(
        len(rows), votes.statements, starts, votes.columns[taken], votes.values[taken]
    )


def select_votes(votes: VoteMatrix, kept: NDArray[np.bool_]) -> VoteMatrix:
    """The same people and statements with only the votes marked in `kept`."""
    return VoteMatrix(
        votes.people,
        votes.statements,
        _starts_after(votes, kept),
        votes.columns[kept],
        votes.values[kept],
    )


def _starts_after(votes: VoteMatrix, kept: NDArray[np.bool_]) -> Ints:
    running = np.zeros(len(kept) + 1, dtype=votes.starts.dtype)
    np.cumsum(kept, out=running[1:])
    return running[votes.starts]


def _keep_last(votes: VoteMatrix) -> VoteMatrix:
    """Drop every vote that is followed by another of the same pair."""
    if votes.votes < 2:
        return votes
    repeated = votes.columns[1:] == votes.columns[:-1]
    row_ends = votes.starts[1:-1]
    row_ends = row_ends[(row_ends > 0) & (row_ends < votes.votes)]
    repeated[row_ends - 1] = False
    if not repeated.any():
        return votes
    return select_votes(votes, np.append(~repeated, True))


def _whole_numbers(values: ArrayLike, name: str) -> Ints:
    array = np.asarray(values)
    if array.size == 0:
        return np.zeros(0, dtype=np.int32)
    if array.ndim != 1 or not np.issubdtype(array.dtype, np.integer):
        raise VotesError(f"{name} must be a row of whole numbers")
    if array.min() < 0:
        raise VotesError(f"{name} numbers start at 0")
    return array


def _check_votes(who: Ints, what: Ints, said: NDArray[np.generic]) -> None:
    if not len(who) == len(what) == len(said):
        raise VotesError("person, statement and vote must have the same length")
    if said.size and (said.min() < -1 or said.max() > 1):
        raise VotesError("a vote is -1 (disagree), 0 (pass) or 1 (agree)")
    if said.size and not np.issubdtype(said.dtype, np.integer):
        raise VotesError("votes must be whole numbers")


def _extent(numbers: Ints, given: int | None, name: str) -> int:
    needed = int(numbers.max()) + 1 if numbers.size else 0
    if given is None:
        return needed
    if needed > given:
        raise VotesError(f"{name} {needed - 1} is beyond the {given} there are")
    return given
