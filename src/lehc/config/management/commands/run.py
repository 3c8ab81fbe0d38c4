from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from lehc.config.preparing import prepare_database, prepare_static_files
from lehc.config.production import refuse_invented_people
from lehc.config.serving import is_taken, serve
from lehc.programmes.models import Programme


class Command(BaseCommand):
    requires_system_checks = []  # tests run them: a start need not wait
    help = "Prepare everything and serve the site on this machine until Ctrl-C."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=2, help="web processes")

    def handle(self, *args: Any, **options: Any) -> None:
        if is_taken(options["host"], options["port"]):
            raise CommandError(
                f"Something is served on port {options['port']} already, perhaps "
                "another copy of this. Stop that, or choose another with --port."
            )
        self.stdout.write("Preparing the database ...")
        prepare_database()
        refuse_invented_people()
        if settings.DEMONSTRATION and not Programme.objects.exists():
            self.stdout.write("Making the demonstration programme ...")
            call_command("demo", stdout=self.stdout)
        if prepare_static_files():
            self.stdout.write("Static files collected.")
        self.stdout.write(self.say_where(options["port"]))
        self.stdout.flush()
        serve(
            host=options["host"], port=options["port"], web_workers=options["workers"]
        )

    def say_where(self, port: int) -> str:
        address = settings.BASE_URL
        if port != 8000 and not settings.PRODUCTION:
            address = f"http://localhost:{port}"
        lines = ["", f"The site is at {address}", "Stop it with Ctrl-C."]
        if settings.DEMONSTRATION:
            lines.insert(2, f"Sign in as any role at {address}/demonstration/")
        return "\n".join(lines)
