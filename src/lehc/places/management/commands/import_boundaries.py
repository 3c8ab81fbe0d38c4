from __future__ import annotations

from lehc.places.importing.command import ImportCommand


class Command(ImportCommand):
    kind = "boundaries"
    help = "Read ONS boundaries (GeoJSON)."
