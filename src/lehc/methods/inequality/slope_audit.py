"""The slope index with limits by simulation, for checking published figures.

The method of the R package PHEindicatormethods: draw every value from its normal error
(on the scale of the table's kind), fit the line again, and read the limits off the
sorted draws. The closed form of `slope` has no such noise and takes a millionth of the
time; use this to audit a figure that was published with simulated limits. With
`r_stream.generator_as_in_r(seed)` the draws are those of R's own `set.seed(seed)`.
"""

from __future__ import annotations

import numpy as np

from lehc.methods.inequality.quantile_table import (
    QuantileTable,
    from_even_scale,
    slope_reasons,
    to_even_scale,
)
from lehc.methods.inequality.r_stream import draw_normals
from lehc.methods.inequality.slope_line import (
    LineLimits,
    LineWeights,
    fit_line,
    limits_from_slope,
    line_weights,
)
from lehc.methods.inequality.slope_result import (
    SlopeIndex,
    check_options,
    finished_index,
)
from lehc.methods.inequality.suppression import Reasons, Suppression
from lehc.methods.intervals import SHOWN_LEVELS, Floats

ALGORITHM = "slope index, simulated, version 1"


def simulate_slope_index(
    table: QuantileTable,
    *,
    rng: np.random.Generator,
    repetitions: int = 100_000,
    transform: bool = False,
    multiplier: float = 1.0,
    levels: tuple[float, ...] = SHOWN_LEVELS,
) -> SlopeIndex:
    """`slope.slope_index` with limits from `repetitions` draws of each shown group.

    Groups are drawn in their order, repetition by repetition, so the same generator
    gives the same limits; hidden groups draw nothing. Limits are the sorted draws at
    the nearest whole positions. Raises ValueError when there are too few repetitions
    for the widest level.
    """
    check_options(table, transform=transform, multiplier=multiplier)
    positions = [_tail_positions(level, repetitions) for level in levels]
    with np.errstate(all="ignore"):  # groups that will be hidden may hold anything
        reason = slope_reasons(table)
        weights = line_weights(table.population)
        line = fit_line(table, weights, transform=transform)
        picked = _picked_draws(
            table, weights, reason, rng, repetitions, positions, transform=transform
        )
        return finished_index(
            line,
            [
                limits_from_slope(at[0, 0], at[0, 1], line, table.kind)
                if transform
                else LineLimits(at[0, 0], at[0, 1], at[1, 0], at[1, 1])
                for at in picked
            ],
            reason,
            levels=levels,
            multiplier=multiplier,
            algorithm=ALGORITHM,
        )


def _tail_positions(level: float, repetitions: int) -> tuple[int, int]:
    """Where the limits stand among the sorted draws, counted from nought."""
    tail = (1 - level) / 2
    lower = round(repetitions * tail)
    if lower < 1:
        message = f"{repetitions} repetitions are too few for confidence {level}"
        raise ValueError(message)
    return lower - 1, round(repetitions * (1 - tail)) - 1


def _picked_draws(
    table: QuantileTable,
    weights: LineWeights,
    reason: Reasons,
    rng: np.random.Generator,
    repetitions: int,
    positions: list[tuple[int, int]],
    *,
    transform: bool,
) -> Floats:
    """The draws at the limits: (levels, slope then ratio, lower then upper, groups)."""
    centre = to_even_scale(table.value, table.kind)
    picked = np.full((len(positions), 2, 2, len(centre)), np.nan)
    for group in np.flatnonzero(reason == Suppression.SHOWN):
        normal = draw_normals(rng, repetitions * centre.shape[1])
        drawn = normal.reshape(repetitions, -1) * table.standard_error[group]
        drawn += centre[group]
        if not transform:
            drawn = from_even_scale(drawn, table.kind)
        slope = drawn @ weights.slope[group]
        ratio = 1 + slope / (drawn @ weights.intercept[group])
        both = np.sort([slope, ratio], axis=1)
        for place, tails in enumerate(positions):
            picked[place, :, :, group] = both[:, tails]
    return picked
