from __future__ import annotations

import pytest

from lehc.places.calculations.life_tables import AGES
from lehc.places.models import AgeCount, Figure
from tests.factories.places import NeighbourhoodFactory
from tests.unit.places.importing.conftest import Runner, reasons

pytestmark = pytest.mark.django_db
CODE = "E02003406"
HEADER = "area_code,sex,period,startage,deaths,population\n"


def group(sex: str = "Male", *, people: int = 2_000, last: int = 40) -> list[str]:
    """Twenty bands of a place where a hundredth of each band die, all but the last."""
    rows = [
        f"{CODE},{sex},2016 to 2020,{age},{people // 100},{people}\n" for age in AGES
    ]
    rows[-1] = f"{CODE},{sex},2016 to 2020,90,{last},200\n"
    return rows


def test_a_life_table_is_computed_from_the_counts(run: Runner) -> None:
    NeighbourhoodFactory(code=CODE)
    report = run("ages", HEADER + "".join(group()))
    assert reasons(report) == []
    assert AgeCount.objects.count() == 20
    figure = Figure.objects.get()
    assert (figure.count, figure.denominator, figure.reason) == (420, 38_200, "")
    assert figure.lower95 < figure.value < figure.upper95
    assert figure.value == pytest.approx(59.7, abs=2)


def test_reasons_of_the_official_rules(run: Runner) -> None:
    NeighbourhoodFactory(code=CODE)
    text = HEADER + "".join(group(last=0) + group("Female", people=200, last=1))
    run("ages", text)
    found = Figure.objects.order_by("id").values_list("sex", "value", "reason")
    assert list(found) == [
        ("male", None, "no_deaths_at_90"),
        ("female", None, "few_person_years"),
    ]


def test_missing_bands_negative_deaths_and_other_slips(run: Runner) -> None:
    NeighbourhoodFactory(code=CODE)
    rows = group()
    rows[3] = f"{CODE},Male,2016 to 2020,10,-1,2000\n"
    rows[4] = f"{CODE},Male,2016 to 2020,17,1,2000\n"
    rows[5] = f"{CODE},Male,2016 to 2020,0,1,2000\n"
    rows[6] = f"{CODE},Male,2016 to 2020,25,,2000\n"
    report = run("ages", HEADER + "".join(rows))
    assert reasons(report) == [
        (5, "deaths is -1, below nought."),
        (6, "“17” starts no age band of a life table: 0, 1, 5, 10 ... 90."),
        (7, "the band from 0 is there twice."),
        (8, "deaths or population is missing."),
        (
            2,
            "its group lacks age bands: those that start at 10, 15, 20, 25.",
        ),
    ]
    assert not AgeCount.objects.exists()


def test_whole_groups_are_written_when_asked(run: Runner) -> None:
    NeighbourhoodFactory(code=CODE)
    text = HEADER + "".join(group() + group("Female")[:-1])
    report = run("ages", text, leaves_out_refused=True)
    assert [reason for _, reason in reasons(report)] == [
        "its group lacks age bands: those that start at 90."
    ]
    assert [row.sex for row in Figure.objects.all()] == ["male"]
