"""Why a number is not shown: one code a reason, the same in every computation."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

Reasons = NDArray[np.uint8]
"""One `Suppression` code for each number; 0 where the number is shown."""


class Suppression(IntEnum):
    """A reason for showing no number. Where several apply, the smallest is given.

    The codes are stored with results: add new ones at the end, never renumber.
    """

    SHOWN = 0
    MISSING_INPUT = 1
    """A count, a population or a value is missing (NaN or infinite)."""
    NEGATIVE_INPUT = 2
    """A count or a population is below nought."""
    NO_POPULATION = 3
    """Nobody lives in the area, or in one of its age bands."""
    MORE_EVENTS_THAN_PEOPLE = 4
    """An age band has more deaths than people, or a share is above one."""
    FEW_PERSON_YEARS = 5
    """The area has 5,000 person-years or fewer."""
    NO_DEATHS_IN_LAST_BAND = 6
    """Nobody died in the open-ended last band, so it has no life expectancy."""
    WIDE_INTERVAL = 7
    """The 95% interval spans more than 20 years."""
    FEW_EVENTS = 8
    """Fewer than ten events in all."""
    FEW_VALUES = 9
    """Too few values: fewer than quantiles, or only one where a spread is needed."""
    VALUE_OUT_OF_SCALE = 10
    """A rate of nought or less, or a proportion outside nought to one."""
    UNBOUNDED_LIMITS = 11
    """The fitted value of the most deprived may be nought, so a ratio to it is not
    bounded."""


Check = tuple[Suppression, NDArray[np.bool_] | np.bool_]
"""A reason, and where it holds."""


def first_reason(shape: int | tuple[int, ...], checks: Sequence[Check]) -> Reasons:
    """The smallest code among the checks that hold, for each place of `shape`."""
    reason = np.zeros(shape, dtype=np.uint8)
    for code, holds in sorted(checks, key=lambda check: -check[0]):
        if holds.any():
            reason[holds] = code
    return reason


def rows_where(holds: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Rows of a matrix in which a check holds anywhere.

    Mostly it holds nowhere at all, and seeing that is far quicker than row by row.
    """
    if not holds.any():
        return np.zeros(len(holds), dtype=bool)
    found: NDArray[np.bool_] = np.logical_or.reduce(holds, axis=1)
    return found
