from __future__ import annotations

import pytest

from lehc.places.calculations.gaps import Slope, Span
from lehc.places.enums import Reason, Sex
from lehc.places.presenters.town import say_headline
from lehc.places.presenters.words import (
    REASONS,
    SHORT_REASONS,
    own,
    say_estimate,
    say_miles,
    say_number,
    say_size,
    say_span,
)
from lehc.places.profiles import NOT_HELD, Estimate


def slope(value: float, lower: float, upper: float) -> Slope:
    return Slope(Span(value, lower, upper), 78.0, {})


@pytest.mark.parametrize(
    ("number", "words"),
    [(6.94, "6.9"), (-0.5, "−0.5"), (-0.04, "0.0"), (0.0, "0.0"), (10, "10.0")],
)
def test_numbers_have_one_decimal_and_a_true_minus(number: float, words: str) -> None:
    assert say_number(number) == words


def test_spans_and_estimates_carry_their_limits() -> None:
    assert say_span(Span(8.5, 6.9, 10.1)) == "8.5 years (6.9 to 10.1)"
    assert say_size(Span(-8.5, -10.1, -6.9)) == "8.5 years (6.9 to 10.1)"
    assert say_estimate(Estimate(80.2, 79.0, 81.4)) == "80.2 (79.0 to 81.4)"
    assert say_estimate(NOT_HELD) == "no figure"
    assert say_miles(1.02) == "1.0 mile"
    assert say_miles(4.07) == "4.1 miles"


def test_every_reason_has_words_short_and_long() -> None:
    assert set(REASONS) == set(SHORT_REASONS) == {*Reason, "not_held"}


@pytest.mark.parametrize(
    ("name", "words"), [("Reading", "Reading's"), ("Hastings", "Hastings'")]
)
def test_the_possessive(name: str, words: str) -> None:
    assert own(name) == words


def test_a_headline_says_when_chance_might_do() -> None:
    slopes = {Sex.FEMALE: slope(1.0, -0.5, 2.5), Sex.MALE: slope(-3.0, -5.0, -1.0)}
    assert say_headline("Here", 9, slopes) == [
        "For women, across Here's neighbourhoods, from the most to the least deprived, "
        "life expectancy changes by 1.0 years (−0.5 to 2.5). That is no more than "
        "chance might give.",
        "For men, across Here's neighbourhoods, from the most to the least deprived, "
        "life expectancy falls by 3.0 years (1.0 to 5.0).",
    ]
