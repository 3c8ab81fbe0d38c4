from __future__ import annotations

import shutil
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from lehc.site.wordpress.actions import import_blog
from lehc.site.wordpress.faults import UnreadableFileError
from lehc.site.wordpress.importing.report import Report, write_report
from lehc.site.wordpress.importing.wishes import Wishes

BAR = 30
NAME = "%Y-%m-%d-%H%M%S"


class Command(BaseCommand):
    help = (
        "Take over a WordPress blog from the file it exports (Tools, Export, All "
        "content). Posts become stories, pages pages, categories tags; drafts stay "
        "drafts. Every old address keeps working. Started again, it goes on where it "
        "stopped, and doubles nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="what WordPress exported, an .xml")
        parser.add_argument(
            "--media",
            type=Path,
            metavar="FOLDER",
            help="a copy of wp-content/uploads: without it no pictures come along",
        )
        parser.add_argument(
            "--comments",
            action="store_true",
            help="keep comments that were public, below their story, as an archive",
        )
        parser.add_argument(
            "--report",
            type=Path,
            metavar="FILE",
            help="where to write the report; by default in the data folder",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        media = options["media"]
        if media is not None and not media.is_dir():
            raise CommandError(f"There is no folder {media}.")
        wishes = Wishes(media=media, with_comments=options["comments"])
        progress = Progress(self.stderr if sys.stderr.isatty() else None)
        try:
            report = import_blog(
                path=options["file"], by=None, wishes=wishes, on_progress=progress.show
            )
        except UnreadableFileError as error:
            raise CommandError(f"{error}\nNothing was taken over.") from error
        progress.end()
        self.tell(report, options["report"])

    def tell(self, report: Report, path: Path | None) -> None:
        text = write_report(report)
        if path is None:
            folder = Path(settings.DATA) / "imports"
            folder.mkdir(parents=True, exist_ok=True)
            path = folder / f"wordpress-{timezone.localtime().strftime(NAME)}.txt"
        path.write_text(text, encoding="utf-8")
        self.stdout.write(text)
        self.stdout.write(f"This report is kept in {path}.")


class Progress:
    """One line that fills up, where somebody watches; nothing in a file or a pipe."""

    def __init__(self, stream: Any) -> None:
        self.stream = stream

    def show(self, done: int, total: int, what: str) -> None:
        if self.stream is None:
            return
        filled = BAR * done // max(total, 1)
        line = f"[{'#' * filled}{'.' * (BAR - filled)}] {done} of {total}  {what}"
        width = shutil.get_terminal_size().columns - 1
        self.stream.write(f"\r{line[:width]:{width}}", ending="")
        self.stream.flush()

    def end(self) -> None:
        if self.stream is not None:
            self.stream.write("")
