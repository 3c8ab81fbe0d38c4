"""A town's page: the headline, the pictures, and the table that is equal to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString

from lehc.places.calculations.gaps import (
    Extremes,
    Slope,
    find_extremes,
    find_slope,
)
from lehc.places.enums import NoteKind, Sex
from lehc.places.pictures import intervals
from lehc.places.pictures.intervals import draw_intervals
from lehc.places.pictures.slope import draw_slope
from lehc.places.pictures.svg import Picture
from lehc.places.pictures.town_map import draw_map
from lehc.places.presenters.words import (
    PEOPLE,
    REASONS,
    SHORT_REASONS,
    count_of,
    own,
    say_estimate,
    say_number,
    say_origin,
    say_size,
    say_span,
)
from lehc.places.profiles import Neighbourhood, Profile

APART = (Sex.FEMALE, Sex.MALE)
ALL = (Sex.FEMALE, Sex.MALE, Sex.PERSONS)


COLUMNS: list[dict[str, Any]] = [
    {"label": "Neighbourhood"},
    {"label": "Deprivation score", "numeric": True},
    *({"label": sex.label, "numeric": True} for sex in ALL),
]


@dataclass(frozen=True)
class Figure:
    """One picture or two, as a page shows them, with where to download each."""

    heading: str
    inline: list[SafeString]
    downloads: list[tuple[str, str, str]]
    """Title, and the addresses of the SVG and the PNG."""
    caption: str = ""


@dataclass(frozen=True)
class ExtremesView:
    text: str
    chance: str
    href: str
    link: str


@dataclass
class TownView:
    name: str
    headline: list[str]
    maps: Figure | None = None
    intervals: Figure | None = None
    slopes: Figure | None = None
    extremes: list[ExtremesView] = field(default_factory=list)
    columns: list[dict[str, Any]] = field(default_factory=list)
    rows: list[list[Any]] = field(default_factory=list)
    notes: list[dict[str, str]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    unmapped: str = ""
    origin: str = ""


def show_town(name: str, code: str, profile: Profile) -> TownView:
    """Everything on a town's page that comes from its figures."""
    rows = profile.neighbourhoods
    slopes = {sex: find_slope(rows, sex) for sex in APART}
    draw = partial(show_figure, code=code, caption=say_origin(profile))
    pictures = draw_pictures(name, profile, slopes)
    return TownView(
        name=name,
        headline=say_headline(name, len(rows), slopes),
        maps=draw("Map", pick(pictures, "map-")),
        intervals=show_intervals(name, code, profile) if rows else None,
        slopes=draw("Deprivation and life expectancy", pick(pictures, "slope-")),
        extremes=[
            show_extremes(name, sex, found)
            for sex in APART
            if (found := find_extremes(rows, sex))
        ],
        columns=COLUMNS,
        rows=[show_row(row) for row in rows],
        notes=show_notes(rows),
        missing=say_missing(rows),
        unmapped=say_no_map(name, profile),
        origin=say_origin(profile),
    )


def draw_pictures(
    name: str, profile: Profile, slopes: dict[Sex, Slope | None]
) -> dict[str, Picture]:
    """Every picture of one size, by its key."""
    rows, drawn = profile.neighbourhoods, []
    for sex in APART:
        title = f"{sex.label} in {name}"
        drawn.append(draw_map(rows, sex.value, title=title))
        if slope := slopes[sex]:
            drawn.append(draw_slope(rows, sex.value, slope, title=title))
    return {picture.key: picture for picture in drawn if picture}


def pick(pictures: dict[str, Picture], start: str) -> list[Picture]:
    return [picture for key, picture in pictures.items() if key.startswith(start)]


def show_figure(
    heading: str, pictures: Sequence[Picture], *, code: str, caption: str
) -> Figure | None:
    if not pictures:
        return None
    return Figure(
        heading,
        [picture.inline() for picture in pictures],
        list_downloads(code, pictures),
        caption,
    )


def list_downloads(
    code: str, pictures: Sequence[Picture]
) -> list[tuple[str, str, str]]:
    """One address is looked up for all: that costs as much as half a picture."""
    start = reverse("place_picture", args=[code, "key", "svg"]).removesuffix("key.svg")
    return [
        (picture.title, f"{start}{picture.key}.svg", f"{start}{picture.key}.png")
        for picture in pictures
    ]


def show_intervals(name: str, code: str, profile: Profile) -> Figure:
    """Drawn twice, for wide screens and for phones; one of them is shown."""
    title = f"Life expectancy in {own(name)} neighbourhoods"
    wide, narrow = (
        draw_intervals(profile.neighbourhoods, layout, title=title)
        for layout in (intervals.WIDE, intervals.NARROW)
    )
    return Figure(
        "Every neighbourhood, with its interval",
        [wide.inline("wide"), narrow.inline("narrow")],
        list_downloads(code, [wide]),
        say_origin(profile),
    )


def say_headline(name: str, count: int, slopes: dict[Sex, Slope | None]) -> list[str]:
    """The page in one sentence or two, men and women apart."""
    known = {sex: slope for sex, slope in slopes.items() if slope}
    if not known:
        return [
            f"{name} has {count_of(count, 'neighbourhood', 'neighbourhoods')}, too few "
            "with a published figure to draw a fair line from the most to the least "
            "deprived. What is known of each stands below."
            if count
            else f"We hold no life expectancy for {own(name)} neighbourhoods yet."
        ]
    if all(slope.span.lower > 0 for slope in known.values()):
        parts = [f"{say_span(s.span)} for {PEOPLE[sex]}" for sex, s in known.items()]
        return [
            f"Across {own(name)} neighbourhoods, from the most to the least deprived, "
            f"life expectancy rises by {' and '.join(parts)}."
        ]
    return [say_slope(name, sex, slope) for sex, slope in known.items()]


def say_slope(name: str, sex: Sex, slope: Slope) -> str:
    span, who = slope.span, PEOPLE[sex]
    across = f"across {own(name)} neighbourhoods, from the most to the least deprived"
    if not span.is_sure:
        return (
            f"For {who}, {across}, life expectancy changes by {say_span(span)}. That "
            "is no more than chance might give."
        )
    moves = "rises" if span.value > 0 else "falls"
    return f"For {who}, {across}, life expectancy {moves} by {say_size(span)}."


def show_extremes(name: str, sex: Sex, found: Extremes) -> ExtremesView:
    """Highest minus lowest, with what chance alone would give in the same breath."""
    who = PEOPLE[sex]
    pair = f"?a={found.lowest.code}&b={found.highest.code}&sex={sex.value}"
    return ExtremesView(
        f"For {who}, the lowest and the highest figure are {say_span(found.span)} "
        f"apart: {found.lowest.name} and {found.highest.name}.",
        f"Among {found.areas} neighbourhoods that were all alike, chance alone would "
        f"set the lowest and the highest about {say_number(found.by_chance)} years "
        f"apart, and seldom more than {say_number(found.by_chance_seldom)}.",
        reverse("apart") + pair,
        f"See these two for {who}",
    )


def show_row(row: Neighbourhood) -> list[Any]:
    return [
        row.name
        if row.name == row.official_name
        else f"{row.name} ({row.official_name})",
        None if row.deprivation is None else say_number(row.deprivation),
        *(say_estimate(row.estimate(sex)) for sex in ALL),
    ]


def say_no_map(name: str, profile: Profile) -> str:
    if profile.has_map or not profile.neighbourhoods:
        return ""
    return (
        f"We hold no outlines of {own(name)} neighbourhoods yet, so there is no map of "
        "them, and no distance between them in miles. Everything else is here."
    )


def say_missing(rows: Sequence[Neighbourhood]) -> list[str]:
    """The reasons in full, of those that the table gives in short."""
    reasons = dict.fromkeys(
        row.estimate(sex).reason
        for row in rows
        for sex in ALL
        if not row.estimate(sex).is_known
    )
    return [
        f"“{SHORT_REASONS[key]}”: {REASONS[key]}" for key in reasons if key in REASONS
    ]


def show_notes(rows: Sequence[Neighbourhood]) -> list[dict[str, str]]:
    return [
        {
            "pk": str(note.pk),
            "name": row.name,
            "kind": NoteKind(note.kind).label,
            "text": note.text,
        }
        for row in rows
        for note in row.notes
    ]
