from __future__ import annotations

from lehc.places.importing.command import ImportCommand


class Command(ImportCommand):
    kind = "lookup"
    help = "Read an ONS lookup: which area lies in which (CSV)."
