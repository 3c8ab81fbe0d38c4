"""Intervals for shares and for the difference of two shares."""

from __future__ import annotations

import numpy as np

from lehc.methods.opinion.votes import Floats, Ints

# The 97.5 % point of the normal distribution: intervals of 95 %.
Z95 = 1.959963984540054


def wilson_interval(count: Ints, votes: Ints) -> tuple[Floats, Floats]:
    """The 95 % interval of a share; 0 to 1 where nobody has voted.

    (2s + z^2 -+ z sqrt(z^2 + 4 s (1 - s/n))) / (2 (n + z^2)). Source: Wilson 1927,
    J. Am. Stat. Assoc. 22, 209-212.
    """
    square = Z95**2
    share = count / np.maximum(votes, 1)
    middle = (2 * count + square) / (2 * (votes + square))
    reach = Z95 * np.sqrt(square + 4 * count * (1 - share)) / (2 * (votes + square))
    empty = np.asarray(votes) == 0
    low = np.where(empty | (count == 0), 0.0, middle - reach)
    high = np.where(empty | (count == votes), 1.0, middle + reach)
    return low, high


def difference_interval(
    inside: Ints, n_in: Ints, outside: Ints, n_out: Ints
) -> tuple[Floats, Floats]:
    """The 95 % interval of the share inside less the share outside.

    Newcombe 1998, Statistics in Medicine 17, 873-890, method 10: from the two Wilson
    intervals. -1 to 1 where nobody has voted on a side.
    """
    own, other = inside / np.maximum(n_in, 1), outside / np.maximum(n_out, 1)
    own_low, own_high = wilson_interval(inside, n_in)
    other_low, other_high = wilson_interval(outside, n_out)
    gap = own - other
    low = gap - np.sqrt((own - own_low) ** 2 + (other_high - other) ** 2)
    high = gap + np.sqrt((own_high - own) ** 2 + (other - other_low) ** 2)
    empty = (np.asarray(n_in) == 0) | (np.asarray(n_out) == 0)
    return np.where(empty, -1.0, low), np.where(empty, 1.0, high)
