"""The first reading of a file: is it whole, and what is in it?"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from lehc.site.wordpress.addresses import read_file_key
from lehc.site.wordpress.reader import read_export
from lehc.site.wordpress.records import Author, Blog, Item, ItemKind, Term

DEEPEST = 50


@dataclass
class Survey:
    """What must be known of the whole file before its first post is taken over.

    It grows with the number of items, not with their length.
    """

    blog: Blog = field(default_factory=Blog)
    authors: dict[str, Author] = field(default_factory=dict)
    terms: dict[tuple[str, str], Term] = field(default_factory=dict)
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    comments: Counter[str] = field(default_factory=Counter)
    attachments: dict[int, Item] = field(default_factory=dict)
    files: dict[str, int] = field(default_factory=dict)
    children: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    page_parents: dict[int, int] = field(default_factory=dict)

    @property
    def items(self) -> int:
        return sum(self.counts.values())

    @property
    def deepest_page(self) -> int:
        return max(map(self.page_depth, self.page_parents), default=0)

    def page_depth(self, number: int) -> int:
        """0 for a page at the top; a ring of parents is at the top too."""
        for depth in range(DEEPEST):
            number = self.page_parents.get(number, 0)
            if number not in self.page_parents:
                return depth
        return 0


def survey_export(path: Path) -> Survey:
    """Read the file to its end and keep what the import must know beforehand.

    Raises:
        UnreadableFileError: before anything is taken over.
    """
    survey = Survey()
    for entry in read_export(path):
        if isinstance(entry, Blog):
            survey.blog = entry
        elif isinstance(entry, Author):
            survey.authors.setdefault(entry.login, entry)
        elif isinstance(entry, Term):
            survey.terms[entry.kind, entry.slug] = entry
        else:
            note_item(survey, entry)
    return survey


def note_item(survey: Survey, item: Item) -> None:
    survey.counts[item.type_name, item.state] += 1
    survey.comments.update(name_comment(each) for each in item.comments)
    for term in item.terms:
        survey.terms.setdefault((term.kind, term.slug), term)
    if item.author and item.kind in {ItemKind.POST, ItemKind.PAGE}:
        survey.authors.setdefault(item.author, Author(item.author, item.author))
    if item.kind is ItemKind.PAGE:
        survey.page_parents[item.number] = item.parent
    if item.kind is ItemKind.ATTACHMENT:
        survey.attachments[item.number] = item
        survey.children[item.parent].append(item.number)
        survey.files.setdefault(read_file_key(item.file_address), item.number)


def name_comment(comment: object) -> str:
    kind = getattr(comment, "kind", "")
    if kind not in {"", "comment"}:
        return "pingback or trackback"
    approved = getattr(comment, "approved", "")
    return {"1": "comment", "spam": "spam", "trash": "comment in the bin"}.get(
        approved, "comment nobody approved"
    )
