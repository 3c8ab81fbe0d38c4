from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from lehc.background.registry import run_housekeeping


class Command(BaseCommand):
    requires_system_checks = []  # tests run them: a start need not wait
    help = "Do once what is due: reminders, lapsed offers, letters left behind."

    def handle(self, *args: Any, **options: Any) -> None:
        names = run_housekeeping()
        call_command("prune_db_task_results", verbosity=0)
        self.stdout.write(f"Done: {', '.join(names) or 'nothing was due'}.")
