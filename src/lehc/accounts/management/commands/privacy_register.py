from __future__ import annotations

from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError, CommandParser

from lehc.accounts.personal_data import find_faults, load_register
from lehc.accounts.privacy_document import write_privacy_document


class Command(BaseCommand):
    help = "Check the register of personal data; write docs/privacy.md from it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--write", action="store_true", help="write docs/privacy.md"
        )
        parser.add_argument("--to", default="docs/privacy.md", help="where to write it")

    def handle(self, *args: Any, **options: Any) -> None:
        register = load_register()
        faults = find_faults(register, apps.get_models(include_auto_created=True))
        if faults:
            raise CommandError("\n".join(faults))
        if options["write"]:
            page = write_privacy_document(register)
            Path(options["to"]).write_text(page, encoding="utf-8")
            self.stdout.write(f"Wrote {options['to']}.")
        else:
            self.stdout.write("Every field is classed.")
