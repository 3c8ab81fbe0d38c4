"""Life expectancy sheets: the national one by neighbourhood, OHID's one by ward."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lehc.places.enums import IndicatorKey
from lehc.places.importing.cells import (
    read_count,
    read_name,
    read_number,
    read_sex,
)
from lehc.places.importing.figures import make_figure
from lehc.places.importing.readers.base import Cells, TableReader, introduce
from lehc.places.importing.tables import normalise
from lehc.places.storing.records import Record

KEY = IndicatorKey.LIFE_EXPECTANCY


class ExpectancyReader(TableReader):
    """One row an area and sex."""

    optional: dict[str, tuple[str, ...]] = {}

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._indicators: set[str] = set()

    def read_row(self, line: int, cells: Cells) -> Iterable[Record]:
        area, made = self.directory.find(
            self.must(cells, "Code"), read_name(self.find(cells, "name"))
        )
        figure = make_figure(
            area,
            KEY.value,
            self.must(cells, "Period").replace(" - ", " to ").replace("-", " to "),
            read_sex(self.must(cells, "Sex")),
            read_number(self.cell(cells, "Value"), "life expectancy"),
            (
                read_number(self.cell(cells, "Lower"), "the lower limit"),
                read_number(self.cell(cells, "Upper"), "the upper limit"),
            ),
            count=read_count(self.find(cells, "deaths"), "deaths"),
            denominator=read_count(self.find(cells, "population"), "population"),
        )
        return [
            *introduce(KEY.value, KEY.label, "years", self._indicators),
            *made,
            figure,
        ]

    def find(self, cells: Cells, what: str) -> str:
        """A column that need not be there, by any of its names."""
        names = map(normalise, self.optional[what])
        return next((cells[name] for name in names if name in cells), "")


class NeighbourhoodSheetReader(ExpectancyReader):
    """The national extract: deaths, people and life expectancy by neighbourhood."""

    title = "Life expectancy by neighbourhood"
    needed = [
        ["Code"],
        ["Sex"],
        ["Period"],
        ["Value", "Life Expectancy at birth (in years)"],
        ["Lower", "Lower 95% confidence interval"],
        ["Upper", "Upper 95% confidence interval"],
    ]
    optional = {
        "name": ("Code Name",),
        "deaths": ("No of Deaths",),
        "population": ("Population",),
    }


class WardSheetReader(ExpectancyReader):
    """OHID's ward files (.ods): found by the names of their columns, on any sheet.

    The sheets carry titles above their columns, and may be of an older time than the
    live site: the period in the file is the one shown.
    """

    title = "Life expectancy by ward, Local Health"
    publisher = "Office for Health Improvement and Disparities"
    needed = [
        ["Code", "Area Code", "Ward code", "Electoral ward code", "WD21CD"],
        ["Sex"],
        ["Period", "Time period", "Time point", "Timeperiod"],
        ["Value", "Life expectancy", "Life expectancy at birth"],
        ["Lower", "Lower CI", "Lower CI 95.0 limit", "Lower 95% CI", "LCI"],
        ["Upper", "Upper CI", "Upper CI 95.0 limit", "Upper 95% CI", "UCI"],
    ]
    optional = {
        "name": ("Area Name", "Ward name", "Name", "WD21NM"),
        "deaths": ("Count", "Deaths"),
        "population": ("Denominator", "Population"),
    }
