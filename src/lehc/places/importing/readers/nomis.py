"""Nomis: CSV of its API, or a download of its site with titles above the columns."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.text import slugify

from lehc.places.importing.cells import read_name, read_number, read_sex
from lehc.places.importing.figures import make_figure
from lehc.places.importing.problems import FileError, RowError
from lehc.places.importing.readers.base import Cells, TableReader, introduce
from lehc.places.storing.records import Record

OUR_OWN = ("date", "geography", "measures", "obs", "record")
SEXES = ("sexname", "csexname", "c2021sexname")
VALUE = "value"


class NomisReader(TableReader):
    """One row an area and a cell of each other dimension, whose words we keep.

    Guests get 25,000 rows a call: a file with fewer rows than Nomis says it has is
    refused whole, for it would be silently short.
    """

    title = "Nomis"
    needed = [
        [name]
        for name in ("DATE_NAME", "GEOGRAPHY_CODE", "GEOGRAPHY_NAME", "OBS_VALUE")
    ]

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.indicator = "Nomis figures"
        self._indicators: set[str] = set()
        self._wanted = 0
        self._read = 0

    def read_row(self, line: int, cells: Cells) -> Iterable[Record]:
        self._read += 1
        self.count(cells)
        if cells.get("measuresname", VALUE).lower() != VALUE:
            return self.leave_out("measures other than the value, such as percentages")
        value = read_number(self.cell(cells, "OBS_VALUE"), "OBS_VALUE")
        if cells.get("obsstatus", "A").upper() == "Q":
            value = None
        area, made = self.directory.find(
            self.must(cells, "GEOGRAPHY_CODE"),
            read_name(self.must(cells, "GEOGRAPHY_NAME")),
        )
        sex = next((cells[name] for name in SEXES if name in cells), "")
        key = slugify(self.indicator)[:80]
        figure = make_figure(
            area,
            key,
            self.must(cells, "DATE_NAME"),
            read_sex(sex),
            value,
            note=cells.get("obsstatusname", ""),
            age=self.name_breakdown(cells),
        )
        return [*introduce(key, self.indicator, "", self._indicators), *made, figure]

    def count(self, cells: Cells) -> None:
        wanted = cells.get("recordcount", "")
        if wanted.isdigit():
            self._wanted = max(self._wanted, int(wanted))
        elif "recordcount" in self.header:
            raise RowError("the row is cut short: it has no RECORD_COUNT")

    def name_breakdown(self, cells: Cells) -> str:
        """The words of all other dimensions, such as “Aged 65 and over”."""
        words = [
            cells[name]
            for name in self.header
            if name.endswith("name")
            and name not in SEXES
            and not name.startswith(OUR_OWN)
            and name in cells
        ]
        return "; ".join(word for word in words if not word.lower().startswith("total"))

    def finish(self) -> Iterable[Record]:
        if self._wanted > self._read:
            raise FileError(
                f"Nomis has {self._wanted:,} rows for this question, but the file ends "
                f"after {self._read:,}: guests get 25,000 a call. Ask again for fewer "
                "areas at a time, or with recordoffset, and import each file."
            )
        if not self._wanted:
            self.report.remarks.append(
                "The file does not say how many rows Nomis has (RECORD_COUNT), so we "
                "can't tell whether it is whole."
            )
        return ()
