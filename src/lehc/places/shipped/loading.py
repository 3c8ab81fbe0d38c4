"""Loads the shipped files, each only when it is new or has changed."""

from __future__ import annotations

import csv
import gzip
import hashlib
from collections.abc import Callable, Iterable, Iterator
from importlib.resources import files
from typing import Any

from django.db import transaction

from lehc.places.enums import AreaKind, IndicatorKey, Reason, Sex
from lehc.places.models import Dataset, Indicator
from lehc.places.shipped import datasets
from lehc.places.shipped.datasets import INDICATORS, Description
from lehc.places.storing.records import (
    AreaRecord,
    BoundaryRecord,
    ChangeRecord,
    FigureRecord,
    ParentRecord,
)
from lehc.places.storing.store import Store

TOWNS = frozenset(
    {
        "E06000002",
        "E06000009",
        "E06000038",
        "E06000039",
        "E07000062",
        "E08000009",
        "E08000010",
    }
)
"""Middlesbrough, Blackpool, Reading, Slough, Hastings, Trafford, Wigan."""

PERIOD = "2016 to 2020"
IMD_PERIOD = "2019"
AUTHORITY_YEAR, NEIGHBOURHOOD_YEAR = 2021, 2011
OLD_WARDS, NEW_WARDS = 2013, 2025
SEXES = (
    ("male", Sex.MALE.value),
    ("female", Sex.FEMALE.value),
    ("persons", Sex.PERSONS.value),
)
NOT_PUBLISHED = Reason.NOT_PUBLISHED.value

Rows = list[dict[str, str]]


@transaction.atomic
def load_shipped_data(*, everywhere: bool = True) -> list[str]:
    """Bring areas, boundaries and figures up to date; return what was loaded anew.

    When nothing is new this costs one query and the reading of 600 kB. Not
    `everywhere` means all authorities, but neighbourhoods of the seven towns alone;
    what that left out comes the next time.
    """
    known = dict(Dataset.objects.values_list("key", "digest"))
    loaded: list[str] = []
    for file_name, parts in PARTS.items():
        data = (files("lehc.places") / "data" / file_name).read_bytes()
        digest = hashlib.sha256(data).hexdigest()
        due = [part for part in parts if known.get(part[0].key) != digest]
        if not due:
            continue
        rows = read_rows(data)
        if not everywhere and (few := [r for r in rows if r.get("authority") in TOWNS]):
            rows, digest = few, ""
        for description, load in due:
            load(Store(describe(description, digest)), rows)
            loaded.append(description.key)
    return loaded


def describe(description: Description, digest: str = "") -> Dataset:
    """The dataset, written down as described; its indicators too."""
    facts = {**description._asdict(), "digest": digest}
    key = facts.pop("key")
    dataset, _ = Dataset.objects.update_or_create(key=key, defaults=facts)
    return dataset


def describe_indicators() -> None:
    for key, unit, definition in INDICATORS:
        facts = {"name": key.label, "unit": unit, "definition": definition}
        Indicator.objects.get_or_create(key=key.value, defaults=facts)


def read_rows(data: bytes) -> Rows:
    raw = gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data
    return list(csv.DictReader(raw.decode("utf-8").splitlines()))


def load_authorities(store: Store, rows: Rows) -> None:
    kind = AreaKind.LOCAL_AUTHORITY.value
    store.write_areas(
        [AreaRecord(row["code"], AUTHORITY_YEAR, kind, row["name"]) for row in rows]
    )


def load_life_expectancy(store: Store, rows: Rows) -> None:
    """Neighbourhoods, the authority that each lies in, and their life expectancy."""
    kind, year = AreaKind.MSOA.value, NEIGHBOURHOOD_YEAR
    store.write_areas(
        [
            AreaRecord(row["code"], year, kind, row["name"], row["common_name"])
            for row in rows
        ]
    )
    store.write_parents(
        [
            ParentRecord((row["code"], year), (row["authority"], AUTHORITY_YEAR))
            for row in rows
        ]
    )
    describe_indicators()
    store.write_figures(list(list_life_expectancy(rows)))


def list_life_expectancy(rows: Rows) -> Iterator[FigureRecord]:
    indicator = IndicatorKey.LIFE_EXPECTANCY.value
    for row in rows:
        area = (row["code"], NEIGHBOURHOOD_YEAR)
        for prefix, sex in SEXES:
            value = row[f"{prefix}_life_expectancy"]
            is_shown = value != ""
            yield FigureRecord(
                area,
                indicator,
                PERIOD,
                sex,
                float(value) if is_shown else None,
                float(row[f"{prefix}_lower95"]) if is_shown else None,
                float(row[f"{prefix}_upper95"]) if is_shown else None,
                None,
                None,
                float(row[f"{prefix}_deaths"]),
                float(row[f"{prefix}_population"]),
                "" if is_shown else NOT_PUBLISHED,
            )


def load_deprivation(store: Store, rows: Rows) -> None:
    describe_indicators()
    indicator, sex = IndicatorKey.IMD_2019.value, Sex.PERSONS.value
    store.write_figures(
        [
            FigureRecord(
                (row["code"], NEIGHBOURHOOD_YEAR),
                indicator,
                IMD_PERIOD,
                sex,
                float(row["imd2019_score"]),
            )
            for row in rows
        ]
    )


def load_outlines(store: Store, rows: Rows) -> None:
    """Boundaries; and wards, which no other shipped file names."""
    store.write_areas(
        AreaRecord(row["code"], int(row["vintage"]), row["kind"], row["name"])
        for row in rows
    )
    store.write_parents(
        ParentRecord(key_of(row), (row["authority"], AUTHORITY_YEAR)) for row in rows
    )
    store.write_boundaries(map(read_outline, rows))


def key_of(row: dict[str, str]) -> tuple[str, int]:
    return row["code"], int(row["vintage"])


def read_outline(row: dict[str, str]) -> BoundaryRecord:
    left, top, right, bottom, x, y = (
        int(row[name]) for name in BoundaryRecord._fields[2:8]
    )
    where = float(row["longitude"]), float(row["latitude"])
    return BoundaryRecord(
        key_of(row), row["path"], left, top, right, bottom, x, y, *where
    )


def load_ward_changes(store: Store, rows: Rows) -> None:
    store.write_changes(
        ChangeRecord(
            (row["old"], OLD_WARDS),
            (row["new"], NEW_WARDS),
            float(row["share_of_old"]),
            float(row["share_of_new"]),
        )
        for row in rows
    )


Part = tuple[Description, Callable[[Store, Rows], Any]]
PARTS: dict[str, Iterable[Part]] = {
    "local_authorities_2021.csv": [(datasets.AUTHORITIES, load_authorities)],
    "england_msoa11.csv.gz": [
        (datasets.LIFE_EXPECTANCY, load_life_expectancy),
        (datasets.DEPRIVATION, load_deprivation),
    ],
    "outlines.csv.gz": [(datasets.OUTLINES, load_outlines)],
    "ward_changes.csv.gz": [(datasets.WARD_CHANGES, load_ward_changes)],
}
"""Each shipped file with what it holds, in the order in which they need each other."""
