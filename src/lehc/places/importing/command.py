"""What the commands of all kinds share: their options, and what they say at the end."""

from __future__ import annotations

import csv
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, ClassVar

from django.core.management.base import BaseCommand, CommandError

from lehc.places.importing.problems import FileError, Report
from lehc.places.importing.running import Wish, import_file, list_refusals

MOST_SHOWN = 50


class ImportCommand(BaseCommand):
    """A kind of file; the subclass says which."""

    kind: ClassVar[str]

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--boundaries",
            type=int,
            metavar="YEAR",
            help="the year of the file's boundaries; needed for areas that are new",
        )
        parser.add_argument("--title", default="", help="what pages call the source")
        parser.add_argument("--licence", default="", help="if it is not the usual one")
        parser.add_argument(
            "--leave-out-refused",
            action="store_true",
            help="write the good rows even if others can't be read",
        )
        parser.add_argument(
            "--refused",
            type=Path,
            metavar="FILE",
            help="write every refused row's line and reason to a CSV file",
        )
        if self.kind == "nomis":
            parser.add_argument(
                "--indicator", required=True, help="what the figures are of"
            )

    def handle(self, *args: Any, **options: Any) -> None:
        wish = Wish(
            self.kind,
            options["file"],
            options["boundaries"],
            options["title"],
            options["licence"],
            options.get("indicator", ""),
            options["leave_out_refused"],
        )
        try:
            report = import_file(wish)
        except FileError as problem:
            raise CommandError(
                f"{wish.path}: {problem} Nothing was imported."
            ) from None
        self.say(report, options["refused"])

    def say(self, report: Report, refused: Path | None) -> None:
        for words in list_refusals(report, MOST_SHOWN):
            self.stderr.write(words)
        if refused:
            with refused.open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file)
                writer.writerow(["line", "reason"])
                writer.writerows((each.line, each.reason) for each in report.refusals)
        for what, count in report.left_out.items():
            self.stdout.write(f"Left out: {count:,} {what}.")
        for remark in report.remarks:
            self.stdout.write(remark)
        count = len(report.refusals)
        if not report.is_written:
            raise CommandError(
                f"{count:,} of {report.rows:,} rows can't be read, so nothing was "
                "imported. Mend them, or import the others with --leave-out-refused."
            )
        left = f" {count:,} were refused." if count else ""
        rows = report.rows - count
        words = "1 row" if rows == 1 else f"{rows:,} rows"
        self.stdout.write(f"Imported {words}.{left}")
