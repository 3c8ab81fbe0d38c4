"""Runs a reader over a file: all that it holds is written, or nothing is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from lehc.audit.actions import record
from lehc.places.importing.codes import Directory
from lehc.places.importing.kinds import READERS
from lehc.places.importing.problems import FileError, Report
from lehc.places.importing.progress import Progress
from lehc.places.importing.readers.base import Reader
from lehc.places.importing.readers.nomis import NomisReader
from lehc.places.models import Dataset
from lehc.places.storing.records import Record
from lehc.places.storing.store import Store

BATCH = 5_000
MOST_REFUSALS = 100_000


@dataclass(frozen=True)
class Wish:
    """What the person who imports says of the file."""

    kind: str
    path: Path
    boundaries: int | None = None
    title: str = ""
    licence: str = ""
    indicator: str = ""
    leaves_out_refused: bool = False


class Undone(Exception):  # noqa: N818  not an error: the way out of the transaction
    """Rolls back what was written before the first refusal."""


def import_file(
    wish: Wish, *, by: Any = None, progress: Progress | None = None
) -> Report:
    """Read the file into the database.

    With refused rows nothing is written, unless the wish is to leave those out. The
    same file again changes nothing.

    Raises:
        FileError: the file as a whole can't be read; nothing is written.
    """
    report = Report()
    size = wish.path.stat().st_size if wish.path.is_file() else 0
    bar = progress or Progress(size)
    try:
        with transaction.atomic():
            fill(wish, report, bar, by=by)
    except Undone:
        report.is_written = False
    finally:
        bar.end()
    return report


def fill(wish: Wish, report: Report, bar: Progress, *, by: Any) -> None:
    reader = READERS[wish.kind](Directory(wish.boundaries), report)
    if wish.indicator and isinstance(reader, NomisReader):
        reader.indicator = wish.indicator
    dataset = describe(reader, wish)
    store = Store(dataset)
    batch: list[Record] = []
    for _, records in reader.read_file(wish.path, bar.reach):
        batch += records
        if len(batch) >= BATCH:
            flush(batch, store, report, wish)
        if len(report.refusals) > MOST_REFUSALS:
            raise FileError(
                f"More than {MOST_REFUSALS:,} rows can't be read. The first: line "
                f"{report.refusals[0].line}: {report.refusals[0].reason}"
            )
    flush(batch, store, report, wish)
    flush(list(reader.finish()), store, report, wish)
    if not report.rows:
        raise FileError("The file has no rows below its columns.")
    if report.refusals and not wish.leaves_out_refused:
        raise Undone
    report.is_written = True
    record("places.import_file", dataset, by=by, kind=wish.kind, rows=report.rows)


def flush(batch: list[Record], store: Store, report: Report, wish: Wish) -> None:
    """Write what has gathered; after a refusal only count on, for all is undone."""
    if not report.refusals or wish.leaves_out_refused:
        store.write(batch)
        report.records += len(batch)
    batch.clear()


def describe(reader: Reader, wish: Wish) -> Dataset:
    title = wish.title or f"{reader.title}: {wish.path.name}"
    facts = {
        "title": title[:200],
        "publisher": reader.publisher,
        "licence": wish.licence or reader.licence,
        "attribution": reader.attribution,
    }
    key = f"{wish.kind}-{slugify(wish.path.stem)}"[:80]
    dataset, _ = Dataset.objects.update_or_create(key=key, defaults=facts)
    return dataset


def list_refusals(report: Report, most: int) -> Iterable[str]:
    """Each refused row with its line and reason, up to so many."""
    for refusal in report.refusals[:most]:
        yield f"Line {refusal.line}: {refusal.reason}"
    more = len(report.refusals) - most
    if more > 0:
        yield f"... and {more:,} more: --refused FILE writes them all."
