from __future__ import annotations

import csv
from importlib.resources import files

from django.db import transaction

from lehc.places.enums import AreaKind
from lehc.places.models import Area

LOCAL_AUTHORITIES_VINTAGE = 2021


@transaction.atomic
def load_local_authorities() -> int:
    """Add the local authorities of England that are missing; return how many.

    Source: data/SOURCES.md. Safe to run again: an area is one code and vintage.
    """
    text = (files("lehc.places") / "data" / "local_authorities_2021.csv").read_text(
        encoding="utf-8"
    )
    known = set(
        Area.objects.filter(vintage=LOCAL_AUTHORITIES_VINTAGE).values_list(
            "code", flat=True
        )
    )
    missing = [
        Area(
            code=row["code"],
            name=row["name"],
            kind=AreaKind.LOCAL_AUTHORITY,
            vintage=LOCAL_AUTHORITIES_VINTAGE,
        )
        for row in csv.DictReader(text.splitlines())
        if row["code"] not in known
    ]
    Area.objects.bulk_create(missing)
    return len(missing)
