from __future__ import annotations

from lehc.places.importing.command import ImportCommand


class Command(ImportCommand):
    kind = "wards"
    help = "Read OHID's sheet of life expectancy by ward (.ods)."
