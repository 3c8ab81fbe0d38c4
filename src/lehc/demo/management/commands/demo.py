from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from lehc.demo.actions import make_demonstration
from lehc.places.shipped.loading import load_shipped_data
from lehc.programmes.models import Programme

SEED = 2012  # the year of the pilot


class Command(BaseCommand):
    requires_system_checks = []  # tests run them: a command need not wait
    help = (
        "Make the demonstration programme: invented people in real places. "
        "The same seed makes the same programme on the same day."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seed", type=int, default=SEED)

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMONSTRATION:
            raise CommandError(
                "Set LEHC_DEMONSTRATION to yes first. Never do so where real people "
                "have accounts."
            )
        if Programme.objects.exists():
            raise CommandError(
                "There is a programme already. Give LEHC_DATA another folder, or empty "
                "the database first."
            )
        load_shipped_data()
        programme = make_demonstration(seed=options["seed"])
        self.stdout.write(
            f"Made {programme.name}: six finished cohorts, the seventh open, everyone "
            "in it invented."
        )
