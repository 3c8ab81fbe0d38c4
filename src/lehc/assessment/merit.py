"""Merit: what an application's reviews come to. See docs/methods/merit.md."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from statistics import median

HUNDREDTH = Decimal("0.01")
WIDE_SPREAD = Decimal("1.50")  # two reviews this far apart read different applications


@dataclass(frozen=True)
class Merit:
    """Median and spread of an application's counted reviews, from 0 to 4.

    `means` holds each review's weighted mean, smallest first. All figures are rounded
    half up to hundredths once, from exact fractions, so that what a page shows is what
    a threshold is compared with.
    """

    median: Decimal
    spread: Decimal
    reviews: int
    means: tuple[Decimal, ...]

    @property
    def is_disputed(self) -> bool:
        return self.spread >= WIDE_SPREAD


def weigh_reviews(means: Sequence[Fraction]) -> Merit:
    """The merit of one application from its reviews' exact weighted means.

    Median: the middle mean, or half the sum of the two middle ones. Spread: largest
    less smallest mean; 0 with one review.

    Raises:
        ValueError: no review, so there is no merit: missing is not 0.
    """
    if not means:
        raise ValueError("An application without reviews has no merit.")
    ordered = sorted(means)
    return Merit(
        median=round_half_up(median(ordered)),
        spread=round_half_up(ordered[-1] - ordered[0]),
        reviews=len(ordered),
        means=tuple(round_half_up(mean) for mean in ordered),
    )


def round_half_up(value: Fraction) -> Decimal:
    """To hundredths, halves upwards; exact, no float on the way."""
    hundredths = Decimal((value * 200 + 1) // 2)
    return (hundredths / 100).quantize(HUNDREDTH, rounding=ROUND_HALF_UP)
