"""Fifths, tenths ...: which of k equal parts each value of a group falls into.

With N values and rank r (ties share the smallest), the part is

    floor(k + 1 - ceil((N + 1 - r) / (N / k)))

as in the official figures, here in whole numbers throughout, so that no rounding can
move a value across an edge. Part 1 holds the smallest values, or the largest where the
order is turned round (as for deprivation scores, where tenth 1 is the most deprived).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lehc.methods.inequality.suppression import Reasons, Suppression, first_reason
from lehc.methods.intervals import Floats

Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class QuantileOfValues:
    """The part of each value, 1 to `quantiles`; 0 where `reason` says why not."""

    part: Integers
    reason: Reasons
    algorithm: str = "quantiles, ties to the smallest rank, version 1"


def quantile_of_values(
    values: Floats,
    group: NDArray[np.integer],
    *,
    quantiles: int = 10,
    largest_first: bool = False,
) -> QuantileOfValues:
    """The part of each value within its own group; arrays of one length.

    Missing values (NaN) belong to no part and are not counted. A group with fewer
    values than parts is hidden.
    """
    known = np.isfinite(values)
    codes = np.unique(group, return_inverse=True)[1]
    size = np.bincount(codes[known], minlength=int(codes.max(initial=-1)) + 1)[codes]
    rank = _ranks(-values if largest_first else values, codes, known)
    # ceil(a / b) in whole numbers is -(-a // b)
    ahead = -(-(size + 1 - rank) * quantiles // np.maximum(size, 1))
    reason = first_reason(
        len(values),
        [
            (Suppression.MISSING_INPUT, ~known),
            (Suppression.FEW_VALUES, size < quantiles),
        ],
    )
    part = np.where(reason == Suppression.SHOWN, quantiles + 1 - ahead, 0)
    return QuantileOfValues(part, reason)


def _ranks(values: Floats, codes: Integers, known: NDArray[np.bool_]) -> Integers:
    """Rank within the group from 1; equal values share the smallest."""
    rank = np.zeros(len(values), dtype=np.int64)
    order = np.lexsort((values, codes))
    order = order[known[order]]
    place = np.arange(len(order))
    first_of_group = np.ones(len(order), dtype=bool)
    first_of_group[1:] = codes[order[1:]] != codes[order[:-1]]
    first_of_tie = first_of_group.copy()
    first_of_tie[1:] |= values[order[1:]] != values[order[:-1]]
    tie_start = np.maximum.accumulate(np.where(first_of_tie, place, 0))
    group_start = np.maximum.accumulate(np.where(first_of_group, place, 0))
    rank[order] = tie_start - group_start + 1
    return rank
