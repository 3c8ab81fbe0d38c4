from __future__ import annotations

from lehc.places.importing.command import ImportCommand


class Command(ImportCommand):
    kind = "ages"
    help = "Read deaths and populations by age band (CSV)."
