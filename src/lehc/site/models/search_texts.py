"""What the search on the site looks through: the words of each page that is public."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils.html import strip_tags
from wagtail.models import Page

LONGEST_BODY = 200_000
# Changes of other columns leave the words as they are.
WORDS_OF_A_PAGE = frozenset({"title", "introduction", "body", "live"})


class SearchText(models.Model):
    """The words of a public page, as plain text; drafts and old versions have no row.

    Beside the table stands what the database searches: an FTS5 table with triggers on
    SQLite, a generated `tsvector` column on PostgreSQL. Both follow the rows by
    themselves.
    """

    page = models.OneToOneField(
        Page, on_delete=models.CASCADE, primary_key=True, related_name="search_text"
    )
    title = models.TextField()
    # Who wrote it, its tags, its place: found, but not shown as a match.
    names = models.TextField(blank=True)
    body = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.title


def keep_words(page: Any) -> None:
    """Write down the public words of a page as they stand in the database.

    What the object in memory says may be a draft: it is not looked at.
    """
    row = type(page)._base_manager.filter(pk=page.pk).first()
    if row is None or not row.live:
        SearchText.objects.filter(pk=page.pk).delete()
        return
    words = {
        "title": row.title,
        "names": " ".join(row.list_names()),
        "body": read_words(row)[:LONGEST_BODY],
    }
    SearchText.objects.update_or_create(page_id=row.pk, defaults=words)


def keep_words_of(pages: Iterable[Any]) -> None:
    for page in pages:
        keep_words(page)


def read_words(page: Any) -> str:
    """The introduction, then what every block says; nothing that may not be shown."""
    parts = [page.introduction]
    body = getattr(page, "body", None)
    if body is not None:
        parts += body.stream_block.get_searchable_content(body)
    return " ".join(" ".join(strip_tags(str(part)).split()) for part in parts if part)


def fill_search() -> None:
    """Write down the words of public pages that have none yet."""
    for page in Page.objects.live().filter(search_text=None, depth__gt=1).specific():
        if hasattr(page, "list_names"):
            keep_words(page)
