"""Numbers in words: years, miles, intervals, and why there is none."""

from __future__ import annotations

from collections.abc import Sequence

from lehc.places.calculations.gaps import Span
from lehc.places.enums import Reason, Sex
from lehc.places.profiles import Estimate, Neighbourhood, Profile

REASONS = {
    Reason.NOT_PUBLISHED: "The official rules leave out areas with 5,000 person-years "
    "or fewer, with no deaths at 90 or over, or with an interval wider than 20 years. "
    "The source does not say which of these it was.",
    Reason.FEW_PERSON_YEARS: "There are 5,000 person-years or fewer, too few people "
    "for a fair figure.",
    Reason.NO_DEATHS_AT_90: "Nobody died at 90 or over in these years, so there is "
    "nothing to reckon the oldest ages from.",
    Reason.WIDE_INTERVAL: "The interval would be wider than 20 years.",
    Reason.BAD_COUNTS: "The counts of deaths and people do not fit together.",
    "not_held": "We hold no figure for this place.",
}
SHORT_REASONS = {
    Reason.NOT_PUBLISHED: "not published",
    Reason.FEW_PERSON_YEARS: "too few people",
    Reason.NO_DEATHS_AT_90: "no deaths at 90 or over",
    Reason.WIDE_INTERVAL: "too uncertain",
    Reason.BAD_COUNTS: "counts do not fit",
    "not_held": "no figure",
}
PEOPLE = {Sex.FEMALE: "women", Sex.MALE: "men", Sex.PERSONS: "people"}


def say_number(number: float) -> str:
    """One decimal, with a true minus."""
    written = f"{number:.1f}"
    if written[0] != "-":
        return written
    return "0.0" if written == "-0.0" else f"−{written[1:]}"


def say_limits(span: Span | Estimate) -> str:
    return f"{say_number(span.lower)} to {say_number(span.upper)}"


def say_span(span: Span) -> str:
    """“6.9 years (5.5 to 8.4)”."""
    return f"{say_number(span.value)} years ({say_limits(span)})"


def say_size(span: Span) -> str:
    """The same without a direction, which the sentence around it gives."""
    return say_span(turn(span) if span.value < 0 else span)


def turn(span: Span) -> Span:
    return Span(-span.value, -span.upper, -span.lower)


def say_estimate(estimate: Estimate) -> str:
    """“80.2 (79.0 to 81.4)”, or the short reason."""
    if not estimate.is_known:
        return SHORT_REASONS.get(estimate.reason, "no figure")
    return f"{say_number(estimate.value)} ({say_limits(estimate)})"


def say_miles(miles: float) -> str:
    words = say_number(miles)
    return f"{words} mile" if words == "1.0" else f"{words} miles"


def say_unmapped(rows: Sequence[Neighbourhood]) -> str:
    """Why there are no miles to some of them; nothing where all are mapped."""
    names = list(dict.fromkeys(row.name for row in rows if row.outline is None))
    if not names:
        return ""
    *others, last = names
    listed = f"{', '.join(others)} and {last}" if others else last
    start = f"We hold no outline of {listed} yet, so we"
    if len(rows) > 2:
        return f"{start} can't say how many miles it is to there and from there."
    return (
        f"{start} don't know where the middle is, and can't say how many miles apart "
        "they are."
    )


def own(name: str) -> str:
    """The possessive: Reading's, Hastings'."""
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def count_of(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def say_origin(profile: Profile) -> str:
    """What stands under every figure: period, boundary year, source, licence."""
    publishers = list(
        dict.fromkeys(
            name for source in profile.sources for name in source.publisher.split("; ")
        )
    )
    licences = list(dict.fromkeys(source.licence for source in profile.sources))
    return (
        f"Deaths {profile.period}; neighbourhoods as drawn in {profile.vintage}. "
        f"Source: {', '.join(publishers)}. {', '.join(licences)}."
    )


def say_attribution(profile: Profile) -> str:
    """All the words that the licences ask for, each once."""
    words = dict.fromkeys(source.attribution for source in profile.sources)
    return " ".join(words)
