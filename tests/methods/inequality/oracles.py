"""The computations again, slow and obvious, one area at a time in plain loops."""

from __future__ import annotations

import math
from collections.abc import Sequence


def life_table_by_survivors(
    deaths: Sequence[float], people: Sequence[float], starts: Sequence[int]
) -> list[tuple[float, float]]:
    """Expectancy and standard error at each age, the textbook way: survivors of
    100,000, years lived, their sum; then Silcocks's weights. Only where somebody
    survives every closed band."""
    last = len(starts) - 1
    rate = [d / p for d, p in zip(deaths, people, strict=True)]
    alive, died, lived, dying = [100_000.0], [], [], []
    for band in range(last):
        width = starts[band + 1] - starts[band]
        share = 0.1 if width == 1 and starts[band] == 0 else 0.5
        q = rate[band] * width / (1 + rate[band] * width * (1 - share))
        dying.append(q)
        died.append(alive[band] * q)
        alive.append(alive[band] - died[band])
        lived.append(width * (alive[band + 1] + share * died[band]))
    lived.append(alive[last] / rate[last])
    expectancy = [sum(lived[band:]) / alive[band] for band in range(last + 1)]
    pieces = []
    for band in range(last):
        width = starts[band + 1] - starts[band]
        share = 0.1 if width == 1 and starts[band] == 0 else 0.5
        variance = (
            dying[band] ** 2 * (1 - dying[band]) / deaths[band] if deaths[band] else 0
        )
        reach = (1 - share) * width + expectancy[band + 1]
        pieces.append(alive[band] ** 2 * reach**2 * variance)
    pieces.append((alive[last] / 2) ** 2 * 4 / (deaths[last] * rate[last] ** 2))
    errors = [math.sqrt(sum(pieces[band:])) / alive[band] for band in range(last + 1)]
    return list(zip(expectancy, errors, strict=True))


def weighted_line(
    values: Sequence[float], people: Sequence[float]
) -> tuple[float, float]:
    """Intercept and slope of weighted least squares on the ranked population."""
    whole = sum(people)
    share = [p / whole for p in people]
    middle, passed = [], 0.0
    for each in share:
        middle.append(passed + each / 2)
        passed += each
    mean_x = sum(a * b for a, b in zip(share, middle, strict=True))
    mean_y = sum(a * y for a, y in zip(share, values, strict=True))
    above = below = 0.0
    for a, b, y in zip(share, middle, values, strict=True):
        above += a * (b - mean_x) * (y - mean_y)
        below += a * (b - mean_x) ** 2
    return mean_y - above / below * mean_x, above / below


def quantile_by_counting(values: Sequence[float], k: int) -> list[int]:
    """The part of each value, from its rank, with whole-number arithmetic spelt out."""
    size = len(values)
    parts = []
    for value in values:
        rank = 1 + sum(other < value for other in values)
        behind = size + 1 - rank
        ceiling = next(n for n in range(k + 1) if n * size >= behind * k)
        parts.append(k + 1 - ceiling)
    return parts


def poisson_reached(count: int, mean: float) -> float:
    """P(X <= count) term by term."""
    return sum(
        math.exp(i * math.log(mean) - mean - math.lgamma(i + 1))
        for i in range(count + 1)
    )


def binomial_reached(count: int, size: int, chance: float) -> float:
    """P(X <= count) term by term."""
    return sum(
        math.comb(size, i) * chance**i * (1 - chance) ** (size - i)
        for i in range(count + 1)
    )
