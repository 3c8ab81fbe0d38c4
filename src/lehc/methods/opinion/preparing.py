"""The votes of a conversation made ready: open statements only, in one order."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lehc.methods.opinion.axes import (
    Axes,
    CentredVotes,
    centre_votes,
    find_axes,
    place_people,
    place_statements,
)
from lehc.methods.opinion.canonical import canonical_order, reorder
from lehc.methods.opinion.eigen import RESIDUAL
from lehc.methods.opinion.votes import Floats, Ints, VoteMatrix, select_statements

# Somebody is placed in a group from seven votes on, or from all there are.
ENOUGH_VOTES = 7


@dataclass(frozen=True, eq=False)
class Prepared:
    """`votes` on open statements in canonical order, and the way back.

    Row i stands for person `people[i]` and column j for statement `statements[j]` of
    the conversation. `counting` marks the rows with enough votes to be in a group.
    """

    votes: VoteMatrix
    people: Ints
    statements: Ints
    counting: NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Placed:
    """Axes, and where people (rows, 2) and statements (columns, 2) stand.

    `steadying` is the h with which people were placed.
    """

    axes: Axes
    people: Floats
    statements: Floats
    steadying: float


def enough_votes(votes: VoteMatrix) -> NDArray[np.bool_]:
    """Who has cast seven votes, or one on every statement."""
    return votes.votes_by_person >= max(1, min(ENOUGH_VOTES, votes.statements))


def prepare(votes: VoteMatrix, left_out: NDArray[np.bool_]) -> Prepared:
    """Leave out statements that are not for the map, or that nobody voted on."""
    kept = ~left_out & (votes.votes_by_statement > 0)
    chosen = select_statements(votes, kept)
    people, statements = canonical_order(chosen)
    ordered = reorder(chosen, people, statements)
    numbers = np.flatnonzero(kept)[statements]
    return Prepared(ordered, people, numbers, enough_votes(ordered))


def steady_centre(votes: VoteMatrix) -> CentredVotes:
    """Centred votes whose scaling does not blow up people with few votes.

    The steadying h is the median number of votes of the people who count. With h = 0
    somebody with seven votes of a hundred stands as far out by chance as others do
    by conviction, and takes the groups along in every re-draw.
    """
    cast = votes.votes_by_person[enough_votes(votes)]
    return centre_votes(votes, steadying=float(np.median(cast)) if len(cast) else 0.0)


def place(votes: VoteMatrix, *, residual: float = RESIDUAL) -> Placed:
    """Axes and positions of the votes as they are."""
    centred = steady_centre(votes)
    axes = find_axes(centred, residual=residual)
    return Placed(
        axes,
        place_people(centred, axes),
        place_statements(centred, axes),
        centred.steadying,
    )


def spread_out(values: Floats, places: Ints, size: int) -> Floats:
    """Rows of `values` put back at `places` of `size` rows, 0 elsewhere."""
    result = np.zeros((size, *values.shape[1:]), dtype=values.dtype)
    result[places] = values
    return result
