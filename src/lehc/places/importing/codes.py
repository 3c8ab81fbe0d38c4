"""What a GSS code says of itself, and which of our areas it is."""

from __future__ import annotations

import re

from lehc.places.enums import AreaKind
from lehc.places.importing.problems import RowError
from lehc.places.models import Area
from lehc.places.storing.records import AreaKey, AreaRecord

KINDS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), kind.value)
    for pattern, kind in (
        (r"[EW]00\d{6}", AreaKind.OUTPUT_AREA),
        (r"[EW]01\d{6}", AreaKind.LSOA),
        (r"[EW]02\d{6}", AreaKind.MSOA),
        (r"(E05|W05|S13|N08|E36)\d{6}", AreaKind.WARD),
        (r"(E0[6-9]|W06|S12|N09)\d{6}", AreaKind.LOCAL_AUTHORITY),
        (r"(E10|E47)\d{6}", AreaKind.COUNTY),
        (r"E12\d{6}", AreaKind.REGION),
        (r"(E14|W07|S14|N0[56])\d{6}", AreaKind.CONSTITUENCY),
        (r"(E92|W92|S92|N92|K0[1-4])\d{6}", AreaKind.COUNTRY),
    )
)
OLD_CODE = re.compile(r"\d{2}[A-Z]{2}([A-Z]{2})?")
COUNTRIES = frozenset("ENSWK")


def find_kind(code: str) -> str:
    """The kind of area that a code is for.

    Raises:
        RowError: it is no GSS code, or of a kind that we do not hold.
    """
    for pattern, kind in KINDS:
        if pattern.fullmatch(code):
            return kind
    if OLD_CODE.fullmatch(code):
        raise RowError(
            f"{code} is a code from before 2011. Use the nine-character code, such as "
            "E05013864"
        )
    if not code:
        raise RowError("the area code is missing")
    if re.fullmatch(r"[A-Z]\d{8}", code) and code[0] in COUNTRIES:
        raise RowError(f"{code} is of a kind of area that we do not hold")
    raise RowError(f"{code[:20]} is no area code: it should look like E02003406")


class Directory:
    """Which areas there are, by code; a file seldom says the year of its boundaries."""

    def __init__(self, vintage: int | None = None) -> None:
        self.vintage = vintage
        self._newest: dict[str, int] = {}
        self._known: set[AreaKey] = set()
        rows = Area.objects.order_by("vintage").values_list("code", "vintage")
        for code, year in rows:
            self._newest[code] = year
            self._known.add((code, year))

    def has(self, key: AreaKey) -> bool:
        return key in self._known

    def add(self, key: AreaKey) -> None:
        self._known.add(key)
        self._newest[key[0]] = max(key[1], self._newest.get(key[0], 0))

    def find(self, code: str, name: str = "") -> tuple[AreaKey, list[AreaRecord]]:
        """The area, and the record that makes it when it is new.

        A year given for the import names the boundaries; else the newest known ones.

        Raises:
            RowError: no such code, or no such area and no year to make it with.
        """
        kind = find_kind(code)
        if self.vintage is None:
            if code not in self._newest:
                raise RowError(
                    f"we hold no area {code}. Import its lookup first, or say the year "
                    "of its boundaries with --boundaries"
                )
            return (code, self._newest[code]), []
        key = (code, self.vintage)
        if key in self._known:
            return key, []
        if not name:
            raise RowError(f"we hold no area {code} of {self.vintage}")
        return key, [AreaRecord(code, self.vintage, kind, name)]
