"""The range (highest minus lowest) of independent normals, exactly.

With centres c, errors s, and x standing for the lowest of them,

    P(range <= r) = integral of sum_i f_i(x) prod_{j != i} [F_j(x + r) - F_j(x)] dx

where f_i and F_i are the density and distribution of the i-th. The integrand is smooth
and dies away at both ends, so the trapezium rule converges faster than any power of the
step.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri

from lehc.methods.intervals import Floats

STEPS_PER_ERROR = 2
"""Grid points in the smallest error; two give six digits for forty areas."""

MOST_POINTS = 4_000
"""Bounds the work when errors differ a thousandfold."""

REACH = 7.0
"""Errors either side of the centres beyond which nothing is left to integrate."""

NO_LOWEST = 1e-14
"""Where all areas together lie above a point more seldom than this, the grid ends."""

NOTHING_LEFT = 1e-30
"""A distribution's difference below this is nought; so is what it multiplies."""

CLOSE_ENOUGH = 1e-5
"""A step shorter than this, in spreads, is the last: what is left is far less."""

USUAL_SPREAD = 0.75
"""The spread of a range, in errors: near enough for the first step."""

MOST_STEPS = 60
FARTHEST_Z = 7.0


@dataclass(frozen=True, slots=True)
class LowestOfAreas:
    """What the probability of every range shares: the grid of the lowest area.

    `inverse` is 1 / error, an array of (areas, 1); `below` and `density` are each
    area's distribution and density at each point of the grid: arrays of (areas,
    points).
    """

    inverse: Floats
    scaled: Floats
    below: Floats
    density: Floats
    step: float


def range_quantile(centre: Floats, error: Floats, probability: float) -> float:
    """The r that the range stays within with that probability.

    `centre` and `error` are arrays of (areas,), errors above nought. Raises ValueError
    for fewer than two areas, or an error of nought or less.
    """
    return range_quantiles(centre, error, (probability,))[0]


def range_quantiles(
    centre: Floats, error: Floats, probabilities: tuple[float, ...]
) -> list[float]:
    """`range_quantile` at several probabilities, which costs less than one by one."""
    if len(centre) < 2 or not (error > 0).all():
        message = "at least two areas, each with an error above nought, are needed"
        raise ValueError(message)
    lowest = _lowest_of_areas(centre, error)
    widest = float(np.ptp(centre)) + 2 * REACH * float(error.max())
    spread = USUAL_SPREAD * float(np.sqrt(np.mean(error**2)))
    guess = min(_usual_range(centre, error), widest)
    wanted = ndtri(probabilities).tolist()
    with np.errstate(under="ignore"):
        return _crossings(lowest, wanted, guess, spread, widest)


def _usual_range(centre: Floats, error: Floats) -> float:
    """Roughly the middle of the range: that of as many normals that are all alike.

    Source: G Blom, Statistical Estimates and Transformed Beta-Variables (1958).
    """
    count = len(centre)
    highest = float(ndtri((count - 0.375) / (count + 0.25)))
    return 2 * highest * float(np.sqrt(np.var(centre) + np.mean(error**2)))


def range_probability(centre: Floats, error: Floats, within: float) -> float:
    """The probability that highest minus lowest is at most `within`."""
    with np.errstate(under="ignore"):
        return _probability(_lowest_of_areas(centre, error), within)


def _lowest_of_areas(centre: Floats, error: Floats) -> LowestOfAreas:
    low = float((centre - REACH * error).min())
    high = float((centre + REACH * error).min())  # one area is surely below this
    points = math.ceil((high - low) / float(error.min()) * STEPS_PER_ERROR)
    grid, step = np.linspace(low, high, min(points, MOST_POINTS), retstep=True)
    inverse = (1 / error)[:, None]
    scaled = (grid - centre[:, None]) * inverse
    below = ndtr(scaled)
    above_all = (1 - below).prod(axis=0)
    used = slice(int(np.searchsorted(-above_all, -NO_LOWEST)))  # a third is beyond
    scaled, below = scaled[:, used], below[:, used]
    density = np.exp(-scaled * scaled / 2) * (inverse / math.sqrt(2 * math.pi))
    return LowestOfAreas(inverse, scaled, below, density, float(step))


def _probability(lowest: LowestOfAreas, within: float) -> float:
    inside = ndtr(lowest.scaled + within * lowest.inverse)
    inside -= lowest.below
    np.maximum(inside, NOTHING_LEFT, out=inside)
    each_lowest = (lowest.density / inside).sum(axis=0)
    return float(inside.prod(axis=0) @ each_lowest) * lowest.step


def _z_within(lowest: LowestOfAreas, within: float) -> float:
    """The normal quantile of that probability, kept finite at nought and one."""
    chance = _probability(lowest, within)
    if chance <= 0:
        return -FARTHEST_Z
    if chance >= 1:
        return FARTHEST_Z
    return max(-FARTHEST_Z, min(FARTHEST_Z, float(ndtri(chance))))


def _crossings(
    lowest: LowestOfAreas,
    wanted: list[float],
    guess: float,
    spread: float,
    widest: float,
) -> list[float]:
    """Where the z of the range's probability, which rises from 0 to `widest`, reaches
    each of `wanted`.

    Secant steps, and a halving of the bracket wherever one would leave it. On the z
    scale the function is nearly straight, so four or five steps do, and fewer for the
    second that is wanted, which starts where the first was found.
    """
    found = []
    here, at_here, slope = guess, _z_within(lowest, guess), 1 / spread
    for z in wanted:
        low, high = 0.0, widest
        for _ in range(MOST_STEPS):
            if at_here > z:
                high = min(high, here)
            else:
                low = max(low, here)
            before, at_before = here, at_here
            here = before - (at_before - z) / slope if slope else math.nan
            if not low < here < high:
                here = (low + high) / 2
            if abs(here - before) < CLOSE_ENOUGH * spread:
                break
            at_here = _z_within(lowest, here)
            slope = (at_here - at_before) / (here - before)
        found.append(here)
    return found
