"""What a computation of the slope index gives back."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lehc.methods.inequality.quantile_table import QuantileTable, ValueKind
from lehc.methods.inequality.slope_line import FittedLine, LineLimits
from lehc.methods.inequality.suppression import Reasons, Suppression
from lehc.methods.intervals import Floats, Interval


@dataclass(frozen=True, slots=True)
class SlopeIndex:
    """The indices of each group; arrays of (groups,).

    Everything is NaN where `reason` is not `SHOWN`. `rii_reason` says the same of the
    ratio, and may besides hide the ratio alone (its limits are not bounded).
    """

    sii: Floats
    rii: Floats
    intercept: Floats
    sii_intervals: tuple[Interval, ...]
    rii_intervals: tuple[Interval, ...]
    reason: Reasons
    rii_reason: Reasons
    algorithm: str


def check_options(table: QuantileTable, *, transform: bool, multiplier: float) -> None:
    """Raise ValueError for options that contradict the table."""
    if multiplier == 0 or not np.isfinite(multiplier):
        message = f"multiplier must be a number other than nought, not {multiplier}"
        raise ValueError(message)
    if transform and table.kind is ValueKind.NATURAL:
        message = "only rates and proportions are transformed"
        raise ValueError(message)


def finished_index(
    line: FittedLine,
    limits: list[LineLimits],
    reason: Reasons,
    *,
    levels: tuple[float, ...],
    multiplier: float,
    algorithm: str,
) -> SlopeIndex:
    """Scale, turn round where the multiplier is negative, and hide what is not shown.

    A negative multiplier swaps the limits of the SII and inverts the RII.
    """
    shown = reason == Suppression.SHOWN
    bounded = np.logical_and.reduce([np.isfinite(at.ratio_upper) for at in limits])
    ratio_reason = np.where(
        shown & ~bounded, np.uint8(Suppression.UNBOUNDED_LIMITS), reason
    )
    differences = [
        (multiplier * at.difference_lower, multiplier * at.difference_upper)
        for at in limits
    ]
    ratios = [(at.ratio_lower, at.ratio_upper) for at in limits]
    ratio = line.ratio
    if multiplier < 0:
        differences = [(upper, lower) for lower, upper in differences]
        ratios = [(1 / upper, 1 / lower) for lower, upper in ratios]
        ratio = 1 / ratio
    return SlopeIndex(
        _shown_only(multiplier * line.difference, reason),
        _shown_only(ratio, ratio_reason),
        _shown_only(line.intercept, reason),
        _intervals(differences, reason, levels),
        _intervals(ratios, ratio_reason, levels),
        reason,
        ratio_reason,
        algorithm,
    )


def _intervals(
    limits: list[tuple[Floats, Floats]], reason: Reasons, levels: tuple[float, ...]
) -> tuple[Interval, ...]:
    return tuple(
        Interval(level, _shown_only(lower, reason), _shown_only(upper, reason))
        for level, (lower, upper) in zip(levels, limits, strict=True)
    )


def _shown_only(values: Floats, reason: Reasons) -> Floats:
    return np.where(reason == Suppression.SHOWN, values, np.nan)
