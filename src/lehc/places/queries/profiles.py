"""Neighbourhoods with all that pages show of them, in a fixed number of queries."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.db.models import Q

from lehc.places.enums import AreaKind, IndicatorKey
from lehc.places.models import Area, AreaParent, Boundary, ContextNote, Dataset, Figure
from lehc.places.profiles import (
    Estimate,
    Neighbourhood,
    Note,
    Outline,
    Profile,
    Source,
)

DEPRIVATION = (IndicatorKey.IMD_2025.value, IndicatorKey.IMD_2019.value)
"""The newest that a set of neighbourhoods has is used."""

SHOWN = (IndicatorKey.LIFE_EXPECTANCY.value, *DEPRIVATION)


class Row(NamedTuple):
    """One figure as the database gives it."""

    area: int
    vintage: int
    indicator: str
    period: str
    sex: str
    value: float | None
    lower: float | None
    upper: float | None
    deaths: float | None
    person_years: float | None
    reason: str
    dataset: int


class AreaRow(NamedTuple):
    pk: int
    code: str
    name: str
    common_name: str
    vintage: int


def read_town(town: Area) -> Profile:
    """All neighbourhoods that a lookup puts into the town."""
    return read_profile(
        Q(area__in=AreaParent.objects.filter(parent=town).values("child")),
        town=town,
    )


def read_chosen(codes: Sequence[str]) -> Profile:
    """The neighbourhoods with these codes, wherever they are, in the order given.

    A code that is unknown, or has no life expectancy, is left out.
    """
    if not codes:
        return Profile([])
    found = read_profile(Q(area__code__in=set(codes)), town=None)
    by_code = {row.code: row for row in found.neighbourhoods}
    chosen = [by_code[code] for code in codes if code in by_code]
    return Profile(
        chosen, found.period, found.vintage, found.deprivation_name, found.sources
    )


def read_profile(where: Q, *, town: Area | None) -> Profile:
    """The newest life expectancy of some neighbourhoods, with what goes with it.

    Six queries, however many neighbourhoods. Figures are of the newest period, and
    within that of the newest boundaries: never a mixture.
    """
    figures = Figure.objects.filter(
        where, area__kind=AreaKind.MSOA, indicator__key__in=SHOWN, age=""
    )
    rows = [Row(*row) for row in figures.values_list(*FIGURE_COLUMNS)]
    lived = [row for row in rows if row.indicator == IndicatorKey.LIFE_EXPECTANCY.value]
    if not lived:
        return Profile([])
    period, vintage = max((row.period, row.vintage) for row in lived)
    lived = [row for row in lived if (row.period, row.vintage) == (period, vintage)]
    ids = {row.area for row in lived}
    scores, deprivation_name = choose_deprivation(rows, ids)
    datasets = {row.dataset for row in [*lived, *scores.values()]}
    outlines, map_datasets = read_outlines(ids)
    return Profile(
        order_by_deprivation(
            build_neighbourhoods(ids, lived, scores, outlines, town=town)
        ),
        period,
        vintage,
        deprivation_name,
        read_sources(datasets | map_datasets),
    )


FIGURE_COLUMNS = (
    "area_id",
    "area__vintage",
    "indicator__key",
    "period",
    "sex",
    "value",
    "lower95",
    "upper95",
    "count",
    "denominator",
    "reason",
    "dataset_id",
)


def choose_deprivation(
    rows: Iterable[Row], ids: set[int]
) -> tuple[dict[int, Row], str]:
    """Scores by area from the newest index that covers any of the areas."""
    for key in DEPRIVATION:
        found = {
            row.area: row
            for row in rows
            if row.indicator == key and row.area in ids and row.value is not None
        }
        if found:
            return found, IndicatorKey(key).label
    return {}, ""


def build_neighbourhoods(
    ids: set[int],
    lived: Iterable[Row],
    scores: dict[int, Row],
    outlines: dict[int, Outline],
    *,
    town: Area | None,
) -> list[Neighbourhood]:
    estimates: dict[int, dict[str, Estimate]] = {pk: {} for pk in ids}
    for row in lived:
        estimates[row.area][row.sex] = read_estimate(row)
    notes = read_notes(ids)
    towns = {} if town else read_towns(ids)
    areas = Area.objects.filter(pk__in=ids).order_by("code")
    return [
        Neighbourhood(
            row.pk,
            row.code,
            row.common_name or row.name,
            row.name,
            row.vintage,
            *((town.name, town.code) if town else towns.get(row.pk, ("", ""))),
            scores[row.pk].value if row.pk in scores else None,
            estimates[row.pk],
            outlines.get(row.pk),
            tuple(notes.get(row.pk, ())),
        )
        for row in (AreaRow(*each) for each in areas.values_list(*AreaRow._fields))
    ]


def read_estimate(row: Row) -> Estimate:
    value, lower, upper = (
        math.nan if number is None else number
        for number in (row.value, row.lower, row.upper)
    )
    return Estimate(value, lower, upper, row.deaths, row.person_years, row.reason)


def order_by_deprivation(rows: list[Neighbourhood]) -> list[Neighbourhood]:
    """Most deprived first; those without a score last, by code."""
    return sorted(
        rows,
        key=lambda row: (
            row.deprivation is None,
            -(row.deprivation or 0),
            row.code,
        ),
    )


def read_outlines(ids: set[int]) -> tuple[dict[int, Outline], set[int]]:
    """Outlines by area, and the datasets that they are from."""
    columns: Any = Outline.__dataclass_fields__
    rows = Boundary.objects.filter(area__in=ids).values_list(
        "area_id", "dataset_id", *columns
    )
    outlines, datasets = {}, set()
    for pk, dataset, *frame in rows:
        outlines[pk] = Outline(*frame)
        datasets.add(dataset)
    return outlines, datasets


def read_notes(ids: set[int]) -> dict[int, list[Note]]:
    notes: dict[int, list[Note]] = {}
    rows = ContextNote.objects.current().filter(area__in=ids)
    for area, pk, kind, text in rows.values_list("area_id", "pk", "kind", "text"):
        notes.setdefault(area, []).append(Note(pk, kind, text))
    return notes


def read_towns(ids: set[int]) -> dict[int, tuple[str, str]]:
    """Name and code of the local authority that each area lies in."""
    rows = AreaParent.objects.filter(
        child__in=ids, parent__kind=AreaKind.LOCAL_AUTHORITY
    ).order_by("parent__vintage")
    return {
        child: (name, code)
        for child, name, code in rows.values_list(
            "child_id", "parent__name", "parent__code"
        )
    }


def read_sources(datasets: set[int]) -> tuple[Source, ...]:
    rows = Dataset.objects.filter(pk__in=datasets).order_by("pk")
    return tuple(
        Source(*row)
        for row in rows.values_list("title", "publisher", "licence", "attribution")
    )
