"""What every reader is, and the one for tables of rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import ClassVar

from lehc.places.importing.codes import Directory
from lehc.places.importing.problems import Report, RowError
from lehc.places.importing.tables import Reached, normalise, read_lines, read_table
from lehc.places.storing.records import AreaRecord, IndicatorRecord, Record

OPEN_GOVERNMENT = "Open Government Licence v3.0"
Cells = dict[str, str]


class Reader:
    """Turns a file into records. `read_file` yields a line and what it held."""

    title: ClassVar[str]
    publisher: ClassVar[str] = "Office for National Statistics"
    licence: ClassVar[str] = OPEN_GOVERNMENT
    attribution: ClassVar[str] = (
        "Source: Office for National Statistics licensed under the Open Government "
        "Licence v3.0."
    )

    def __init__(self, directory: Directory, report: Report) -> None:
        self.directory = directory
        self.report = report

    def read_file(
        self, path: Path, reached: Reached
    ) -> Iterator[tuple[int, Iterable[Record]]]:
        raise NotImplementedError

    def finish(self) -> Iterable[Record]:
        """What only the whole file tells; raises FileError if it is not whole."""
        return ()

    def leave_out(self, what: str) -> list[Record]:
        self.report.left_out[what] += 1
        return []


class TableReader(Reader):
    """A reader of rows with named columns."""

    needed: ClassVar[Sequence[Sequence[str]]]
    """Each column by all the names that it goes by."""

    def __init__(self, directory: Directory, report: Report) -> None:
        super().__init__(directory, report)
        self.header: list[str] = []
        self._names: dict[str, str] = {}

    def read_file(
        self, path: Path, reached: Reached
    ) -> Iterator[tuple[int, Iterable[Record]]]:
        previous: list[str] = []
        for line, cells in read_table(read_lines(path, reached), self.needed):
            if list(cells) != previous and not any(cells.values()):
                previous = self.header = list(cells)
                self.meet_header(cells)
                continue
            self.report.rows += 1
            try:
                records = list(self.read_row(line, cells))
            except RowError as error:
                self.report.refuse(line, f"{error}.")
                continue
            for record in records:
                if isinstance(record, AreaRecord):
                    self.directory.add((record.code, record.vintage))
            yield line, records

    def meet_header(self, cells: Cells) -> None:
        """Learn which of its names each column goes by here."""
        self._names = {
            each[0]: next(n for n in map(normalise, each) if n in cells)
            for each in self.needed
        }

    def read_row(self, line: int, cells: Cells) -> Iterable[Record]:
        raise NotImplementedError

    def cell(self, cells: Cells, name: str) -> str | None:
        """A needed column, by its first name; None where the row is cut short."""
        return cells.get(self._names[name])

    def must(self, cells: Cells, name: str) -> str:
        """The same of a row that must have it.

        Raises:
            RowError: the row is cut short.
        """
        value = self.cell(cells, name)
        if value is None:
            raise RowError(f"the row is cut short: it has no {name}")
        return value


def introduce(key: str, name: str, unit: str, known: set[str]) -> list[Record]:
    """The indicator's own record, the first time that it is met."""
    if key in known:
        return []
    known.add(key)
    return [IndicatorRecord(key, name[:250], unit)]
