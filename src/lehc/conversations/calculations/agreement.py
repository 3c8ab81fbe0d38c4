"""How many agree with each statement, with the interval that small numbers allow."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lehc.conversations.small_numbers import ShownCounts, hide_small, hide_small_row
from lehc.methods.opinion import wilson_interval


@dataclass(frozen=True)
class Agreement:
    """One statement's results; `share` is None where only a band may be shown.

    `low` and `high` are the 95 % Wilson interval of the share that agrees; for a band,
    the lowest and the highest limit of any count in it. `rank` puts the surest first:
    the lower limit of the count, or of the middle of its band.
    """

    statement_id: int
    shown: ShownCounts
    share: float | None
    low: float
    high: float
    rank: float = 0.0


def measure_agreement(counts: dict[str, list[int]]) -> dict[int, Agreement]:
    """From counts [disagree, pass, agree] by statement id; hardly answered ones too."""
    return {
        int(key): measure_one(int(key), *each) for key, each in sorted(counts.items())
    }


def measure_without(others: list[int], flagged: list[int]) -> Agreement | None:
    """The agreement of all but the flagged; None where it would tell of a handful.

    Each is [disagree, pass, agree], and the two add up to what is shown of everybody.
    """
    if not any(flagged):
        return measure_one(0, *others)
    if min(flagged) < 0:  # the two are of different moments
        return None
    row = hide_small_row([others, flagged])
    if row is None:
        return None
    cell = row[0]
    shown = ShownCounts(cell.votes, cell.agree, cell.disagree, cell.passes)
    return measure_shown(0, shown)


def measure_one(statement_id: int, disagree: int, passes: int, agree: int) -> Agreement:
    return measure_shown(statement_id, hide_small(agree, disagree, passes))


def measure_shown(statement_id: int, shown: ShownCounts) -> Agreement:
    if shown.agree is None:
        return Agreement(statement_id, shown, None, 0.0, 1.0)
    fewest, most = shown.agree
    counts = np.array([fewest, most, (fewest + most) / 2])
    low, high = wilson_interval(counts, np.array(shown.votes))
    share = fewest / shown.votes if shown.is_exact else None
    return Agreement(
        statement_id, shown, share, float(low[0]), float(high[1]), float(low[2])
    )
