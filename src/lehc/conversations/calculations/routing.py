"""Which statement a voter sees next."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

import numpy as np

from lehc.conversations.queries.voting import VoteRows
from lehc.methods.opinion import (
    LiveVotes,
    count_everybody,
    draw_next,
    gather_votes,
    statement_priorities,
)

# Up to here everybody is shown everything: 40 statements take about 12 minutes.
MOST_FOR_EVERYBODY = 40
OPENING_SET = 5  # in the order the team chose


def find_priorities(rows: VoteRows) -> dict[int, float]:
    """What an answer to each statement is worth now, by statement id."""
    votes = gather_votes(
        rows.person,
        rows.statement,
        rows.vote,
        people=len(rows.person_ids),
        statements=len(rows.statement_ids),
    )
    extremity = np.zeros(votes.statements)
    if votes.votes:
        found = LiveVotes(votes).refresh()
        spread = (1 - found.means)[:, None] * found.axes.directions
        extremity = np.hypot(*spread.T) * np.sqrt(votes.statements)
    weights = statement_priorities(count_everybody(votes), extremity)
    return dict(zip(rows.statement_ids, weights.tolist(), strict=True))


def order_for_everybody(voter_id: int, open_ids: Sequence[int]) -> list[int]:
    """Everything: the opening set as chosen, the rest in an order of the voter's own.

    The order never changes for a voter, and no statement is always last.
    """
    rest = list(open_ids[OPENING_SET:])
    keyed = {each: random.Random(f"{voter_id}:{each}").random() for each in rest}
    return [*open_ids[:OPENING_SET], *sorted(rest, key=keyed.__getitem__)]


def choose_next(
    voter_id: int,
    open_ids: Sequence[int],
    answered: set[int],
    skipped: Sequence[int],
    priorities: Mapping[int, float] | None,
) -> int | None:
    """The id of the statement to show, or None when all are answered.

    What was skipped comes back once nothing else is left, in the order of skipping.
    Looking again without answering shows the same statement.
    """
    left = [each for each in open_ids if each not in answered]
    fresh = [each for each in left if each not in set(skipped)]
    if not fresh:
        again = [each for each in skipped if each in left]
        return again[0] if again else None
    if priorities is None or len(answered) < OPENING_SET:
        ordered = order_for_everybody(voter_id, open_ids)
        return next(each for each in ordered if each in set(fresh))
    weights = np.array([priorities.get(each, 1.0) for each in fresh])
    rng = np.random.default_rng([voter_id % 2**32, len(answered), len(skipped)])
    drawn = draw_next(weights, np.ones(len(fresh), dtype=bool), rng=rng)
    return fresh[drawn or 0]
