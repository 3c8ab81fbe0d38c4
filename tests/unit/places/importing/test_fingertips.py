from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from lehc.places.importing.problems import FileError
from lehc.places.models import Area, Dataset, Figure
from tests.factories.places import NeighbourhoodFactory
from tests.unit.places.importing.conftest import Runner, reasons

pytestmark = pytest.mark.django_db
CODE = "E02003406"
COLUMNS = [
    "Indicator ID",
    "Indicator Name",
    "Parent Code",
    "Parent Name",
    "Area Code",
    "Area Name",
    "Area Type",
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
    "Recent Trend",
    "Compared to England value or percentiles",
    "Compared to percentiles",
    "Time period Sortable",
    "New data",
    "Compared to goal",
]
USUAL = {
    "Indicator ID": "93283",
    "Indicator Name": "Life expectancy at birth",
    "Area Code": CODE,
    "Area Name": "Reading 018",
    "Area Type": "MSOA",
    "Sex": "Male",
    "Age": "All ages",
    "Time period": "2016 - 20",
    "Value": "78.7",
    "Lower CI 95.0 limit": "76.8",
    "Upper CI 95.0 limit": "80.6",
    "Lower CI 99.8 limit": "75.7",
    "Upper CI 99.8 limit": "81.7",
    "Denominator": "22000",
}


def write(*rows: dict[str, str], columns: list[str] = COLUMNS) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(USUAL | row for row in rows)
    return text.getvalue()


def stored() -> list[tuple[Any, ...]]:
    rows = Figure.objects.order_by("id")
    return list(
        rows.values_list("area__code", "indicator__key", "period", "sex", "value")
    )


@pytest.mark.parametrize(
    "columns", [COLUMNS, [*COLUMNS, "Time period range"]], ids=["26", "27"]
)
def test_a_file_is_read_whatever_its_number_of_columns(
    run: Runner, columns: list[str]
) -> None:
    NeighbourhoodFactory(code=CODE)
    report = run("fingertips", write({}, columns=columns))
    assert (report.rows, report.refusals, report.is_written) == (1, [], True)
    assert stored() == [(CODE, "life-expectancy", "2016 to 20", "male", 78.7)]
    [dataset] = Dataset.objects.all()
    assert (dataset.title, dataset.licence) == (
        "Fingertips: file.csv",
        "Open Government Licence v3.0",
    )


def test_names_without_spaces_are_the_same_columns(run: Runner) -> None:
    NeighbourhoodFactory(code=CODE)
    head, _, rest = write({}).partition("\r\n")
    report = run("fingertips", head.replace(" ", "") + "\r\n" + rest)
    assert report.is_written


def test_the_same_file_again_changes_nothing(run: Runner) -> None:
    NeighbourhoodFactory(code=CODE)
    text = write({}, {"Sex": "Female", "Value": "79"})
    run("fingertips", text)
    before = stored()
    run("fingertips", text)
    assert stored() == before


def test_an_area_under_several_parents_is_one_figure(run: Runner) -> None:
    NeighbourhoodFactory(code=CODE)
    run("fingertips", write({"Parent Code": "E92000001"}, {"Parent Code": "E06000038"}))
    assert len(stored()) == 1


def test_breakdowns_are_left_out_and_counted(run: Runner) -> None:
    NeighbourhoodFactory(code=CODE)
    split = {"Category Type": "Deprivation deciles", "Category": "Most deprived"}
    report = run("fingertips", write({}, split, split))
    assert dict(report.left_out) == {"rows by deprivation or another category": 2}
    assert len(stored()) == 1


def test_no_value_is_a_reason_and_so_is_an_absurd_interval(run: Runner) -> None:
    NeighbourhoodFactory(code=CODE)
    wide = {
        "Sex": "Female",
        "Lower CI 95.0 limit": "-16",
        "Upper CI 95.0 limit": "108",
    }
    empty = {"Value": "", "Lower CI 95.0 limit": "", "Upper CI 95.0 limit": ""}
    run("fingertips", write(empty | {"Value note": "Too few deaths"}, wide))
    rows = Figure.objects.order_by("id").values_list("value", "lower95", "reason")
    assert list(rows) == [(None, None, "not_published"), (None, None, "wide_interval")]
    assert Figure.objects.filter(note="Too few deaths").count() == 1


def test_other_indicators_keep_their_number_and_name(run: Runner) -> None:
    NeighbourhoodFactory(code=CODE)
    run("fingertips", write({"Indicator ID": "92901", "Indicator Name": "Inequality"}))
    assert stored()[0][1] == "fingertips-92901"


def test_every_refused_row_is_named_and_nothing_is_written(run: Runner) -> None:
    NeighbourhoodFactory(code=CODE)
    good, cut = write({}), ",".join(["93283", "Life expectancy", "", ""])
    bad = write(
        {"Area Code": "00MCMR"},
        {"Area Code": "E02999999"},
        {"Value": "about 80"},
        {"Value": "99"},
        {"Sex": "Both"},
        {"Upper CI 95.0 limit": ""},
        {"Time period": ""},
        {"Indicator ID": "x"},
        {"Area Code": "E40000001"},
    )
    text = good + bad.split("\r\n", 1)[1] + cut + "\r\n"
    report = run("fingertips", text)
    assert reasons(report) == [
        (
            3,
            "00MCMR is a code from before 2011. Use the nine-character code, such as "
            "E05013864.",
        ),
        (
            4,
            "we hold no area E02999999. Import its lookup first, or say the year of "
            "its boundaries with --boundaries.",
        ),
        (5, "Value is “about 80”, which is no number."),
        (6, "99 lies outside its limits, 76.8 to 80.6."),
        (7, "“Both” is no sex that we know."),
        (8, "one of the two limits is missing."),
        (9, "the period is missing."),
        (10, "“x” is no indicator's number."),
        (11, "E40000001 is of a kind of area that we do not hold."),
        (12, "the row is cut short: it has no Value note."),
    ]
    assert not report.is_written
    assert stored() == []
    assert not Dataset.objects.exists()


def test_the_good_rows_are_written_when_asked(run: Runner) -> None:
    text = write({"Value": "99"}, {})
    report = run("fingertips", text, boundaries=2011, leaves_out_refused=True)
    assert (report.is_written, len(report.refusals)) == (True, 1)
    assert stored() == [(CODE, "life-expectancy", "2016 to 20", "male", 78.7)]
    assert Area.objects.get(code=CODE).vintage == 2011


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("a,b\r\n1,2\r\n", "Missing: .*Area Code, .*Value note"),
        (",".join(COLUMNS) + "\r\n", "no rows below its columns"),
        ("", "no rows below its columns"),
        (b"\x89PNG\r\n\x00\x00", "no text file"),
        (b"PK\x03\x04 zip", "zip archive"),
        (b"\x1f\x8b broken gzip", "can't be read as text"),
    ],
)
def test_other_files_are_refused_whole(
    run: Runner, content: str | bytes, words: str
) -> None:
    with pytest.raises(FileError, match=words):
        run("fingertips", content)


def test_a_missing_file_is_a_sentence(run: Runner, tmp_path: Any) -> None:
    from lehc.places.importing.running import Wish, import_file

    with pytest.raises(FileError, match="no such file"):
        import_file(Wish("fingertips", tmp_path / "nothing.csv"))
