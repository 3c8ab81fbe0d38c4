"""Why a number is not shown, in words."""

from __future__ import annotations

from lehc.methods.inequality.suppression import Suppression

REASON_WORDS: dict[int, str] = {
    Suppression.SHOWN: "",
    Suppression.MISSING_INPUT: "a number is missing",
    Suppression.NEGATIVE_INPUT: "a number is below nought",
    Suppression.NO_POPULATION: "nobody lives in one of the bands",
    Suppression.MORE_EVENTS_THAN_PEOPLE: "more events than people",
    Suppression.FEW_PERSON_YEARS: "5,000 person-years or fewer",
    Suppression.NO_DEATHS_IN_LAST_BAND: "no deaths in the oldest band",
    Suppression.WIDE_INTERVAL: "the 95% interval is wider than 20 years",
    Suppression.FEW_EVENTS: "fewer than 10 events",
    Suppression.FEW_VALUES: "too few values",
    Suppression.VALUE_OUT_OF_SCALE: "a rate or proportion is off its scale",
    Suppression.UNBOUNDED_LIMITS: "the ratio has no bounded interval",
}
"""By the codes that results carry; a test keeps the two complete."""
