"""Calibration in plain words: how far assessors agree, and who is kind or strict."""

from __future__ import annotations

from collections.abc import Mapping
from math import isnan
from typing import Any

from lehc.assessment.calculations import Agreement, Calibration, Tendency
from lehc.assessment.models import HIGHEST_SCORE
from lehc.assessment.policy import Field, Fields

# Borders of alpha with their words: Krippendorff's first two, and ours for a panel
# that talks; docs/methods/agreement.md.
BORDERS = (
    (0.8, "agree closely"),
    (0.667, "agree fairly well"),
    (0.4, "agree in part"),
    (float("-inf"), "agree little"),
)
ROUNDS_TO_NOTHING = 0.005


def show_calibration(
    calibration: Calibration, names: Mapping[int, str], fields: Fields
) -> dict[str, Any]:
    """The page: sentences first, then a row an assessor with its picture."""
    labels = label_assessors(calibration, names, fields)
    rows = [
        show_tendency(tendency, labels[pk])
        for pk, tendency in calibration.tendencies.items()
    ]
    return {
        "reviews": calibration.reviews,
        "agreement": say_agreement(calibration.agreement),
        "alpha": show_alpha(calibration.agreement),
        "rows": sorted(rows, key=lambda row: row["order"]),
        "marked": sum(bool(row["mark"]) for row in rows),
    }


def label_assessors(
    calibration: Calibration, names: Mapping[int, str], fields: Fields
) -> dict[int, str]:
    """Names for those who may know them; letters for the chair, in an order of ids."""
    if Field.REVIEWER_NAMES in fields:
        return {pk: names[pk] for pk in calibration.tendencies}
    return {
        pk: f"Assessor {at}" for at, pk in enumerate(sorted(calibration.tendencies), 1)
    }


def say_agreement(agreement: Agreement | None) -> str:
    """How far assessors agree, in a sentence or two."""
    if agreement is None:
        return (
            "There are not enough reviews to say how far assessors agree. It takes two "
            "applications with two reviews each."
        )
    apart = (
        f"Two reviews of the same application are {agreement.same:.2f} points apart on "
        f"average, of {HIGHEST_SCORE}; any two reviews, {agreement.different:.2f}."
    )
    if isnan(agreement.alpha):
        return f"Every review says the same, so there is nothing to compare. {apart}"
    return f"Assessors {choose_words(agreement)}. {apart}"


def choose_words(agreement: Agreement) -> str:
    """The word for alpha, and for its interval where that crosses a border."""
    words = [find_words(agreement.low), find_words(agreement.high)]
    if words[0] == words[1]:
        return words[0]
    return f"{words[0]}, or {words[1]}: there are too few reviews to say which"


def find_words(alpha: float) -> str:
    return next(words for border, words in BORDERS if alpha >= border)


def show_alpha(agreement: Agreement | None) -> str:
    if agreement is None or isnan(agreement.alpha):
        return ""
    return (
        f"Krippendorff's alpha {agreement.alpha:.2f} (95% interval {agreement.low:.2f} "
        f"to {agreement.high:.2f}), from {agreement.reviews} reviews of "
        f"{agreement.applications} applications."
    )


def show_tendency(tendency: Tendency, label: str) -> dict[str, Any]:
    """A row: figures, words, and the interval as shares of a line from -2 to 2."""
    return {
        "label": label,
        "reviews": tendency.reviews,
        "leniency": write_signed(tendency.leniency),
        "interval": write_interval(tendency),
        "words": say_tendency(tendency),
        "mark": find_mark(tendency),
        "bar": draw_bar(tendency),
        "order": -abs(tendency.leniency or 0),
    }


def find_mark(tendency: Tendency) -> str:
    """“Kinder” or “Stricter” only where the whole interval says so."""
    if tendency.low is not None and tendency.low > 0:
        return "Kinder"
    if tendency.high is not None and tendency.high < 0:
        return "Stricter"
    return ""


def say_tendency(tendency: Tendency) -> str:
    """One sentence of an assessor's leniency; for the page of an application too."""
    if tendency.leniency is None:
        return "Can't be told: they share no application with others."
    if tendency.low is None:
        return "Too early to tell: there are too few reviews."
    if not find_mark(tendency):
        return "Scores like the others, as far as these reviews can tell."
    way = "higher" if tendency.leniency > 0 else "lower"
    return f"Scores about {abs(tendency.leniency):.1f} {way} than the others."


def write_signed(value: float | None) -> str:
    if value is None:
        return "–"
    if abs(value) < ROUNDS_TO_NOTHING:
        return "0.00"
    return f"{'+' if value > 0 else '−'}{abs(value):.2f}"


def write_interval(tendency: Tendency) -> str:
    if tendency.low is None or tendency.high is None:
        return "–"
    return f"{write_signed(tendency.low)} to {write_signed(tendency.high)}"


def draw_bar(tendency: Tendency) -> dict[str, int] | None:
    """Where the interval and its middle lie, in steps of 1 on a line of 200."""
    if tendency.low is None or tendency.high is None or tendency.leniency is None:
        return None
    left, right = place(tendency.low), place(tendency.high)
    return {"left": left, "width": right - left, "middle": place(tendency.leniency)}


def place(value: float) -> int:
    """-2 and below at 0, 2 and above at 200."""
    return round(50 * (min(max(value, -2.0), 2.0) + 2))
