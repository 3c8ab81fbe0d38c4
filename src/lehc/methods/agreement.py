"""How far several assessors agree on the same applications: Krippendorff's alpha.

Alpha is 1 less disagreement within applications over disagreement to expect if reviews
were dealt out by chance: 1 is full agreement, 0 no more than chance. It takes any
number of reviews an application. For scores on an interval scale it is close to the
one-way intraclass correlation.
Source: Krippendorff, Content Analysis, 4th edition (2019), chapter 12.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

VERSION = "1"
ALGORITHM = "Krippendorff's alpha, interval metric, bootstrap over applications"
RESAMPLES = 2_000

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Agreement:
    """Alpha with its interval, and the same in points of the score.

    alpha, low, high: NaN when every score is equal: nothing then tells agreement from
        having only one thing to say.
    same, different: mean distance of two reviews of one application, and of two
        reviews picked from all.
    applications, reviews: those that counted: applications with two reviews or more.
    """

    alpha: float
    low: float
    high: float
    same: float
    different: float
    applications: int
    reviews: int
    algorithm: str = ALGORITHM
    version: str = VERSION


def measure_agreement(
    *,
    application: Integers,
    score: Floats,
    rng: np.random.Generator,
    confidence: float = 0.95,
) -> Agreement | None:
    """Krippendorff's alpha of reviews; None with fewer than two applications to use.

    Args:
        application: a position or id, one a review, shape (reviews,).
        score: shape (reviews,), finite.
        rng: made by the caller from a stored seed; it draws the resamples.
        confidence: of the percentile interval over resampled applications.

    Edges: applications with one review are left out. Resamples in which every score is
    equal are left out of the interval.

    Raises:
        ValueError: the arrays do not agree, or a score is not finite.
    """
    if application.shape != score.shape:
        raise ValueError("application and score must be one a review.")
    if not np.isfinite(score).all():
        raise ValueError("Every score must be a finite number.")
    _, row, sizes = np.unique(application, return_inverse=True, return_counts=True)
    paired = sizes[row] > 1
    if np.count_nonzero(sizes > 1) < 2:
        return None
    _, row = np.unique(row[paired], return_inverse=True)
    values = score[paired]
    centred = values - values.mean()  # squares lose fewer digits near 0
    sums = _sum_by_application(row, centred)
    low, high = _resample(sums, rng, confidence)
    return Agreement(
        alpha=float(_find_alpha(sums.sum(axis=1))),
        low=low,
        high=high,
        same=_mean_distance_within(row, values),
        different=_mean_distance(values),
        applications=int(row.max()) + 1,
        reviews=values.size,
    )


def _sum_by_application(row: Integers, score: Floats) -> Floats:
    """Rows: reviews, their sum, their squares, disagreement within; by application."""
    size = np.bincount(row).astype(float)
    total = np.bincount(row, weights=score)
    squares = np.bincount(row, weights=score**2)
    within = 2 * (size * squares - total**2) / (size - 1)
    return np.stack([size, total, squares, within])


def _find_alpha(sums: Floats) -> Floats:
    """Alpha from the four sums, along the first axis; NaN when all is equal."""
    size, total, squares, within = sums
    observed = within / size
    expected = 2 * (size * squares - total**2) / (size * (size - 1))
    rounding = 1e-12 * np.maximum(squares / size, 1.0)
    usable = expected > rounding
    ratio = np.divide(
        observed, expected, out=np.full(np.shape(expected), np.nan), where=usable
    )
    alpha: Floats = 1 - ratio
    return alpha


def _resample(
    sums: Floats, rng: np.random.Generator, confidence: float
) -> tuple[float, float]:
    """The middle `confidence` of alpha when applications are drawn with return."""
    count = sums.shape[1]
    draws = rng.multinomial(count, np.full(count, 1 / count), size=RESAMPLES)
    alphas = _find_alpha(sums @ draws.T)
    found = alphas[np.isfinite(alphas)]
    if found.size == 0:
        return float("nan"), float("nan")
    tail = (1 - confidence) / 2
    low, high = np.quantile(found, [tail, 1 - tail])
    return float(low), float(high)


def _mean_distance(score: Floats) -> float:
    """Mean absolute difference over all pairs, by sorting."""
    ordered = np.sort(score)
    count = ordered.size
    weights = 2 * np.arange(count) - count + 1
    return float((weights * ordered).sum() / (count * (count - 1) / 2))


def _mean_distance_within(row: Integers, score: Floats) -> float:
    """The same, over all pairs of reviews of one application."""
    order = np.lexsort((score, row))
    size = np.bincount(row)
    starts = np.cumsum(size) - size
    place = np.arange(row.size) - starts[row[order]]
    weights = 2 * place - size[row[order]] + 1
    pairs = (size * (size - 1) / 2).sum()
    return float((weights * score[order]).sum() / pairs)
