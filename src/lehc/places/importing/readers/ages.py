"""Deaths and populations by age band: our own life tables are computed from them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from lehc.places.calculations.life_tables import AGES, compute_expectancy
from lehc.places.enums import IndicatorKey
from lehc.places.importing.cells import read_count, read_name, read_sex
from lehc.places.importing.problems import RowError
from lehc.places.importing.readers.base import Cells, TableReader, introduce
from lehc.places.storing.records import AgeRecord, AreaKey, FigureRecord, Record

KEY = IndicatorKey.LIFE_EXPECTANCY
PLACE_OF_AGE = {age: place for place, age in enumerate(AGES)}
Group = tuple[AreaKey, str, str]


class AgeReader(TableReader):
    """One row an area, sex, period and age band: 0, 1, 5, 10 ... 90.

    Every group needs all twenty bands. Counts stay in the database and are never
    shown; the life expectancy at birth that they give is.
    """

    title = "Deaths and populations by age band"
    publisher = "Computed here from counts that were imported"
    licence = "As the counts"
    attribution = ""
    needed = [
        ["area_code", "Area Code", "code"],
        ["sex"],
        ["period", "Time period"],
        ["startage", "age_start", "start_age"],
        ["deaths"],
        ["population", "person_years"],
    ]

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._groups: dict[Group, int] = {}
        self._first_lines: list[int] = []
        self._counts = np.full((1_024, 2, len(AGES)), np.nan)

    def read_row(self, line: int, cells: Cells) -> Iterable[Record]:
        period = self.must(cells, "period")
        if not period:
            raise RowError("the period is missing")
        age = self.read_age(self.must(cells, "startage"))
        deaths = read_count(self.cell(cells, "deaths"), "deaths")
        people = read_count(self.cell(cells, "population"), "population")
        if deaths is None or people is None:
            raise RowError("deaths or population is missing")
        sex = read_sex(self.must(cells, "sex"))
        name = read_name(cells.get("areaname", ""))
        area, made = self.directory.find(self.must(cells, "area_code"), name)
        self.keep((area, period, sex), line, age, (deaths, people))
        return [*made, AgeRecord(area, period, sex, age, deaths, people)]

    def read_age(self, text: str) -> int:
        age = int(text) if text.isdigit() else -1
        if age not in PLACE_OF_AGE:
            raise RowError(
                f"“{text[:20]}” starts no age band of a life table: 0, 1, 5, 10 ... 90"
            )
        return age

    def keep(
        self, group: Group, line: int, age: int, counts: tuple[float, float]
    ) -> None:
        place = self._groups.setdefault(group, len(self._groups))
        if place == len(self._first_lines):
            self._first_lines.append(line)
            if place == len(self._counts):
                more = np.full_like(self._counts, np.nan)
                self._counts = np.concatenate([self._counts, more])
        if not np.isnan(self._counts[place, 0, PLACE_OF_AGE[age]]):
            raise RowError(f"the band from {age} is there twice")
        self._counts[place, :, PLACE_OF_AGE[age]] = counts

    def finish(self) -> Iterable[Record]:
        """A life expectancy for each whole group; the others are refused."""
        counts = self._counts[: len(self._groups)]
        is_whole = ~np.isnan(counts[:, 0]).any(axis=1)
        for place in np.flatnonzero(~is_whole):
            missing = np.flatnonzero(np.isnan(counts[place, 0]))
            bands = ", ".join(str(AGES[index]) for index in missing[:5])
            reason = f"its group lacks age bands: those that start at {bands}."
            self.report.refuse(self._first_lines[place], reason)
        if not is_whole.any():
            return
        yield from introduce(KEY.value, KEY.label, "years", set())
        whole = [
            group for group, is_in in zip(self._groups, is_whole, strict=True) if is_in
        ]
        found = compute_expectancy(counts[is_whole, 0], counts[is_whole, 1])
        for (area, period, sex), own in zip(whole, found, strict=True):
            yield FigureRecord(area, KEY.value, period, sex, *own)
