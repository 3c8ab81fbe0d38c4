"""What readers give: one frozen row of each kind, by code, never by name."""

from __future__ import annotations

from typing import NamedTuple

AreaKey = tuple[str, int]
"""A GSS code and the year of the boundaries."""


class AreaRecord(NamedTuple):
    code: str
    vintage: int
    kind: str
    name: str
    common_name: str = ""
    welsh_name: str = ""


class IndicatorRecord(NamedTuple):
    key: str
    name: str
    unit: str = ""


class ParentRecord(NamedTuple):
    child: AreaKey
    parent: AreaKey
    is_best_fit: bool = False


class BoundaryRecord(NamedTuple):
    area: AreaKey
    path: str
    left: int
    top: int
    right: int
    bottom: int
    x: int
    y: int
    longitude: float
    latitude: float


class FigureRecord(NamedTuple):
    area: AreaKey
    indicator: str
    period: str
    sex: str
    value: float | None
    lower95: float | None = None
    upper95: float | None = None
    lower99_8: float | None = None
    upper99_8: float | None = None
    counted: float | None = None
    denominator: float | None = None
    reason: str = ""
    note: str = ""
    age: str = ""


class AgeRecord(NamedTuple):
    area: AreaKey
    period: str
    sex: str
    start_age: int
    deaths: float | None
    population: float | None


class ChangeRecord(NamedTuple):
    old: AreaKey
    new: AreaKey
    share_of_old: float
    share_of_new: float


Record = (
    AreaRecord
    | IndicatorRecord
    | ParentRecord
    | BoundaryRecord
    | FigureRecord
    | AgeRecord
    | ChangeRecord
)
