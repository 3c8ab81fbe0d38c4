from __future__ import annotations

from lehc.places.importing.command import ImportCommand


class Command(ImportCommand):
    kind = "nomis"
    help = "Read figures from Nomis (API CSV)."
