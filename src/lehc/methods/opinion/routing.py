"""Which statement to show next: the one most worth an answer, drawn by lot.

priority = (share agreeing * (1 - share passing) * (1 + extremity) * newness)^2
newness  = 1 + 8 * 2^(-votes / 5)

Shares are (s + 1) / (n + 2). Statements that only describe the voter ("meta") have
priority 49. Source: Small et al. 2021 and Polis's source.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lehc.methods.opinion.counts import GroupCounts
from lehc.methods.opinion.statistics import smoothed_share
from lehc.methods.opinion.votes import Floats

META_PRIORITY = 49.0
# A statement nobody has voted on counts nine times; after 5 votes half of the rest.
NEWNESS, HALVING = 8.0, 5.0


def statement_priorities(
    counts: GroupCounts, extremity: Floats, meta: NDArray[np.bool_] | None = None
) -> Floats:
    """The priority of each statement, shape (statements,), from everybody's votes."""
    total = counts.together
    agree, disagree, votes = total.agree[0], total.disagree[0], total.votes[0]
    agreeing = smoothed_share(agree, votes)
    answering = 1 - smoothed_share(votes - agree - disagree, votes)
    newness = 1 + NEWNESS * np.exp2(-votes / HALVING)
    priority = (agreeing * answering * (1 + extremity) * newness) ** 2
    return priority if meta is None else np.where(meta, META_PRIORITY, priority)


def draw_next(
    priorities: Floats, available: NDArray[np.bool_], *, rng: np.random.Generator
) -> int | None:
    """One of the available statements, with probability proportional to priority.

    None when nothing is available. The seed behind `rng` need not be published: it
    decides no result, only an order.
    """
    weights = np.where(available, priorities, 0.0)
    total = weights.sum()
    if total <= 0:
        return None
    return int(rng.choice(len(weights), p=weights / total))
