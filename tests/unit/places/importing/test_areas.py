"""Lookups, boundaries and deprivation: what areas are and where they lie."""

from __future__ import annotations

import json
from typing import Any

import pytest

from lehc.places.importing.problems import FileError
from lehc.places.models import Area, AreaParent, Boundary, Figure
from tests.unit.places.importing.conftest import Runner, reasons

pytestmark = pytest.mark.django_db
LOOKUP = (
    "\ufeffFID,LSOA21CD,LSOA21NM,LSOA21NMW,MSOA21CD,MSOA21NM,LAD22CD,LAD22NM\n"
    "1,E01016353,Reading 011B, ,E02003399,Reading 011,E06000038,Reading\n"
    "2,E01016354,Reading 011C, ,E02003399,Reading 011,E06000038,Reading\n"
    "3,W01001290,Cardiff 012B,Caerdydd 012B,W02000378,Cardiff 012,W06000015,Cardiff\n"
)
RING = [[-0.98, 51.45], [-0.97, 51.45], [-0.97, 51.46], [-0.98, 51.46], [-0.98, 51.45]]


def feature(
    geometry: dict[str, Any] | None = None, **properties: str
) -> dict[str, Any]:
    names = {"MSOA21CD": "E02003399", "MSOA21NM": "Reading 011", "MSOA21NMW": " "}
    return {
        "type": "Feature",
        "properties": names | properties,
        "geometry": geometry or {"type": "Polygon", "coordinates": [RING]},
    }


def collection(*features: dict[str, Any]) -> str:
    head = {"type": "FeatureCollection", "crs": {"properties": {"name": "CRS84"}}}
    return json.dumps(head | {"features": list(features)})


def test_a_lookup_names_areas_and_their_parents(run: Runner) -> None:
    report = run("lookup", LOOKUP, "LSOA_to_MSOA_to_LAD_Best_Fit.csv")
    assert reasons(report) == []
    small = Area.objects.get(code="E01016353")
    links = small.parent_links.order_by("parent__kind")
    assert [
        (str(row.parent), row.parent.vintage, row.is_best_fit) for row in links
    ] == [
        ("Reading", 2022, True),
        ("Reading 011", 2021, True),
    ]
    cardiff = Area.objects.get(code="W01001290")
    assert (cardiff.welsh_name, small.welsh_name) == ("Caerdydd 012B", "")


def test_a_lookup_again_changes_nothing(run: Runner) -> None:
    run("lookup", LOOKUP)
    before = Area.objects.count(), AreaParent.objects.count()
    run("lookup", LOOKUP)
    assert (Area.objects.count(), AreaParent.objects.count()) == before == (7, 6)


def test_two_years_of_one_kind_are_no_parents(run: Runner) -> None:
    run(
        "lookup",
        "LSOA11CD,LSOA11NM,LSOA21CD,LSOA21NM,CHGIND\nE01000001,A,E01000001,A,U\n",
    )
    assert Area.objects.count() == 2
    assert not AreaParent.objects.exists()


def test_names_that_people_use_are_kept(run: Runner) -> None:
    text = "msoa11cd,msoa11nm,msoa11hclnm\nE02003406,Reading 018,Whitley Wood\n"
    run("lookup", text)
    assert str(Area.objects.get()) == "Whitley Wood"


def test_a_lookup_refuses_old_codes_and_other_files(run: Runner) -> None:
    text = "WD21CD,WD21NM,LAD21CD\n00MCMR,Abbey,E06000038\nE05002319,Abbey,\n"
    assert [line for line, _ in reasons(run("lookup", text))] == [2, 3]
    with pytest.raises(FileError, match="names no areas"):
        run("lookup", "place,town\nx,y\n")


def test_boundaries_are_drawn_and_named(run: Runner) -> None:
    island = {"type": "MultiPolygon", "coordinates": [[RING]]}
    text = collection(feature(), feature(island, MSOA21CD="E02003400"))
    assert reasons(run("boundaries", text, "b.geojson")) == []
    boundary = Boundary.objects.get(area__code="E02003399")
    assert (boundary.area.vintage, boundary.area.kind) == (2021, "msoa")
    assert (boundary.longitude, boundary.latitude) == pytest.approx(
        (-0.975, 51.455), abs=1e-3
    )
    run("boundaries", text, "b.geojson")
    assert Boundary.objects.count() == 2


def test_features_that_can_not_be_drawn_are_refused(run: Runner) -> None:
    east = {
        "type": "Polygon",
        "coordinates": [[[471e3, 173e3], [472e3, 173e3], [471e3, 174e3]]],
    }
    point = {"type": "Point", "coordinates": [0, 51]}
    report = run(
        "boundaries",
        collection(
            feature(east),
            feature(point),
            {"type": "Feature"},
            {"type": "Feature", "properties": {"x": 1}, "geometry": point},
        ),
        "b.geojson",
    )
    assert [line for line, _ in reasons(report)] == [1, 2, 3, 4]
    assert "longitude and latitude" in report.refusals[0].reason
    assert not Boundary.objects.exists()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{}", "no GeoJSON collection"),
        ("", "no GeoJSON collection"),
        (collection(feature(), feature())[:-60], "breaks, after 1 features"),
    ],
)
def test_no_collection_or_a_broken_one(run: Runner, text: str, words: str) -> None:
    with pytest.raises(FileError, match=words):
        run("boundaries", text, "b.geojson")
    assert not Boundary.objects.exists()


@pytest.mark.parametrize(("year", "key"), [(2011, "imd-2019"), (2021, "imd-2025")])
def test_deprivation_of_both_indices(run: Runner, year: int, key: str) -> None:
    text = (
        f"LSOA code ({year}),LSOA name ({year}),Index of Multiple Deprivation (IMD) "
        "Score,Total population: mid 2015 (excluding prisoners)\n"
        'E01016353,Reading 011B,32.5,"1,650"\n'
    )
    assert reasons(run("deprivation", text)) == []
    figure = Figure.objects.get()
    assert (figure.indicator.key, figure.value, figure.denominator) == (key, 32.5, 1650)
    assert figure.area.vintage == year


def test_small_areas_are_averaged_to_what_they_make_up(run: Runner) -> None:
    run(
        "lookup",
        "LSOA21CD,LSOA21NM,MSOA21CD,MSOA21NM,WD24CD,WD24NM\n"
        "E01000001,A,E02000001,One,E05000001,Whole\n"
        "E01000002,B,E02000001,One,E05000001,Whole\n"
        "E01000003,C,E02000002,Two,E05000001,Whole\n"
        "E01000004,D,E02000003,Part,E05000002,Part\n"
        "E01000005,E,E02000003,Part,E05000002,Part\n",
    )
    head = (
        "LSOA code (2021),LSOA name (2021),Index of Multiple Deprivation (IMD) Score,"
        "Total population: mid 2022\n"
    )
    text = (
        f"{head}E01000001,A,40,1000\nE01000002,B,10,3000\nE01000003,C,5.5,1000\n"
        "E01000004,D,20,1000\n"
    )
    report = run("deprivation", text)
    assert report.remarks == [
        "Averaged to 3 neighbourhoods and wards, weighted by people."
    ]
    means = Figure.objects.exclude(area__kind="lsoa").order_by("area__code")
    assert list(
        means.values_list("area__code", "value", "denominator", "period", "note")
    ) == [
        (code, score, people, "2025", "Mean of small areas, weighted by their people")
        for code, score, people in (
            ("E02000001", 17.5, 4000),
            ("E02000002", 5.5, 1000),
            ("E05000001", (40_000 + 30_000 + 5_500) / 5000, 5000),
        )
    ]


def test_without_a_lookup_the_import_says_that_there_are_no_means(run: Runner) -> None:
    report = run(
        "deprivation",
        "LSOA code (2021),Index of Multiple Deprivation (IMD) Score,Total population\n"
        "E01000001,40,1000\n",
    )
    assert report.remarks == [
        "No lookup of these small areas is held, so no neighbourhood or ward has a "
        "mean. Import the lookup, then this file again."
    ]


def test_a_score_off_its_scale_is_refused(run: Runner) -> None:
    text = (
        "LSOA code (2021),Index of Multiple Deprivation (IMD) Score\n"
        "E01016353,132\nE01016354,\n"
    )
    assert [line for line, _ in reasons(run("deprivation", text))] == [2, 3]
    with pytest.raises(FileError, match="LSOA code"):
        run("deprivation", "Index of Multiple Deprivation (IMD) Score\n3\n")
