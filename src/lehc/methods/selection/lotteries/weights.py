"""Probabilities for given cohorts so that averages are met: maximum entropy.

Among all probabilities w over the cohorts x_1..x_N with sum_i w_i x_i = mean, the most
even ones are w_i proportional to exp(a . x_i), where a minimises the convex function

    F(a) = log( (1/N) sum_i exp(a . (x_i - mean)) ).

Newton's method with conjugate gradients finds it. When the mean lies outside what the
cohorts can average to, F falls without end along an `a` that separates them: a
direction in which further cohorts are needed.
Source: E. T. Jaynes, Information theory and statistical mechanics (1957); the same
calculation is known as iterative scaling or exponential tilting.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lehc.methods.selection.solver import Floats

# Averages are met when every kind's is right within this many units.
EXACT = 1e-10
# F below this: no probabilities meet the averages (all would sit on a few cohorts).
HOPELESS = -4.0
MOST_STEPS = 60
MOST_GRADIENTS = 500
# Matrices with fewer entries are faster as plain arrays than as sparse ones.
DENSE_ENTRIES = 500_000
SMALLEST_STEP = 1e-6
ARMIJO = 1e-4
ROUNDING = 1e-14
REGULAR = 1e-11  # kinds tied by equations make the covariance singular


@dataclass(frozen=True, eq=False)
class Weights:
    """Probabilities, what they average to less the mean, and the direction a."""

    probabilities: Floats
    residual: Floats
    direction: Floats

    @property
    def is_exact(self) -> bool:
        """Whether every average is met."""
        return bool(np.abs(self.residual).max(initial=0.0) <= EXACT)


class Tilting:
    """F, its gradient and its curvature for the cohorts in `matrix` (one a row)."""

    def __init__(self, cohorts: NDArray[np.int64], means: Floats) -> None:
        matrix = cohorts.astype(float)
        self.means = means
        if matrix.size > DENSE_ENTRIES:
            from scipy import sparse  # start-up cost, and rarely needed

            self.matrix = sparse.csr_array(matrix)
            self.turned = sparse.csr_array(matrix.T)
        else:
            self.matrix, self.turned = matrix, np.ascontiguousarray(matrix.T)

    def lean(self, direction: Floats) -> Floats:
        """a . (x_i - mean) for every cohort."""
        result: Floats = self.matrix @ direction - self.means @ direction
        return result

    def average(self, probabilities: Floats) -> Floats:
        """sum_i w_i x_i."""
        result: Floats = self.turned @ probabilities
        return result

    def newton_step(
        self, probabilities: Floats, gradient: Floats, accuracy: float
    ) -> Floats:
        """Solve (covariance of x) d = -gradient, roughly; by conjugate gradients where
        the covariance would be large.
        """
        spread = np.maximum(self.average(probabilities), ROUNDING)
        if isinstance(self.matrix, np.ndarray):
            return self.direct_step(probabilities, gradient, np.sqrt(spread))
        step, rest = np.zeros(len(gradient)), -gradient
        scaled = rest / spread
        direction, size = scaled.copy(), float(rest @ scaled)
        enough = size * accuracy**2
        for _ in range(MOST_GRADIENTS):
            lean = self.matrix @ direction
            lean -= probabilities @ lean
            curved = self.average(probabilities * lean)
            bend = float(direction @ curved)
            if bend <= ROUNDING * size:
                break
            length = size / bend
            step += length * direction
            rest -= length * curved
            scaled = rest / spread
            last, size = size, float(rest @ scaled)
            if size <= enough:
                break
            direction = scaled + (size / last) * direction
        return step

    def direct_step(
        self, probabilities: Floats, gradient: Floats, scale: Floats
    ) -> Floats:
        """Newton's step for few cohorts; kinds in none of them stay as they are."""
        used = self.matrix.any(axis=0)
        scaled = self.matrix[:, used] / scale[used]
        scaled -= probabilities @ scaled
        covariance = (scaled.T * probabilities) @ scaled
        covariance[np.diag_indices(len(covariance))] += REGULAR
        step = np.zeros(len(gradient))
        rest = gradient[used] / scale[used]
        step[used] = -np.linalg.solve(covariance, rest) / scale[used]
        return step


def log_mean_exp(lean: Floats) -> float:
    """F for given a . (x_i - mean)."""
    top = float(lean.max())
    return top + float(np.log(np.exp(lean - top).mean()))


def tilt(lean: Floats) -> Floats:
    """Probabilities proportional to exp(lean)."""
    weights: Floats = np.exp(lean - lean.max())
    weights /= weights.sum()
    return weights


def find_weights(cohorts: NDArray[np.int64], means: Floats) -> Weights:
    """The most even probabilities that meet the averages, or the best attempt.

    cohorts[i, k] are the units of kind k in cohort i, means[k] the average wanted.
    """
    tilting = Tilting(cohorts, means)
    direction = np.zeros(len(means))
    lean = np.zeros(len(cohorts))
    value = 0.0
    for _ in range(MOST_STEPS):
        probabilities = tilt(lean)
        gradient = tilting.average(probabilities) - means
        error = float(np.abs(gradient).max(initial=0.0))
        if error <= EXACT or value < HOPELESS:
            break
        step = tilting.newton_step(probabilities, gradient, min(0.1, error**0.5))
        change = tilting.lean(step)
        length, value = search_line(lean, change, value, float(gradient @ step))
        if length == 0:
            break
        direction += length * step
        lean = lean + length * change
    probabilities = tilt(lean)
    residual = tilting.average(probabilities) - means
    return Weights(probabilities, residual, direction)


def search_line(
    lean: Floats, change: Floats, value: float, slope: float
) -> tuple[float, float]:
    """(step length, new value of F); length 0 when no step makes F smaller."""
    length = 1.0
    while length > SMALLEST_STEP:
        reached = log_mean_exp(lean + length * change)
        if reached <= value + ARMIJO * length * slope + ROUNDING:
            return length, reached
        length /= 2
    return 0.0, value
