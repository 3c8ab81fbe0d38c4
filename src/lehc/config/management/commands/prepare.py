from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from lehc.config.preparing import prepare_database, prepare_static_files


class Command(BaseCommand):
    help = "Bring the database, the list of places and static files up to date."

    def handle(self, *args: Any, **options: Any) -> None:
        prepare_database()
        prepare_static_files()
        self.stdout.write("Ready.")
