"""The Index of Multiple Deprivation, 2019 or 2025, by small area."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from lehc.places.enums import IndicatorKey, Sex
from lehc.places.importing.averages import average_upwards
from lehc.places.importing.cells import read_count, read_name, read_number
from lehc.places.importing.codes import find_kind
from lehc.places.importing.figures import make_figure
from lehc.places.importing.problems import FileError, RowError
from lehc.places.importing.readers.base import Cells, TableReader, introduce
from lehc.places.storing.records import AreaRecord, FigureRecord, Record

CODE = re.compile(r"lsoacode(2011|2021)")
INDEX_OF_BOUNDARIES = {2011: IndicatorKey.IMD_2019, 2021: IndicatorKey.IMD_2025}
HIGHEST_SCORE = 100
MEAN = "Mean of small areas, weighted by their people"


class DeprivationReader(TableReader):
    """The year of the boundaries in the code's column says which index it is.

    Neighbourhoods and wards that lookups make of the small areas get the mean of their
    scores, each weighted by its people.
    """

    title = "Index of Multiple Deprivation"
    publisher = "Ministry of Housing, Communities and Local Government"
    attribution = (
        "Source: Ministry of Housing, Communities and Local Government. Licensed under "
        "the Open Government Licence v3.0."
    )
    needed = [["Index of Multiple Deprivation (IMD) Score"]]

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._code, self._vintage = "", 0
        self._indicators: set[str] = set()
        self._scores: dict[str, tuple[float, float]] = {}

    def meet_header(self, cells: Cells) -> None:
        super().meet_header(cells)
        match = next(filter(None, map(CODE.fullmatch, cells)), None)
        if match is None:
            raise FileError(
                "The file has no column “LSOA code (2011)” or “LSOA code (2021)”."
            )
        self._code, self._vintage = match[0], int(match[1])

    def read_row(self, line: int, cells: Cells) -> Iterable[Record]:
        code = cells.get(self._code, "")
        kind = find_kind(code)
        score = read_number(self.cell(cells, self.needed[0][0]), "the score")
        if score is None or not 0 <= score <= HIGHEST_SCORE:
            raise RowError("the score is not between 0 and 100")
        index = INDEX_OF_BOUNDARIES[self._vintage]
        name = read_name(cells.get(self._code.replace("code", "name"), code))
        people = next(
            (v for k, v in cells.items() if k.startswith("totalpopulation")), ""
        )
        count = read_count(people, "the population")
        figure = make_figure(
            (code, self._vintage),
            index.value,
            index.value[-4:],
            Sex.PERSONS.value,
            score,
            denominator=count,
        )
        area = AreaRecord(code, self._vintage, kind, name)
        if count is not None:
            self._scores[code] = score, count
        return [
            *introduce(index.value, index.label, "score", self._indicators),
            area,
            figure,
        ]

    def finish(self) -> Iterable[Record]:
        """The means; none where no lookup says what the small areas make up."""
        if not self._scores:
            return
        index, made = INDEX_OF_BOUNDARIES[self._vintage], 0
        for area, score, people in average_upwards(self._scores, self._vintage):
            made += 1
            yield FigureRecord(
                area,
                index.value,
                index.value[-4:],
                Sex.PERSONS.value,
                score,
                denominator=people,
                note=MEAN,
            )
        if made:
            self.report.remarks.append(
                f"Averaged to {made:,} neighbourhoods and wards, weighted by people."
            )
        else:
            self.report.remarks.append(
                "No lookup of these small areas is held, so no neighbourhood or ward "
                "has a mean. Import the lookup, then this file again."
            )
