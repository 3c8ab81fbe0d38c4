"""Taking a blog over: read it once to its end, then take over one item after another.

Each item is a transaction of its own with a row that remembers it. So an import that
was stopped goes on where it stopped when it is started again, and a second import of
the same file, or of a newer one, adds only what is new: posts, files, and pictures
that their pages lacked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.db import transaction

from lehc.audit.actions import record
from lehc.site.wordpress.importing.media import Folder, Library, RefusedFileError
from lehc.site.wordpress.importing.names import Names
from lehc.site.wordpress.importing.notes import (
    note_brought,
    note_item_left,
    note_made,
    note_rest,
)
from lehc.site.wordpress.importing.pages import Shelf
from lehc.site.wordpress.importing.report import Fate, Report
from lehc.site.wordpress.importing.survey import Survey, survey_export
from lehc.site.wordpress.importing.wishes import Wishes
from lehc.site.wordpress.models import OldBlog
from lehc.site.wordpress.reader import read_export
from lehc.site.wordpress.records import Item, ItemKind, ItemState

OnProgress = Callable[[int, int, str], None]
WRITTEN = frozenset({ItemKind.POST, ItemKind.PAGE})


def import_blog(
    *,
    path: Path,
    by: Any,
    wishes: Wishes | None = None,
    on_progress: OnProgress = lambda done, total, what: None,
) -> Report:
    """Take a blog over from the file that WordPress exports.

    Raises:
        UnreadableFileError: the file is not whole; nothing has been taken over.
    """
    wishes = wishes or Wishes()
    survey = survey_export(path)
    blog = find_blog(survey)
    report = Report(title=survey.blog.title, address=blog.address)
    names = Names(blog)
    with transaction.atomic():
        names.take_over(survey)
    library = Library(blog, survey, Folder(wishes.media))
    known = set(blog.items.values_list("key", flat=True))
    done = take_files(library, report, wishes, on_progress)
    shelf = Shelf(blog, names, library)
    for item in read_in_order(path, survey):
        done += 1
        on_progress(done, survey.items, item.title)
        take_item(item, shelf, known, report, wishes)
    note_rest(survey, report, wishes)
    finish(blog, report, by=by)
    return report


@transaction.atomic
def find_blog(survey: Survey) -> OldBlog:
    blog, _ = OldBlog.objects.get_or_create(
        address=survey.blog.address[:200],
        defaults={"title": survey.blog.title[:200]},
    )
    return blog


def read_in_order(path: Path, survey: Survey) -> Iterator[Item]:
    """Every item but files, a page always after the page that it belongs under.

    The file is read once for each step down the tree of pages, so that no more than
    one item is in memory.
    """
    for depth in range(survey.deepest_page + 1):
        for entry in read_export(path):
            if not isinstance(entry, Item) or entry.kind is ItemKind.ATTACHMENT:
                continue
            is_page = entry.kind is ItemKind.PAGE
            if (survey.page_depth(entry.number) if is_page else 0) == depth:
                yield entry


def take_files(
    library: Library,
    report: Report,
    wishes: Wishes,
    on_progress: OnProgress,
) -> int:
    """The files first, so that posts can show them; return how many there are."""
    for done, item in enumerate(library.survey.attachments.values(), start=1):
        on_progress(done, library.survey.items, item.title)
        fate = Fate.HERE if library.has(item) else Fate.TAKEN
        if fate is Fate.TAKEN:
            try:
                library.take(item)
            except RefusedFileError as error:
                fate = Fate.LEFT
                library.remember(str(item.number), item)
                if wishes.media is not None:
                    report.note("Files left out", f"{item.file_address}: {error}")
        report.count(item.type_name, item.state, fate)
    return len(library.survey.attachments)


def take_item(
    item: Item, shelf: Shelf, known: set[str], report: Report, wishes: Wishes
) -> None:
    """One item: taken over, here already, or left out with its reason."""
    if item.kind not in WRITTEN or item.state is ItemState.TRASHED or not item.number:
        note_item_left(item, report)
        fate = Fate.LEFT
    elif str(item.number) in known:
        fate = Fate.HERE
        if wishes.media is not None:
            note_brought(item, shelf.bring_pictures(item), report)
    else:
        made = shelf.put(item, with_comments=wishes.with_comments)
        known.add(str(item.number))
        note_made(item, made, report)
        fate = Fate.TAKEN
    report.count(item.type_name, item.state, fate)


@transaction.atomic
def finish(blog: OldBlog, report: Report, *, by: Any) -> None:
    counts = {fate.name.lower(): report.total(fate) for fate in Fate}
    record("wordpress.import", blog, by=by, **counts)
