"""What is known of one place, as plain values: read by queries, drawn by pictures."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from lehc.places.geometry.grid import miles_between


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its 95% limits, or the reason why there is none."""

    value: float = math.nan
    lower: float = math.nan
    upper: float = math.nan
    deaths: float | None = None
    person_years: float | None = None
    reason: str = ""

    @property
    def is_known(self) -> bool:
        return not math.isnan(self.value)


NOT_HELD = Estimate(reason="not_held")


@dataclass(frozen=True, slots=True)
class Outline:
    """Where an area lies: see `models.Boundary`."""

    path: str
    left: int
    top: int
    right: int
    bottom: int
    x: int
    y: int
    longitude: float
    latitude: float


@dataclass(frozen=True, slots=True)
class Note:
    pk: int
    kind: str
    text: str


@dataclass(frozen=True)
class Neighbourhood:
    """One neighbourhood with its figures; a high `deprivation` score is deprived."""

    pk: int
    code: str
    name: str
    official_name: str
    vintage: int
    town: str = ""
    town_code: str = ""
    deprivation: float | None = None
    estimates: dict[str, Estimate] = field(default_factory=dict)
    outline: Outline | None = None
    notes: tuple[Note, ...] = ()

    def estimate(self, sex: str) -> Estimate:
        return self.estimates.get(sex, NOT_HELD)


@dataclass(frozen=True, slots=True)
class Source:
    """What stands under every figure: where it is from and under what licence."""

    title: str
    publisher: str
    licence: str
    attribution: str


@dataclass(frozen=True)
class Profile:
    """Some neighbourhoods, most deprived first, and where their figures are from."""

    neighbourhoods: list[Neighbourhood]
    period: str = ""
    vintage: int = 0
    deprivation_name: str = ""
    sources: tuple[Source, ...] = ()

    @property
    def has_map(self) -> bool:
        return any(row.outline for row in self.neighbourhoods)


def miles_apart(one: Neighbourhood, other: Neighbourhood) -> float | None:
    """Miles in a straight line between the middles; None where one is not mapped."""
    if one.outline is None or other.outline is None:
        return None
    return miles_between(
        (one.outline.longitude, one.outline.latitude),
        (other.outline.longitude, other.outline.latitude),
    )
