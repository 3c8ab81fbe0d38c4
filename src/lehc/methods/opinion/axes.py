"""The two directions in which people's votes differ most, and where each stands.

An empty cell stands for the statement's mean vote. After centring it is 0, so the
imputed and centred matrix Z (people by statements) has an entry only where
somebody voted: Z = vote - mean of the statement. Principal components of Z are
therefore found without ever filling it in.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from lehc.methods.opinion.eigen import RESIDUAL, leading_eigenvectors
from lehc.methods.opinion.votes import Floats, Ints, VoteMatrix, pieces

AXES = 2


@dataclass(frozen=True, eq=False)
class CentredVotes:
    """Z = vote - mean where somebody voted, with what is needed to scale it.

    `means` has one entry a statement; `counted` says how many votes each person is
    taken to have cast and `width` how many statements there are, for the scaling;
    `steadying` is the h in it: as if everybody had also passed on h statements.
    """

    matrix: csr_array | Floats
    means: Floats
    counted: Ints
    width: int
    steadying: float = 0.0


@dataclass(frozen=True, eq=False)
class Axes:
    """`directions` (statements, 2) of length 1, and `strengths` (2,).

    A strength is an eigenvalue of Z'Z: the sum of squares along that direction.
    """

    directions: Floats
    strengths: Floats


def centre_votes(
    votes: VoteMatrix,
    moderated: NDArray[np.bool_] | None = None,
    *,
    steadying: float = 0.0,
) -> CentredVotes:
    """Subtract each statement's mean from the votes on it.

    A statement marked in `moderated` counts as a pass by everybody, as in Polis: its
    column is 0, and everybody is taken to have voted on it.
    """
    voted = votes.votes_by_statement
    means = _mean_votes(votes.totals, voted)
    counted = votes.votes_by_person
    data = _deviations(votes, means)
    if moderated is not None and moderated.any():
        means = np.where(moderated, 0.0, means)
        counted = _count_as_voted(votes, moderated)
        data[moderated[votes.columns]] = 0.0
    shape = (votes.people, votes.statements)
    matrix = csr_array((data, votes.columns, votes.starts), shape=shape)
    return CentredVotes(matrix, means, counted, int((voted > 0).sum()), steadying)


def find_axes(
    centred: CentredVotes, *, start: Floats | None = None, residual: float = RESIDUAL
) -> Axes:
    """The two leading principal axes of Z; columns of 0 where there are fewer.

    The sign of each axis is set so that its largest loading is positive. `start`,
    axes found before on nearly the same votes, saves time and changes nothing.
    `residual` is how exact they are to be (see `eigen`).
    """
    strengths, directions = leading_eigenvectors(
        centred.matrix, AXES, start=start, residual=residual
    )
    return Axes(orient(directions), strengths)


def orient(directions: Floats) -> Floats:
    """Turn each direction so that its entry of largest size is positive."""
    if not directions.size:
        return directions
    largest = np.argmax(np.abs(directions), axis=0)
    signs = np.sign(directions[largest, np.arange(directions.shape[1])])
    return directions * np.where(signs == 0, 1.0, signs)


def place_people(centred: CentredVotes, axes: Axes) -> Floats:
    """Where each person stands, shape (people, 2).

    p_i = sqrt(C / max(1, n_i + h)) * sum over their votes of (v_ij - mean_j) * axis_j,
    so that people who voted on little are not all drawn to the middle (Small et al.
    2021, where h = 0). Somebody without votes stands at the centre.
    """
    scale = np.sqrt(centred.width / np.maximum(1, centred.counted + centred.steadying))
    return (centred.matrix @ axes.directions) * scale[:, None]


def place_one(
    values: Floats, means: Floats, directions: Floats, width: int, steadying: float
) -> Floats:
    """Where somebody with these votes stands, (2,), on axes found before.

    `values`, `means` and the rows of `directions` are those of the statements voted
    on, and `width` is the C and `steadying` the h of `place_people`.
    """
    scale = np.sqrt(width / max(1.0, len(values) + steadying))
    return ((values - means) @ directions) * scale


def place_statements(centred: CentredVotes, axes: Axes) -> Floats:
    """Where somebody would stand who had only agreed with that one statement.

    (1 - mean_j) * axis_j * sqrt(C), shape (statements, 2). Its distance from the
    centre is the statement's extremity.
    """
    return (1.0 - centred.means)[:, None] * axes.directions * np.sqrt(centred.width)


def _deviations(votes: VoteMatrix, means: Floats) -> Floats:
    data = np.empty(votes.votes)
    for piece in pieces(votes.votes):
        np.take(means, votes.columns[piece], out=data[piece], mode="clip")
        np.subtract(votes.values[piece], data[piece], out=data[piece])
    return data


def _mean_votes(totals: Ints, voted: Ints) -> Floats:
    return (totals[:, 2] - totals[:, 0]) / np.maximum(1, voted)


def _count_as_voted(votes: VoteMatrix, moderated: NDArray[np.bool_]) -> Ints:
    """Votes on open statements plus one for every moderated statement voted on."""
    shape = (votes.people, votes.statements)
    mask = (~moderated)[votes.columns].astype(np.int64)
    own = csr_array((mask, votes.columns, votes.starts), shape=shape).sum(axis=1)
    return own + int((moderated & (votes.votes_by_statement > 0)).sum())
