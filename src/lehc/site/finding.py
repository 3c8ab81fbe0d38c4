"""Finds pages by words in any form, on SQLite as on PostgreSQL."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from wagtail.models import Page

from lehc.site.models import SearchText

LONGEST_QUESTION = 200
MOST_WORDS = 12
# What a person puts in quotation marks belongs together; else each word for itself.
PARTS = re.compile(r'"([^"]+)"|([^\s"]+)')
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
# Around what was found, where the database says so; no page holds these characters.
FOUND_START, FOUND_END = "\x02", "\x03"
# A word in the title counts most, then a name, then the text.
FTS5 = "bm25(site_searchtext_fts, 8.0, 3.0, 1.0)"
FTS5_EXTRACT = "snippet(site_searchtext_fts, 2, %s, %s, '…', 36)"
FTS5_TITLE = "highlight(site_searchtext_fts, 0, %s, %s)"
TSVECTOR = "-ts_rank_cd('{{0.1, 0.2, 0.4, 1.0}}', site_searchtext.words, {query})"
HEADLINE = (
    "ts_headline('english', {column}, {query}, "
    "'StartSel=\x02, StopSel=\x03, {options}')"
)
EXTRACT_OPTIONS = 'MaxWords=36, MinWords=18, MaxFragments=2, FragmentDelimiter=" … "'


@dataclass(frozen=True)
class Question:
    """What somebody looks for: words, and words that stand together."""

    parts: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.parts)


def read_question(text: str) -> Question:
    """The words in what was typed; signs and everything past the limits fall away."""
    plain = unicodedata.normalize("NFC", text[:LONGEST_QUESTION]).replace("’", "'")
    parts = []
    for together, single in PARTS.findall(re.sub("[“”„]", '"', plain)):
        words = WORD.findall(together or single)
        if together:
            parts.append(" ".join(words))
        else:
            parts += words
    return Question(tuple(part for part in parts[:MOST_WORDS] if part))


def find_pages(
    question: Question, *, needs_all: bool = True
) -> QuerySet[SearchText, SearchText]:
    """Public pages with all of the words, or with some, the best first.

    Each has `extract` and `marked_title`, the words found between `FOUND_START` and
    `FOUND_END`.
    """
    is_postgresql = connection.vendor == "postgresql"
    find = find_by_tsvector if is_postgresql else find_by_fts5
    rows: Any = find(question, needs_all=needs_all)
    public = Page.objects.live().public().order_by()
    ordered: QuerySet[SearchText, SearchText] = rows.filter(page__in=public).order_by(
        "rank", "-page_id"
    )
    return ordered


def find_by_fts5(
    question: Question, *, needs_all: bool
) -> QuerySet[SearchText, SearchText]:
    joint = " AND " if needs_all else " OR "
    query = joint.join(f'"{part}"' for part in question.parts)
    marks = (FOUND_START, FOUND_END)
    return SearchText.objects.extra(
        tables=["site_searchtext_fts"],
        where=[
            "site_searchtext_fts.rowid = site_searchtext.page_id",
            "site_searchtext_fts MATCH %s",
        ],
        params=[query],
    ).annotate(
        rank=RawSQL(FTS5, ()),  # noqa: S611  no word of the question in it
        extract=RawSQL(FTS5_EXTRACT, marks),  # noqa: S611
        marked_title=RawSQL(FTS5_TITLE, marks),  # noqa: S611
    )


def find_by_tsvector(
    question: Question, *, needs_all: bool
) -> QuerySet[SearchText, SearchText]:
    joint = " && " if needs_all else " || "
    query = joint.join(["phraseto_tsquery('english', %s)"] * len(question.parts))
    query = f"({query})"
    parts = [fold(part) for part in question.parts]

    def mark(column: str, options: str) -> RawSQL:
        sql = HEADLINE.format(column=column, query=query, options=options)
        return RawSQL(sql, parts)  # noqa: S611  the words are parameters

    return SearchText.objects.extra(  # noqa: S610  the words are parameters
        where=[f"site_searchtext.words @@ {query}"], params=parts
    ).annotate(
        rank=RawSQL(TSVECTOR.format(query=query), parts),  # noqa: S611  the same
        extract=mark("site_searchtext.body", EXTRACT_OPTIONS),
        marked_title=mark("site_searchtext.title", "HighlightAll=true"),
    )


def fold(text: str) -> str:
    """Letters without their marks, as the column of words has them."""
    apart = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
