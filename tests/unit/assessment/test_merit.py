from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lehc.assessment.merit import Merit, round_half_up, weigh_reviews

MEANS = st.lists(
    st.fractions(min_value=0, max_value=4, max_denominator=60), min_size=1, max_size=9
)


def test_worked_example_of_the_docs() -> None:
    """The example of docs/methods/merit.md."""
    means = [Fraction(13, 6), Fraction(17, 6), Fraction(21, 6)]

    assert weigh_reviews(means) == Merit(
        median=Decimal("2.83"),
        spread=Decimal("1.33"),
        reviews=3,
        means=(Decimal("2.17"), Decimal("2.83"), Decimal("3.50")),
    )


def test_median_of_two_is_rounded_once_from_the_exact_middle() -> None:
    merit = weigh_reviews([Fraction(8, 3), Fraction(11, 4)])

    assert merit.median == Decimal("2.71")  # 65/24 = 2.7083, not (2.67 + 2.75) / 2


def test_one_review_has_no_spread() -> None:
    assert weigh_reviews([Fraction(3)]) == Merit(
        Decimal("3.00"), Decimal("0.00"), 1, (Decimal("3.00"),)
    )


def test_without_reviews_there_is_no_merit() -> None:
    with pytest.raises(ValueError, match="no merit"):
        weigh_reviews([])


@pytest.mark.parametrize(
    ("value", "rounded"),
    [
        (Fraction(1, 200), "0.01"),
        (Fraction(499, 100_000), "0.00"),
        (Fraction(8, 3), "2.67"),
        (Fraction(665, 1000) + 2, "2.67"),
        (Fraction(0), "0.00"),
        (Fraction(4), "4.00"),
    ],
)
def test_halves_round_upwards(value: Fraction, rounded: str) -> None:
    assert str(round_half_up(value)) == rounded


@pytest.mark.parametrize(("spread", "disputed"), [("1.49", False), ("1.50", True)])
def test_is_disputed_from_a_wide_spread(spread: str, disputed: bool) -> None:
    merit = Merit(Decimal(2), Decimal(spread), 2, (Decimal(1), Decimal(3)))

    assert merit.is_disputed is disputed


@given(MEANS)
def test_agrees_with_floats_and_ignores_order(means: list[Fraction]) -> None:
    merit = weigh_reviews(means)

    assert merit == weigh_reviews(means[::-1])
    assert abs(float(merit.median) - median(map(float, means))) <= 0.005 + 1e-9
    assert abs(float(merit.spread) - float(max(means) - min(means))) <= 0.005 + 1e-9
    assert merit.means == tuple(sorted(merit.means))


@given(MEANS, st.data())
def test_never_falls_when_a_review_rises(means: list[Fraction], data: st.DataObject):
    at = data.draw(st.integers(0, len(means) - 1))
    higher = [*means[:at], Fraction(4), *means[at + 1 :]]

    assert weigh_reviews(higher).median >= weigh_reviews(means).median
