from __future__ import annotations

from lehc.places.importing.command import ImportCommand


class Command(ImportCommand):
    kind = "neighbourhoods"
    help = "Read the national sheet of life expectancy by neighbourhood."
