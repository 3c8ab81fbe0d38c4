from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from lehc.conversations.actions.importing import bring_in
from lehc.conversations.models.conversations import LONGEST_QUESTION
from lehc.conversations.polis_files.folder import read_folder
from lehc.conversations.polis_files.problems import InputError
from lehc.programmes.models import Programme


class Command(BaseCommand):
    help = "Bring in a conversation that was held on Polis, from its export."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "folder",
            type=Path,
            help="with votes.csv and comments.csv (or statements.csv), perhaps "
            "summary.csv",
        )
        parser.add_argument(
            "--question", default="", help="what was asked; else the summary's topic"
        )
        parser.add_argument(
            "--programme", metavar="SLUG", help="needed where there are several"
        )
        parser.add_argument(
            "--language", default="en", help="of the statements (en, cy, pl …)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            folder = read_folder(options["folder"])
        except InputError as error:
            raise CommandError(str(error)) from error
        question = options["question"] or folder.topic
        if not question or len(question) > LONGEST_QUESTION:
            raise CommandError(
                "Say what was asked, in at most "
                f"{LONGEST_QUESTION} characters: --question “…”."
            )
        conversation, is_new = bring_in(
            folder=folder,
            programme=find_programme(options["programme"]),
            question=question,
            language=options["language"],
        )
        page = reverse("results", args=[conversation.slug])
        if not is_new:
            self.stdout.write(f"These votes are here already: {page}")
            return
        out = conversation.statements.exclude(state="published").count()
        self.stdout.write(
            f"Brought in {conversation.voters.count()} voters, "
            f"{conversation.log.count()} votes and "
            f"{conversation.statements.count()} statements, {out} of which have no "
            f"part in the results. They are at {page}"
        )


def find_programme(slug: str | None) -> Programme:
    """The programme of that name, or the only one."""
    rows = Programme.objects.all()
    found = list(rows.filter(slug=slug) if slug else rows[:2])
    if len(found) == 1:
        return found[0]
    known = ", ".join(rows.order_by("slug").values_list("slug", flat=True))
    if not known:
        raise CommandError("There is no programme yet: lehc start_programme.")
    raise CommandError(f"Say which programme: --programme with one of {known}.")
