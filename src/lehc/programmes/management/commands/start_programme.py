from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import EmailValidator

from lehc.programmes.actions import start_programme

check_address = EmailValidator("Enter an e-mail address like name@example.org")
INTRODUCTION = "A leadership programme for people who want to change things together."


class Command(BaseCommand):
    help = (
        "Start a programme of your own, with its first lead. The lead signs in with a "
        "code sent to their e-mail address, and makes the first cohort from there."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--name", required=True, help="its full name")
        parser.add_argument(
            "--short-name", help="a name for the top of pages; by default its initials"
        )
        parser.add_argument("--lead-email", required=True)
        parser.add_argument("--lead-name", required=True)
        parser.add_argument(
            "--introduction", default=INTRODUCTION, help="what it is, in a sentence"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            check_address(options["lead_email"])
            programme = start_programme(
                name=options["name"],
                short_name=options["short_name"] or make_initials(options["name"]),
                lead_email=options["lead_email"],
                lead_name=options["lead_name"],
                introduction=options["introduction"],
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(
            f"{programme.name} has started. {options['lead_name']} can now sign in as "
            f"{options['lead_email']} and go to /desk/ to make the first cohort."
        )


def make_initials(name: str) -> str:
    """The first letters of the longer words: “Leading Together” gives LT."""
    words = [word for word in name.split() if word[:1].isupper()] or name.split()
    return "".join(word[0] for word in words)[:20].upper()
