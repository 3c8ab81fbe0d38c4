"""Which of many differences are real: exact tests, and false-discovery control."""

from __future__ import annotations

import numpy as np
from scipy.special import betainc, gammaln, ndtr

from lehc.methods.opinion.votes import Floats, Ints

# Tables with more votes than this are tested by the normal approximation.
EXACT_UP_TO = 400


def more_inside(inside: Ints, n_in: Ints, outside: Ints, n_out: Ints) -> Floats:
    """One-sided p that a share is no larger inside a group than outside.

    Fisher's exact test up to 400 votes on a statement: the chance of at least so many
    inside, given how many there are in all. Above, the normal approximation with
    continuity correction. 1 where nobody has voted on a side.
    """
    arrays = [
        np.asarray(each, dtype=float).ravel() for each in (inside, n_in, outside, n_out)
    ]
    a, n, c, m = arrays
    p = _normal_tail(a, n, c, m)
    few = n + m <= EXACT_UP_TO
    p[few] = _exact_tail(a[few], n[few], c[few], m[few])
    p[(n == 0) | (m == 0)] = 1.0
    return p.reshape(np.shape(inside))


def more_than_half(count: Ints, votes: Ints) -> Floats:
    """One-sided exact p that a share is a half or less: the binomial upper tail.

    P(X >= s) = I_{1/2}(s, n - s + 1), the regularised incomplete beta function.
    """
    some = np.maximum(count, 1)
    return np.where(np.asarray(count) == 0, 1.0, betainc(some, votes - some + 1, 0.5))


def false_discovery_rates(p: Floats) -> Floats:
    """The q of each p: the false-discovery rate if it and all smaller ones are taken.

    Benjamini and Hochberg 1995, J. R. Stat. Soc. B 57, 289-300.
    """
    flat = np.asarray(p, dtype=float).ravel()
    order = np.argsort(flat, kind="stable")
    ranks = np.arange(1, len(flat) + 1)
    scaled = flat[order] * len(flat) / ranks
    least = np.minimum.accumulate(scaled[::-1])[::-1]
    q = np.empty(len(flat))
    q[order] = np.minimum(least, 1.0)
    return q.reshape(np.shape(p))


def _normal_tail(a: Floats, n: Floats, c: Floats, m: Floats) -> Floats:
    total = np.maximum(n + m, 2)
    expected = n * (a + c) / total
    variance = expected * (m / total) * (total - a - c) / (total - 1)
    p = np.ones(len(a))
    some = variance > 0
    z = (a[some] - expected[some] - 0.5) / np.sqrt(variance[some])
    p[some] = ndtr(-z)
    return p


def _exact_tail(a: Floats, n: Floats, c: Floats, m: Floats) -> Floats:
    """Sum of hypergeometric chances from what was seen to the most there can be."""
    if not len(a):
        return a
    all_yes, total = a + c, n + m
    most = np.minimum(n, all_yes)
    steps = np.arange(int((most - a).max()) + 1)
    x = a[:, None] + steps
    inside = x <= most[:, None]
    x = np.where(inside, x, a[:, None])
    logs = (
        _log_choose(n[:, None], x)
        + _log_choose(m[:, None], all_yes[:, None] - x)
        - _log_choose(total, all_yes)[:, None]
    )
    chances = np.where(inside, np.exp(logs), 0.0)
    return np.minimum(chances.sum(axis=1), 1.0)


def _log_choose(n: Floats, k: Floats) -> Floats:
    return gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1)
