"""How much kinder or stricter an assessor scores than the others, with an interval.

The additive model of two crossed factors: an application's worth plus an assessor's
leniency plus noise, by least squares. What one assessor reads is what others read too,
so an assessor who was given stronger applications is not taken for a kind one.
Source: Searle, Linear Models (1971), chapter 7 (two-way, no interaction, unbalanced).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.special import stdtrit

VERSION = "1"
ALGORITHM = "additive model, least squares, simultaneous t intervals"

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]

RELATIVE_ZERO = 1e-9  # of the largest singular value: below it is rounding


@dataclass(frozen=True)
class Leniency:
    """Arrays over assessors, in points of the score; NaN where it can't be told.

    leniency: above 0 is kinder than the others of the same group, below 0 stricter.
    low, high: the interval; NaN when there are too few reviews for one.
    reviews: how many reviews each gave.
    group: assessors of one group share applications, directly or through others;
        leniency compares within a group only, where it sums to 0.
    noise: standard deviation of one review around the model, or NaN.
    freedom: reviews less estimated quantities.
    """

    leniency: Floats
    low: Floats
    high: Floats
    reviews: Integers
    group: Integers
    noise: float
    freedom: int
    algorithm: str = ALGORITHM
    version: str = VERSION


def estimate_leniency(
    *,
    application: Integers,
    assessor: Integers,
    score: Floats,
    assessors: int,
    confidence: float = 0.95,
) -> Leniency:
    """Estimate every assessor's leniency from reviews.

    score = worth[application] + leniency[assessor] + noise, the noise independent and
    of one size. Leniency sums to 0 in each connected group of assessors. `confidence`
    is that of all intervals together (Bonferroni), so that a round with many assessors
    does not point at somebody by chance.

    Args:
        application, assessor: positions from 0, one a review, shape (reviews,).
        score: the review's score, shape (reviews,).
        assessors: how many there are; those without a review get NaN.
        confidence: between 0 and 1.

    Edges: an assessor alone in their group can't be compared: NaN. One review an
    application says nothing of assessors. Without freedom left there is an estimate
    and no interval.

    Raises:
        ValueError: the arrays do not agree, or a score is not finite.
    """
    if not application.shape == assessor.shape == score.shape:
        raise ValueError("application, assessor and score must be one a review.")
    if not np.isfinite(score).all():
        raise ValueError("Every score must be a finite number.")
    counts, group = _count_reviews(application, assessor, assessors)
    reviews = counts.sum(axis=0)
    sizes = np.bincount(group[reviews > 0], minlength=assessors)
    compared = (reviews > 0) & (sizes[group] > 1)
    values, spread = _solve(counts, application, assessor, score)
    values = np.where(compared, values, np.nan)
    noise, freedom = _measure_noise(counts, application, assessor, score, values, group)
    half = _half_widths(spread, noise, freedom, int(compared.sum()), confidence)
    return Leniency(
        leniency=values,
        low=values - half,
        high=values + half,
        reviews=reviews.astype(np.int64),
        group=group.astype(np.int64),
        noise=noise,
        freedom=freedom,
    )


def _count_reviews(
    application: Integers, assessor: Integers, assessors: int
) -> tuple[Floats, Integers]:
    """How often each assessor reviewed each application, and who hangs together."""
    _, row = np.unique(application, return_inverse=True)
    applications = int(row.max()) + 1 if row.size else 0
    counts = np.zeros((applications, assessors))
    np.add.at(counts, (row, assessor), 1.0)
    edges = coo_array(
        (np.ones(row.size), (row, applications + assessor)),
        shape=(applications + assessors,) * 2,
    )
    _, label = connected_components(edges, directed=False)
    _, group = np.unique(label[applications:], return_inverse=True)
    return counts, group


def _solve(
    counts: Floats, application: Integers, assessor: Integers, score: Floats
) -> tuple[Floats, Floats]:
    """Leniency of least norm, which sums to 0 a group, and its variance over noise's.

    Applications are taken out first, so the system has one row an assessor.
    """
    _, row = np.unique(application, return_inverse=True)
    totals = np.bincount(row, weights=score, minlength=counts.shape[0])
    sizes = counts.sum(axis=1)
    means = totals / np.where(sizes > 0, sizes, 1)
    shares = counts / np.where(sizes > 0, sizes, 1)[:, None]
    normal = np.diag(counts.sum(axis=0)) - counts.T @ shares
    right = np.bincount(assessor, weights=score - means[row], minlength=counts.shape[1])
    inverse = np.linalg.pinv(normal, rcond=RELATIVE_ZERO, hermitian=True)
    return inverse @ right, np.diag(inverse)


def _measure_noise(
    counts: Floats,
    application: Integers,
    assessor: Integers,
    score: Floats,
    leniency: Floats,
    group: Integers,
) -> tuple[float, int]:
    """The standard deviation of what the model leaves over, and its freedom."""
    used = counts.sum(axis=0) > 0
    groups = np.unique(group[used]).size
    freedom = int(score.size - (counts.shape[0] + used.sum() - groups))
    if freedom <= 0:
        return float("nan"), max(freedom, 0)
    left = score - np.nan_to_num(leniency)[assessor]
    _, row = np.unique(application, return_inverse=True)
    worth = np.bincount(row, weights=left) / np.bincount(row)
    return float(np.sqrt(np.square(left - worth[row]).sum() / freedom)), freedom


def _half_widths(
    spread: Floats, noise: float, freedom: int, compared: int, confidence: float
) -> Floats:
    """Half of each interval; NaN without freedom."""
    if freedom <= 0 or compared == 0:
        return np.full(spread.shape, np.nan)
    tail = (1 - confidence) / (2 * compared)
    factor = float(stdtrit(freedom, 1 - tail))
    widths: Floats = factor * noise * np.sqrt(np.maximum(spread, 0))
    return widths
