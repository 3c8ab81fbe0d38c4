"""How far everybody agrees with each statement; no groups are needed for this."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lehc.methods.opinion.counts import GroupCounts
from lehc.methods.opinion.discovery import false_discovery_rates, more_than_half
from lehc.methods.opinion.intervals import wilson_interval
from lehc.methods.opinion.representative import Side
from lehc.methods.opinion.votes import Floats, Ints

# False-discovery rate of every list of statements.
RATE = 0.05


@dataclass(frozen=True)
class AgreedStatement:
    """A statement that more than half agree with, or disagree with.

    `count` of `votes` (agree, disagree and pass) with its 95 % interval, and `q`, the
    false-discovery rate at which it is listed.
    """

    statement: int
    side: Side
    count: int
    votes: int
    share: float
    low: float
    high: float
    q: float


def find_consensus(
    everybody: GroupCounts, listed: NDArray[np.bool_]
) -> dict[Side, tuple[AgreedStatement, ...]]:
    """Statements that clearly more than half agree with, and disagree with.

    Both sides of all listed statements are tested together, at a false-discovery rate
    of 5 %. The first is the one with the highest lower end of its interval.
    """
    open_statements = np.flatnonzero(listed & (everybody.votes[0] > 0))
    votes = everybody.votes[0, open_statements]
    counts = [
        everybody.agree[0, open_statements],
        everybody.disagree[0, open_statements],
    ]
    q = false_discovery_rates(
        np.array([more_than_half(count, votes) for count in counts])
    )
    sides: tuple[Side, Side] = ("agree", "disagree")
    return {
        side: _list_side(side, open_statements, counts[row], votes, q[row])
        for row, side in enumerate(sides)
    }


def _list_side(
    side: Side, statements: Ints, count: Ints, votes: Ints, q: Floats
) -> tuple[AgreedStatement, ...]:
    low, high = wilson_interval(count, votes)
    passing = np.flatnonzero((q <= RATE) & (2 * count > votes))
    order = passing[np.argsort(-low[passing], kind="stable")]
    return tuple(
        AgreedStatement(
            int(statements[place]),
            side,
            int(count[place]),
            int(votes[place]),
            float(count[place] / votes[place]),
            float(low[place]),
            float(high[place]),
            float(q[place]),
        )
        for place in order
    )
