from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from lehc.conversations.models import Conversation
from lehc.conversations.verification import Verdict, verify_log


class Command(BaseCommand):
    requires_system_checks = []  # tests run them: a command need not wait
    help = (
        "Say whether the vote logs hold: every hash, every vote, every published head. "
        "Exit code 1 when one does not."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("names", nargs="*", help="of conversations; none: all")

    def handle(self, *args: Any, **options: Any) -> None:
        rows = Conversation.objects.launched().order_by("pk")
        if options["names"]:
            rows = rows.filter(slug__in=options["names"])
            missing = set(options["names"]) - {row.slug for row in rows}
            if missing:
                raise CommandError(f"There is no conversation {sorted(missing)[0]}.")
        verdicts = [(row, verify_log(row)) for row in rows]
        for row, verdict in verdicts:
            self.stdout.write(say(row, verdict))
        if not all(verdict.holds for _, verdict in verdicts):
            sys.exit(1)


def say(row: Conversation, verdict: Verdict) -> str:
    """One line, and one more for each fault."""
    state = "holds" if verdict.holds else "DOES NOT HOLD"
    line = (
        f"{row.slug}: {state}. {verdict.entries} entries, {verdict.votes} votes, "
        f"{verdict.taken_back} taken back, {verdict.heads} heads, {verdict.hash}"
    )
    return "\n  ".join([line, *verdict.faults])
