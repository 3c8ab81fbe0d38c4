"""How many agree with each statement, with the interval that small numbers allow."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lehc.conversations.small_numbers import ShownCounts, hide_small
from lehc.methods.opinion import wilson_interval


@dataclass(frozen=True)
class Agreement:
    """One statement's results; `share` is None where only a band may be shown.

    `low` and `high` are the 95 % Wilson interval of the share that agrees; for a band,
    the lowest and the highest limit of any count in it.
    """

    statement_id: int
    shown: ShownCounts
    share: float | None
    low: float
    high: float


def measure_agreement(counts: dict[str, list[int]]) -> dict[int, Agreement]:
    """From counts [disagree, pass, agree] by statement id; hardly answered ones too."""
    return {
        int(key): measure_one(int(key), *each) for key, each in sorted(counts.items())
    }


def measure_one(statement_id: int, disagree: int, passes: int, agree: int) -> Agreement:
    shown = hide_small(agree, disagree, passes)
    if shown.agree is None:
        return Agreement(statement_id, shown, None, 0.0, 1.0)
    low, high = wilson_interval(np.array(shown.agree), np.array(shown.votes))
    share = shown.agree[0] / shown.votes if shown.is_exact else None
    return Agreement(statement_id, shown, share, float(low[0]), float(high[1]))
