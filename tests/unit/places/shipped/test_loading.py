from __future__ import annotations

import pytest
from django.db import transaction

from lehc.places.models import (
    Area,
    AreaChange,
    AreaParent,
    Boundary,
    Dataset,
    Figure,
)
from lehc.places.shipped import loading
from lehc.places.shipped.loading import load_shipped_data

pytestmark = pytest.mark.django_db
KEYS = [
    "local-authorities-2021",
    "life-expectancy-msoa-2016-2020",
    "imd-2019-msoa",
    "outlines-seven-towns",
    "ward-changes-reading-2013-2025",
]


def count_rows() -> tuple[int, ...]:
    models = (Area, AreaParent, Figure, Boundary, AreaChange)
    return tuple(model.objects.count() for model in models)


def test_all_of_england_is_loaded_once() -> None:
    assert load_shipped_data() == KEYS
    assert Area.objects.neighbourhoods().count() == 6_791
    assert Area.objects.local_authorities().count() == 309
    missing = Figure.objects.of("life-expectancy").filter(value=None)
    assert {
        sex: missing.filter(sex=sex).count() for sex in ("male", "female", "persons")
    } == {"male": 277, "female": 110, "persons": 67}
    before = count_rows()
    assert load_shipped_data() == []
    assert count_rows() == before


def test_whitley_wood_is_as_published() -> None:
    load_shipped_data(everywhere=False)
    area = Area.objects.get(common_name="Whitley Wood")
    [figure] = area.figures.of("life-expectancy").filter(sex="persons")
    parents = [link.parent.name for link in area.parent_links.all()]
    assert (area.name, area.vintage, parents) == ("Reading 018", 2011, ["Reading"])
    shown = (figure.value, figure.lower95, figure.upper95)
    assert [round(number, 1) for number in shown] == [80.2, 79.0, 81.4]
    assert figure.dataset.licence == "Open Government Licence v3.0"


def test_seven_towns_have_boundaries_and_readings_wards_changed() -> None:
    load_shipped_data(everywhere=False)
    assert Area.objects.neighbourhoods().count() == 149
    assert Boundary.objects.filter(area__kind="msoa").count() == 149
    thames = Area.objects.get(kind="ward", vintage=2013, name="Thames")
    went = thames.changes_to.order_by("-share_of_old")
    assert [(row.new.name, round(row.share_of_old, 2)) for row in went] == [
        ("Caversham Heights", 0.64),
        ("Caversham", 0.31),
        ("Emmer Green", 0.05),
    ]


def test_what_was_left_out_comes_the_next_time() -> None:
    load_shipped_data(everywhere=False)
    loaded = load_shipped_data()
    assert "life-expectancy-msoa-2016-2020" in loaded
    assert Area.objects.neighbourhoods().count() == 6_791


def test_a_changed_file_is_loaded_again() -> None:
    load_shipped_data(everywhere=False)
    Dataset.objects.update(digest="of an older file")
    assert load_shipped_data(everywhere=False) == KEYS


def test_a_failure_leaves_nothing_half_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(store: object, rows: object) -> None:
        raise RuntimeError("the disk is full")

    parts = [(loading.datasets.OUTLINES, fail)]
    monkeypatch.setitem(loading.PARTS, "outlines.csv.gz", parts)
    with pytest.raises(RuntimeError), transaction.atomic():
        load_shipped_data(everywhere=False)
    assert count_rows() == (0, 0, 0, 0, 0)
