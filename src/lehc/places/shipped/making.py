"""Makes the shipped files from their sources; data/SOURCES.md says where those are.

    python -m lehc.places.shipped.making FOLDER

Outlines are drawn here, once, so that loading them costs nothing. The files come out
the same, byte by byte, from the same sources.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from lehc.places.geometry.outlines import draw_outline

TARGET = Path(__file__).parents[1] / "data"
SEXES = ("Male", "Female", "Persons")
NUMBERS = ("deaths", "population", "life_expectancy", "lower95", "upper95")
TOWNS = {
    "reading": "E06000038",
    "slough": "E06000039",
    "blackpool": "E06000009",
    "middlesbrough": "E06000002",
    "hastings": "E07000062",
    "wigan": "E08000010",
    "trafford": "E08000009",
}
LAYERS = {"msoa11": ("msoa", 2011), "ward25": ("ward", 2025), "ward13": ("ward", 2013)}


def main(folder: Path) -> None:
    write_zipped(TARGET / "england_msoa11.csv.gz", list_neighbourhoods(folder))
    write_zipped(TARGET / "outlines.csv.gz", list_outlines(folder / "boundaries"))
    write_zipped(TARGET / "ward_changes.csv.gz", list_changes(folder))


def list_neighbourhoods(folder: Path) -> Iterator[Sequence[Any]]:
    """One row a neighbourhood: names, authority, deprivation, figures by sex."""
    figures: dict[str, dict[str, dict[str, str]]] = {}
    source = folder / "england_msoa11_life_expectancy_2016_2020.csv.gz"
    with gzip.open(source, "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            figures.setdefault(row["msoa11cd"], {})[row["sex"]] = row
    numbers = [f"{sex.lower()}_{name}" for sex in SEXES for name in NUMBERS]
    yield ["code", "name", "common_name", "authority", "imd2019_score", *numbers]
    with (folder / "england_msoa11_imd2019.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            own = figures[row["msoa11cd"]]
            yield [
                row["msoa11cd"],
                own["Persons"]["msoa11nm"],
                row["msoa11hclnm"],
                row["lad21cd"],
                row["imd2019_score"],
                *(own[sex][name] for sex in SEXES for name in NUMBERS),
            ]


def list_outlines(folder: Path) -> Iterator[Sequence[Any]]:
    frame = ["left", "top", "right", "bottom", "x", "y", "longitude", "latitude"]
    yield ["code", "vintage", "kind", "name", "authority", *frame, "path"]
    for town, authority in TOWNS.items():
        for layer, (kind, vintage) in LAYERS.items():
            for feature in list_features(folder / f"{town}_{layer}.geojson"):
                code, name = name_feature(feature["properties"], layer)
                outline = draw_outline(list_polygons(feature["geometry"]))
                places = [getattr(outline, key) for key in frame]
                yield [code, vintage, kind, name, authority, *places, outline.path]


def list_features(source: Path) -> list[dict[str, Any]]:
    """Features of a file; none where a town has no such layer."""
    if not source.exists():
        return []
    features: list[dict[str, Any]] = json.loads(source.read_text("utf-8"))["features"]
    return features


def name_feature(properties: dict[str, str], layer: str) -> tuple[str, str]:
    """Code and name; wards' columns begin with wd, not with ward."""
    prefix = layer.replace("ward", "wd")
    return properties[f"{prefix}cd"], properties[f"{prefix}nm"]


def list_polygons(geometry: dict[str, Any]) -> list[Any]:
    coordinates = geometry["coordinates"]
    return [coordinates] if geometry["type"] == "Polygon" else coordinates


def list_changes(folder: Path) -> Iterator[Sequence[Any]]:
    yield ["old", "new", "share_of_old", "share_of_new"]
    source = folder / "reading_ward13_ward25_overlap_derived.csv"
    with source.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            shares = row["share_of_old_area"], row["share_of_new_area"]
            yield [row["wd13cd"], row["wd25cd"], *shares]


def write_zipped(target: Path, rows: Iterable[Sequence[Any]]) -> None:
    """Without a name or a time inside, so that the same rows give the same bytes."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    target.write_bytes(gzip.compress(text.getvalue().encode(), 9, mtime=0))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
