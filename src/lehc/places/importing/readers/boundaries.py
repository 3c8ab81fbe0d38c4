"""ONS boundaries as GeoJSON, one feature at a time however large the file is."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from lehc.places.geometry.outlines import OutlineError, draw_outline
from lehc.places.importing.cells import read_name
from lehc.places.importing.codes import find_kind
from lehc.places.importing.problems import FileError, RowError
from lehc.places.importing.readers.base import Reader
from lehc.places.importing.readers.lookups import Level, find_levels
from lehc.places.importing.tables import Reached, normalise
from lehc.places.storing.records import AreaRecord, BoundaryRecord, Record

CHUNK = 1 << 20
LARGEST_FEATURE = 64 << 20
START = '"features"'


class BoundaryReader(Reader):
    """Each feature is an area: its code and year are in the names of its properties."""

    title = "Boundaries"
    attribution = (
        "Boundaries: Office for National Statistics licensed under the Open Government "
        "Licence v3.0. Contains OS data © Crown copyright and database right."
    )

    def read_file(
        self, path: Path, reached: Reached
    ) -> Iterator[tuple[int, Iterable[Record]]]:
        if not path.is_file():
            raise FileError("There is no such file.")
        for number, feature in enumerate(read_features(path, reached), start=1):
            self.report.rows += 1
            try:
                yield number, self.read_feature(feature)
            except (RowError, OutlineError) as error:
                self.report.refuse(number, f"{error}.")

    def read_feature(self, feature: Any) -> list[Record]:
        properties, geometry = read_parts(feature)
        plain = {normalise(name): str(value) for name, value in properties.items()}
        levels = find_levels(plain)
        if not levels:
            raise RowError("its properties name no area, such as MSOA21CD")
        level = levels[0]
        code = plain[level.code]
        outline = draw_outline(list_polygons(geometry))
        area = name_area(level, code, plain)
        key = (code, level.vintage)
        frame = (outline.left, outline.top, outline.right, outline.bottom)
        middle = (outline.x, outline.y, outline.longitude, outline.latitude)
        return [area, BoundaryRecord(key, outline.path, *frame, *middle)]


def name_area(level: Level, code: str, plain: dict[str, str]) -> AreaRecord:
    name, welsh = (read_name(plain.get(key, "")) for key in (level.name, level.welsh))
    return AreaRecord(code, level.vintage, find_kind(code), name, "", welsh)


def read_parts(feature: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    try:
        properties, geometry = feature["properties"], feature["geometry"]
        geometry["type"], geometry["coordinates"], properties.items()
    except (AttributeError, KeyError, TypeError):
        raise RowError("it is no feature with properties and a geometry") from None
    return properties, geometry


def list_polygons(geometry: dict[str, Any]) -> Any:
    if geometry["type"] == "Polygon":
        return [geometry["coordinates"]]
    if geometry["type"] == "MultiPolygon":
        return geometry["coordinates"]
    raise RowError(f"its geometry is a {str(geometry['type'])[:20]}, not a polygon")


def read_features(path: Path, reached: Reached) -> Iterator[Any]:
    """The features of a collection, decoded one by one from a moving window.

    Raises:
        FileError: it is no collection of features, or ends in the middle of one.
    """
    decoder = json.JSONDecoder()
    with path.open("rb") as raw:
        stream = io.TextIOWrapper(raw, "utf-8-sig")
        text = find_start(stream)
        count = 0
        while True:
            text = text.lstrip(" \r\n\t,")
            if text.startswith("]"):
                return
            try:
                feature, end = decoder.raw_decode(text)
            except ValueError:
                more = read_chunk(stream)
                if not more or len(text) > LARGEST_FEATURE:
                    message = f"The file ends, or breaks, after {count:,} features."
                    raise FileError(f"{message} Download it again.") from None
                text += more
                continue
            count += 1
            yield feature
            text = text[end:]
            reached(raw.tell(), count)


def find_start(stream: Any) -> str:
    """The text after the opening bracket of the features."""
    text = ""
    while more := read_chunk(stream):
        text += more
        place = text.find(START)
        bracket = text.find("[", place) if place >= 0 else -1
        if bracket >= 0:
            return text[bracket + 1 :]
        if len(text) > CHUNK and place < 0:
            break
    raise FileError(
        "The file is no GeoJSON collection of features. Choose GeoJSON when you "
        "download boundaries."
    )


def read_chunk(stream: Any) -> str:
    try:
        return str(stream.read(CHUNK))
    except UnicodeDecodeError:
        raise FileError("The file is no GeoJSON: it is not text in UTF-8.") from None
