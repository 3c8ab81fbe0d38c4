"""OHID Fingertips: CSV of 26 columns, or 27 with “Time period range”."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lehc.places.enums import IndicatorKey
from lehc.places.importing.cells import read_name, read_number, read_sex
from lehc.places.importing.figures import Limits, make_figure
from lehc.places.importing.problems import RowError
from lehc.places.importing.readers.base import Cells, TableReader, introduce
from lehc.places.storing.records import Record

KNOWN = {
    "93283": IndicatorKey.LIFE_EXPECTANCY,
    "93553": IndicatorKey.IMD_2019,
}
BREAKDOWN = "rows by deprivation or another category"


class FingertipsReader(TableReader):
    """One row an area, sex, age and period. Rows split by a category are left out.

    An area that repeats under several parents is the same figure again. fingertipsR
    writes the columns' names without spaces, which makes no difference.
    """

    title = "Fingertips"
    publisher = "Office for Health Improvement and Disparities"
    attribution = (
        "Source: Office for Health Improvement and Disparities. Licensed under the "
        "Open Government Licence v3.0."
    )
    needed = [
        [name]
        for name in (
            "Indicator ID",
            "Indicator Name",
            "Area Code",
            "Area Name",
            "Sex",
            "Age",
            "Category Type",
            "Category",
            "Time period",
            "Value",
            "Lower CI 95.0 limit",
            "Upper CI 95.0 limit",
            "Lower CI 99.8 limit",
            "Upper CI 99.8 limit",
            "Count",
            "Denominator",
            "Value note",
        )
    ]

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._indicators: set[str] = set()

    def read_row(self, line: int, cells: Cells) -> Iterable[Record]:
        note = self.must(cells, "Value note")  # the last that we need: nothing is cut
        if self.must(cells, "Category"):
            return self.leave_out(BREAKDOWN)
        number, name = (
            self.must(cells, "Indicator ID"),
            self.must(cells, "Indicator Name"),
        )
        if not number.isdigit():
            raise RowError(f"“{number[:20]}” is no indicator's number")
        key = KNOWN[number].value if number in KNOWN else f"fingertips-{number}"
        code, area_name = self.must(cells, "Area Code"), self.must(cells, "Area Name")
        area, made = self.directory.find(code, read_name(area_name))
        age = self.must(cells, "Age")
        figure = make_figure(
            area,
            key,
            self.must(cells, "Time period").replace(" - ", " to "),
            read_sex(self.must(cells, "Sex")),
            read_number(self.cell(cells, "Value"), "Value"),
            self.read_limits(cells, "95.0"),
            self.read_limits(cells, "99.8"),
            count=read_number(self.cell(cells, "Count"), "Count"),
            denominator=read_number(self.cell(cells, "Denominator"), "Denominator"),
            note=note,
            age="" if age.lower() == "all ages" else age,
        )
        return [*introduce(key, name, "", self._indicators), *made, figure]

    def read_limits(self, cells: Cells, level: str) -> Limits:
        lower, upper = (
            read_number(self.cell(cells, f"{end} CI {level} limit"), f"{end} limit")
            for end in ("Lower", "Upper")
        )
        return lower, upper
