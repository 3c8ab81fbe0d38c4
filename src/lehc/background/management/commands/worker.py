from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    requires_system_checks = []  # tests run them: a start need not wait
    help = "Do the deferred work as it comes: letters, long computations."

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("db_worker", reload=False, verbosity=0, interval=1)
