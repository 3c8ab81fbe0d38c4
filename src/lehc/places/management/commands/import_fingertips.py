from __future__ import annotations

from lehc.places.importing.command import ImportCommand


class Command(ImportCommand):
    kind = "fingertips"
    help = "Read figures from OHID Fingertips (CSV, 26 or 27 columns)."
