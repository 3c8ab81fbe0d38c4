from __future__ import annotations

import pytest

from lehc.places.importing.problems import FileError
from lehc.places.models import Figure
from tests.factories.places import NeighbourhoodFactory
from tests.unit.places.importing.conftest import Runner, reasons

pytestmark = pytest.mark.django_db
CODE = "E02003406"
HEADER = (
    "DATE,DATE_NAME,DATE_CODE,DATE_TYPE,DATE_TYPECODE,DATE_SORTORDER,GEOGRAPHY,"
    "GEOGRAPHY_NAME,GEOGRAPHY_CODE,GEOGRAPHY_TYPE,GEOGRAPHY_TYPECODE,"
    "GEOGRAPHY_SORTORDER,SEX,SEX_NAME,SEX_CODE,SEX_TYPE,SEX_TYPECODE,SEX_SORTORDER,"
    "AGE,AGE_NAME,AGE_CODE,AGE_TYPE,AGE_TYPECODE,AGE_SORTORDER,MEASURES,"
    "MEASURES_NAME,OBS_VALUE,OBS_STATUS,OBS_STATUS_NAME,OBS_CONF,OBS_CONF_NAME,URN,"
    "RECORD_OFFSET,RECORD_COUNT\n"
)


def row(
    value: str,
    *,
    sex: str = "Total",
    age: str = "Aged 65+",
    status: str = "A",
    measure: str = "value",
    count: int = 1,
    code: str = CODE,
) -> str:
    return (
        f"2021,2021,2021,date,0,0,1946157163,Reading 018,{code},MSOA,297,0,0,{sex},0,s,"
        f"0,0,8,{age},8,a,0,0,20100,{measure},{value},{status},Normal Value,F,Free,u,0,"
        f"{count}\n"
    )  # fmt: skip


def test_a_figure_keeps_the_words_of_its_dimensions(run: Runner) -> None:
    NeighbourhoodFactory(code=CODE)
    text = (
        HEADER + row("812", sex="Female", count=2) + row("1500", age="Total", count=2)
    )
    report = run("nomis", text, indicator="Usual residents")
    assert report.is_written
    rows = Figure.objects.order_by("id")
    columns = ("indicator__name", "period", "sex", "age", "value")
    assert list(rows.values_list(*columns)) == [
        ("Usual residents", "2021", "female", "Aged 65+", 812),
        ("Usual residents", "2021", "persons", "", 1500),
    ]


def test_a_missing_observation_is_no_nought(run: Runner) -> None:
    NeighbourhoodFactory(code=CODE)
    run("nomis", HEADER + row("0", status="Q"), indicator="Residents")
    figure = Figure.objects.get()
    assert (figure.value, figure.reason) == (None, "not_published")


def test_percentages_are_left_out(run: Runner) -> None:
    NeighbourhoodFactory(code=CODE)
    text = HEADER + row("812", count=2) + row("4.2", measure="percent", count=2)
    report = run("nomis", text, indicator="Residents")
    assert sum(report.left_out.values()) == 1
    assert Figure.objects.count() == 1


def test_a_truncated_download_is_refused_whole(run: Runner) -> None:
    NeighbourhoodFactory(code=CODE)
    with pytest.raises(FileError, match=r"Nomis has 30,000 rows .* ends after 2:"):
        run(
            "nomis",
            HEADER + row("1", count=30_000) + row("2", sex="Male", count=30_000),
            indicator="Residents",
        )
    assert not Figure.objects.exists()


def test_a_row_cut_in_the_middle_is_refused(run: Runner) -> None:
    NeighbourhoodFactory(code=CODE)
    report = run("nomis", HEADER + row("1")[:90], indicator="Residents")
    assert [reason for _, reason in reasons(report)] == [
        "the row is cut short: it has no RECORD_COUNT."
    ]


def test_titles_above_the_columns_are_passed_over(run: Runner) -> None:
    NeighbourhoodFactory(code=CODE)
    text = (
        '"Census 2021"\n"Downloaded on 1 May"\n\n'
        "DATE_NAME,GEOGRAPHY_NAME,GEOGRAPHY_CODE,OBS_VALUE\n"
        f"2021,Reading 018,{CODE},812\n"
    )
    report = run("nomis", text, indicator="Residents")
    assert report.is_written
    assert "can't tell whether it is whole" in report.remarks[0]
