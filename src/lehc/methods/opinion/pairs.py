"""Sums over the people who voted on two statements, for every two of them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lehc.methods.opinion.votes import VoteMatrix

# What the pair (new vote v, earlier vote w) adds to N, A, B and Q.
PAIRS = np.array(
    [[[1, v, w, v * w] for w in (-1, 0, 1)] for v in (-1, 0, 1)], dtype=np.int32
)
# Whole numbers below 2^24 are exact in single precision, so people come in parts.
PEOPLE_AT_ONCE = 4096


def count_pairs(votes: VoteMatrix) -> NDArray[np.int32]:
    """N, A, B and Q for every two statements, half of each sum in each direction.

    Only the sum of an entry and its mirror image is ever used, so each pair is put
    above the diagonal, where A belongs to the row and B to the column.
    """
    size = votes.statements
    sums = np.zeros((size, size, 4), dtype=np.int32)
    for begin in range(0, votes.people, PEOPLE_AT_ONCE):
        end = min(begin + PEOPLE_AT_ONCE, votes.people)
        said, voted = _filled(votes, begin, end)
        voted_both = voted.T @ voted
        first = said.T @ voted
        for place, part in enumerate((voted_both, first, first.T, said.T @ said)):
            sums[:, :, place] += part.astype(np.int32)
    above = np.triu(np.ones((size, size), dtype=bool), 1)
    sums[~above] = 0
    return sums


def _filled(
    votes: VoteMatrix, begin: int, end: int
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Votes and a 1 for each vote of some people, as full tables."""
    part = slice(votes.starts[begin], votes.starts[end])
    rows = np.repeat(np.arange(end - begin), votes.votes_by_person[begin:end])
    said = np.zeros((end - begin, votes.statements), dtype=np.float32)
    voted = np.zeros_like(said)
    said[rows, votes.columns[part]] = votes.values[part]
    voted[rows, votes.columns[part]] = 1.0
    return said, voted
