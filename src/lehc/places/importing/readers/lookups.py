"""ONS lookups: which area lies in which, by the names of the columns alone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from lehc.places.importing.cells import read_name
from lehc.places.importing.codes import find_kind
from lehc.places.importing.problems import FileError
from lehc.places.importing.readers.base import Cells, TableReader
from lehc.places.importing.tables import Reached
from lehc.places.storing.records import AreaKey, AreaRecord, ParentRecord, Record

ENTITIES = (
    *("oa", "lsoa", "msoa", "wd", "lad", "utla", "cauth", "pcon", "rgn", "ctry"),
)
"""From the smallest to the largest."""

COLUMN = re.compile(rf"({'|'.join(ENTITIES)})(\d\d)(cd|nm|nmw|hclnm)")


class Level(NamedTuple):
    """One kind of area of one year in the file, with its columns."""

    entity: str
    vintage: int
    code: str
    name: str
    welsh: str
    common: str


class LookupReader(TableReader):
    """The smallest area of each row, and every larger one that the row names.

    Two years of one kind of area, as in a file of changes, are no parents of each
    other: such a file only adds names.
    """

    title = "Lookup of areas"
    needed = ()

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.is_best_fit = False
        self._levels: list[Level] = []
        self._known: set[tuple[AreaKey, AreaKey]] = set()
        self._named: set[AreaKey] = set()

    def read_file(self, path: Path, reached: Reached) -> Any:
        self.is_best_fit = "bestfit" in re.sub(r"[\W_]", "", path.name.lower())
        return super().read_file(path, reached)

    def meet_header(self, cells: Cells) -> None:
        self._levels = find_levels(cells)
        if not self._levels:
            raise FileError(
                "The file names no areas: a lookup has columns such as LSOA21CD, "
                "MSOA21CD and LAD22CD."
            )

    def read_row(self, line: int, cells: Cells) -> Iterable[Record]:
        areas = [(level, self.read_area(level, cells)) for level in self._levels]
        records: list[Record] = [
            self.name_area(level, key, cells)
            for level, key in areas
            if key not in self._named
        ]
        self._named.update(key for _, key in areas)
        smallest, child = areas[0]
        for level, parent in areas[1:]:
            pair = (child, parent)
            if level.entity == smallest.entity or pair in self._known:
                continue
            self._known.add(pair)
            records.append(ParentRecord(child, parent, self.is_best_fit))
        return records

    def read_area(self, level: Level, cells: Cells) -> AreaKey:
        code = cells.get(level.code, "")
        find_kind(code)
        return code, level.vintage

    def name_area(self, level: Level, key: AreaKey, cells: Cells) -> AreaRecord:
        name, welsh, common = (
            read_name(cells.get(column, ""))
            for column in (level.name, level.welsh, level.common)
        )
        return AreaRecord(*key, find_kind(key[0]), name, common, welsh)


def find_levels(columns: Iterable[str]) -> list[Level]:
    """What the columns are of, smallest first; other columns are passed over."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for column in columns:
        if match := COLUMN.fullmatch(column):
            entity, year, part = match.groups()
            found.setdefault((entity, year), {})[part] = column
    levels = [
        Level(
            entity,
            2000 + int(year),
            parts["cd"],
            *(parts.get(part, "") for part in ("nm", "nmw", "hclnm")),
        )
        for (entity, year), parts in found.items()
        if "cd" in parts
    ]
    return sorted(levels, key=lambda level: ENTITIES.index(level.entity))
