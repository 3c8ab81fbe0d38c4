"""A number an area with its intervals: what most of the computations give back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from lehc.methods.inequality.suppression import Reasons, Suppression
from lehc.methods.intervals import Floats, Interval


@dataclass(frozen=True, slots=True)
class Estimate:
    """Values and limits, all of one shape; NaN where `reason` is not `SHOWN`."""

    value: Floats
    intervals: tuple[Interval, ...]
    reason: Reasons
    algorithm: str


def shown_estimate(
    value: Floats,
    interval_of: Callable[[float], Interval],
    reason: Reasons,
    *,
    levels: tuple[float, ...],
    algorithm: str,
) -> Estimate:
    """An estimate with everything hidden that a reason is given for.

    `interval_of` gives the interval of the values at one confidence.
    """
    hidden = reason != Suppression.SHOWN
    intervals = []
    for level in levels:
        with np.errstate(all="ignore"):  # what will be hidden may hold anything
            found = interval_of(level)
        intervals.append(
            Interval(
                level,
                np.where(hidden, np.nan, found.lower),
                np.where(hidden, np.nan, found.upper),
            )
        )
    return Estimate(
        np.where(hidden, np.nan, value), tuple(intervals), reason, algorithm
    )
