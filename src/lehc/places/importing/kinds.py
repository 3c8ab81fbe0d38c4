"""The kinds of files, by the word that `lehc import` knows them by."""

from __future__ import annotations

from lehc.places.importing.readers.ages import AgeReader
from lehc.places.importing.readers.base import Reader
from lehc.places.importing.readers.boundaries import BoundaryReader
from lehc.places.importing.readers.deprivation import DeprivationReader
from lehc.places.importing.readers.expectancy import (
    NeighbourhoodSheetReader,
    WardSheetReader,
)
from lehc.places.importing.readers.fingertips import FingertipsReader
from lehc.places.importing.readers.lookups import LookupReader
from lehc.places.importing.readers.nomis import NomisReader

READERS: dict[str, type[Reader]] = {
    "fingertips": FingertipsReader,
    "nomis": NomisReader,
    "neighbourhoods": NeighbourhoodSheetReader,
    "wards": WardSheetReader,
    "lookup": LookupReader,
    "boundaries": BoundaryReader,
    "deprivation": DeprivationReader,
    "ages": AgeReader,
}
