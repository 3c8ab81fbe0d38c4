from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

import pytest
import xlsxwriter

from lehc.places.importing.problems import FileError
from lehc.places.models import Figure
from tests.factories.places import NeighbourhoodFactory
from tests.unit.places.importing.conftest import Runner, reasons

pytestmark = pytest.mark.django_db
CODE, WARD = "E02003406", "E05013879"
NATIONAL = [
    "Period",
    "Analysis",
    "Geography Type",
    "Code",
    "Code Name",
    "Sex",
    "No of Deaths",
    "Population",
    "Life Expectancy at birth (in years)",
    "Lower 95% confidence interval",
    "Upper 95% confidence interval",
]


MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest '
    'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
)


def write_xlsx(*rows: Sequence[object]) -> bytes:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    notes = book.add_worksheet("Notes")
    notes.write(0, 0, "About this file")
    sheet = book.add_worksheet("Data")
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    return file.getvalue()


def write_ods(*rows: Sequence[str]) -> bytes:
    """The least that a spreadsheet program calls OpenDocument."""
    cells = "".join(
        "<table:table-row>"
        + "".join(
            '<table:table-cell office:value-type="string">'
            f"<text:p>{cell}</text:p></table:table-cell>"
            for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces}>'
        f'<office:body><office:spreadsheet><table:table table:name="Male">{cells}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        archive.writestr("content.xml", content)
    return file.getvalue()


def national(sex: str, *numbers: object, code: str = CODE) -> list[object]:
    return ["2016-2020", "LE", "MSOA", code, "Reading 018", sex, *numbers]


def test_the_national_sheet_is_read_below_its_columns(run: Runner) -> None:
    NeighbourhoodFactory(code=CODE)
    content = write_xlsx(
        NATIONAL,
        national("Persons", 300, 41_000, 80.2, 79.0, 81.4),
        national("Males", 100, 20_000, "", "", ""),
    )
    report = run("neighbourhoods", content, "le.xlsx")
    assert reasons(report) == []
    columns = ("period", "sex", "value", "upper95", "count", "denominator", "reason")
    assert list(Figure.objects.order_by("id").values_list(*columns)) == [
        ("2016 to 2020", "persons", 80.2, 81.4, 300, 41_000, ""),
        ("2016 to 2020", "male", None, None, 100, 20_000, "not_published"),
    ]


def test_a_ward_sheet_of_open_document(run: Runner) -> None:
    content = write_ods(
        ["Life expectancy at birth, by electoral ward of 2021"],
        [
            "Ward code",
            "Ward name",
            "Sex",
            "Time period",
            "Value",
            "Lower CI",
            "Upper CI",
        ],
        [WARD, "Whitley", "Male", "2016 - 20", "77.8", "76.1", "79.5"],
    )
    report = run("wards", content, "wards.ods", boundaries=2021)
    assert reasons(report) == []
    figure = Figure.objects.get()
    assert (figure.area.name, figure.area.kind, figure.area.vintage) == (
        "Whitley",
        "ward",
        2021,
    )
    assert (figure.value, figure.sex, figure.period) == (77.8, "male", "2016 to 20")


def test_negative_deaths_are_refused(run: Runner) -> None:
    NeighbourhoodFactory(code=CODE)
    content = write_xlsx(NATIONAL, national("Males", -3, 20_000, 80, 79, 81))
    report = run("neighbourhoods", content, "le.xlsx")
    assert reasons(report) == [(2, "deaths is -3, below nought.")]


def test_sheets_without_the_columns_and_broken_files(run: Runner) -> None:
    with pytest.raises(FileError, match="Missing: "):
        run("neighbourhoods", write_xlsx(["a", "b"]), "le.xlsx")
    with pytest.raises(FileError, match="can't be opened"):
        run("wards", b"not a spreadsheet", "wards.ods")
