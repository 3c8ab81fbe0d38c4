from __future__ import annotations

from lehc.places.importing.command import ImportCommand


class Command(ImportCommand):
    kind = "deprivation"
    help = "Read the Index of Multiple Deprivation, 2019 or 2025."
