from __future__ import annotations

import pytest

from lehc.places.models import AgeCount, Area, Figure
from lehc.places.storing.records import (
    AgeRecord,
    AreaRecord,
    FigureRecord,
    ParentRecord,
)
from lehc.places.storing.store import Store, UnknownAreaError
from tests.factories.places import AreaFactory, DatasetFactory, IndicatorFactory

pytestmark = pytest.mark.django_db
HERE = ("E02000001", 2011)


@pytest.fixture
def store() -> Store:
    IndicatorFactory()
    made = Store(DatasetFactory())
    made.write_areas([AreaRecord(*HERE, "msoa", "Reading 001", "Whitley Wood")])
    return made


def figure(value: float | None, **facts: object) -> FigureRecord:
    return FigureRecord(HERE, "life-expectancy", "2016 to 2020", "male", value, **facts)


def test_writing_twice_changes_and_does_not_double(store: Store) -> None:
    store.write_figures([figure(80.0)])
    store.write_figures([figure(81.0)])
    assert list(Figure.objects.values_list("value", flat=True)) == [81.0]


def test_a_figure_may_become_unpublished(store: Store) -> None:
    store.write_figures([figure(80.0, lower95=79.0, upper95=81.0)])
    store.write_figures([figure(None, reason="not_published")])
    [row] = Figure.objects.values_list("value", "lower95", "reason")
    assert row == (None, None, "not_published")


def test_a_blank_name_does_not_wipe_out_a_known_one(store: Store) -> None:
    store.write_areas([AreaRecord(*HERE, "msoa", "Reading 001")])
    assert Area.objects.get(code=HERE[0]).common_name == "Whitley Wood"


def test_an_area_that_nobody_named_is_an_error(store: Store) -> None:
    parent = ("E06000038", 2021)
    with pytest.raises(UnknownAreaError, match="no area E06000038 of 2021"):
        store.write_parents([ParentRecord(HERE, parent)])
    AreaFactory(code="E06000038")
    Store(store.dataset).write_parents([ParentRecord(HERE, parent)])
    assert Area.objects.within(Area.objects.get(code="E06000038")).count() == 1


def test_deaths_and_people_may_come_apart(store: Store) -> None:
    store.write_ages([AgeRecord(HERE, "2016 to 2020", "male", 90, 12, None)])
    store.write_ages([AgeRecord(HERE, "2016 to 2020", "male", 90, None, 300)])
    [row] = AgeCount.objects.values_list("start_age", "deaths", "population")
    assert row == (90, 12, 300)
