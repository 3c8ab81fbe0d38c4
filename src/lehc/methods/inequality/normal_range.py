"""The range (highest minus lowest) of independent normals, exactly.

With centres c, errors s, and x standing for the lowest of them,

    P(range <= r) = integral of sum_i f_i(x) prod_{j != i} [F_j(x + r) - F_j(x)] dx

where f_i and F_i are the density and distribution of the i-th. The integrand is smooth
and dies away at both ends, so the trapezium rule converges faster than any power of the
step.
"""

from __future__ import annotations

import math
from collections.abc import Callable
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

NOTHING_LEFT = 1e-30
"""A distribution's difference below this is nought; so is what it multiplies."""

CLOSE_ENOUGH = 1e-7
MOST_STEPS = 60
FARTHEST_Z = 7.0


@dataclass(frozen=True, slots=True)
class LowestOfAreas:
    """What the probability of every range shares: the grid of the lowest area.

    `inverse` is 1 / error; `below` and `density` are each area's distribution and
    density at each point of the grid: arrays of (points, areas).
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
    typical = float(np.sqrt(np.mean(error**2)))
    widest = float(np.ptp(centre)) + 2 * REACH * float(error.max())

    def z_within(within: float) -> float:
        return _bounded_z(_probability(lowest, within))

    guess = float(np.ptp(centre)) / 2 + 3 * typical
    return [
        _crossing(z_within, float(ndtri(each)), guess, typical, widest)
        for each in probabilities
    ]


def range_probability(centre: Floats, error: Floats, within: float) -> float:
    """The probability that highest minus lowest is at most `within`."""
    return _probability(_lowest_of_areas(centre, error), within)


def _lowest_of_areas(centre: Floats, error: Floats) -> LowestOfAreas:
    low = float((centre - REACH * error).min())
    high = float((centre + REACH * error).min())  # one area is surely below this
    points = math.ceil((high - low) / float(error.min()) * STEPS_PER_ERROR)
    grid, step = np.linspace(low, high, min(points, MOST_POINTS), retstep=True)
    inverse = 1 / error
    scaled = (grid[:, None] - centre) * inverse
    density = np.exp(-scaled * scaled / 2) * (inverse / math.sqrt(2 * math.pi))
    return LowestOfAreas(inverse, scaled, ndtr(scaled), density, float(step))


def _probability(lowest: LowestOfAreas, within: float) -> float:
    inside = ndtr(lowest.scaled + within * lowest.inverse)
    inside -= lowest.below
    np.maximum(inside, NOTHING_LEFT, out=inside)
    with np.errstate(under="ignore"):
        each_lowest = (lowest.density / inside).sum(axis=1)
        return float(inside.prod(axis=1) @ each_lowest) * lowest.step


def _bounded_z(chance: float) -> float:
    """The normal quantile of a probability, kept finite at nought and one."""
    if chance <= 0:
        return -FARTHEST_Z
    if chance >= 1:
        return FARTHEST_Z
    return max(-FARTHEST_Z, min(FARTHEST_Z, float(ndtri(chance))))


def _crossing(
    function: Callable[[float], float],
    wanted: float,
    guess: float,
    step: float,
    widest: float,
) -> float:
    """Where an increasing function on 0 to `widest` reaches `wanted`.

    Secant steps, and a halving of the bracket wherever one would leave it. On the z
    scale the function is nearly straight, so four or five steps do.
    """
    low, high = 0.0, widest
    before, at_before = guess, function(guess) - wanted
    here = guess - step * at_before
    for _ in range(MOST_STEPS):
        if at_before > 0:
            high = min(high, before)
        else:
            low = max(low, before)
        if not low < here < high:
            here = (low + high) / 2
        at_here = function(here) - wanted
        if abs(at_here) < CLOSE_ENOUGH or abs(here - before) < CLOSE_ENOUGH:
            break
        rise = at_here - at_before
        following = here - at_here * (here - before) / rise if rise else here
        before, at_before, here = here, at_here, following
    return here
