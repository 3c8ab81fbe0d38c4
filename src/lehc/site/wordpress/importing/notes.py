"""What the report says of single posts, and of what no post holds."""

from __future__ import annotations

import re

from lehc.site.wordpress.importing.pages import Brought, Made
from lehc.site.wordpress.importing.report import Fate, Report
from lehc.site.wordpress.importing.survey import Survey
from lehc.site.wordpress.importing.wishes import Wishes
from lehc.site.wordpress.records import Item, ItemKind, ItemState

DRAFTS = {
    ItemState.PRIVATE: "It was private on the blog: it is a draft here",
    ItemState.PASSWORD: "It had a password on the blog: it is a draft here",
    ItemState.UNKNOWN: "Its state is not known to us: it is a draft here",
}
OWN_META = re.compile(r"^_|^(footnotes|enclosure)$")


def note_made(item: Item, made: Made, report: Report) -> None:
    """What somebody should look at in a page that was taken over."""
    name = f"“{made.page.title}” ({item.link or item.guid})"
    if item.state in DRAFTS:
        report.note("Kept from the public", f"{name}: {DRAFTS[item.state]}.")
    if made.is_overdue:
        report.note(
            "Published because their time has passed",
            f"{name}: it was to be published on {made.page.date:%-d %B %Y}."
            if hasattr(made.page, "date")
            else name,
        )
    if made.is_moved:
        report.note("Pages with another address", f"{name} is now at {made.page.url}.")
    if item.is_sticky:
        report.note("Pinned to the top on the blog", name)
    note_body(name, made, report)
    note_formats(item, report)


def note_brought(item: Item, brought: Brought, report: Report) -> None:
    """What became of pictures that came after their page."""
    name = f"“{item.title}” ({item.link or item.guid})"
    if brought is Brought.PICTURES:
        report.note("Pages whose pictures have come", name)
    elif brought is Brought.CHANGED_BY_HAND:
        report.note(
            "Pictures to put in by hand",
            f"{name}: somebody has changed the page since it was taken over.",
        )


def note_body(name: str, made: Made, report: Report) -> None:
    body = made.body
    report.left_out.update(dict(made.cleaned.left_out))
    for what, number in made.cleaned.left_out:
        report.note("Left out, post by post", f"{name}: {what} ({number})")
    if body.lost_pictures:
        first = ", ".join(body.lost_pictures[:3])
        report.note(
            "Posts whose pictures are missing",
            f"{name}: {len(body.lost_pictures)}, such as {first}",
        )
    if body.without_words:
        report.note(
            "Pictures without alternative text",
            f"{name}: {body.without_words} of {body.pictures}",
        )
    if body.quotations or body.pictures:
        report.note(
            "Words and pictures of people to look at",
            f"{name}: quotations {body.quotations}, pictures {body.pictures}",
        )


def note_formats(item: Item, report: Report) -> None:
    for term in item.terms:
        if term.kind not in {"category", "post_tag", "nav_menu"}:
            report.other[f"Marks of other kinds ({term.kind})"][Fate.LEFT] += 1
    own = sum(1 for key, _ in item.meta if not OWN_META.match(key))
    if own:
        report.other["Fields of the blog's own"][Fate.LEFT] += own


def note_item_left(item: Item, report: Report) -> None:
    name = item.title or item.slug or str(item.number)
    if item.kind is ItemKind.MENU_ITEM:
        for term in item.terms:
            report.menus[term.name] += 1
    elif item.state is ItemState.TRASHED:
        report.note("Left out", f"“{name}” was in the bin.")
    elif item.kind is ItemKind.OTHER:
        report.note(
            "Left out", f"“{name}” is of a plugin's own kind, {item.type_name}."
        )
    else:
        report.note("Left out", f"“{name}” (line {item.line}) has no number.")


def note_rest(survey: Survey, report: Report, wishes: Wishes) -> None:
    """Comments, authors and tags: counted, so that the report is of the whole file."""
    for name, number in report.menus.items():
        report.note("Menus, to be made by hand", f"{name}: {number} entries")
    if survey.attachments and wishes.media is None:
        report.note(
            "Files",
            "None came along: give a copy of wp-content/uploads with --media, and run "
            "the import again: the pictures find their pages.",
        )
    for name, number in survey.comments.items():
        kept = wishes.with_comments and name == "comment"
        report.other[f"Comments: {name}"][Fate.TAKEN if kept else Fate.LEFT] += number
    report.other["Authors"][Fate.TAKEN] += len(survey.authors)
    for kind, name in (("post_tag", "Tags"), ("category", "Categories, as tags")):
        number = sum(1 for found, _ in survey.terms if found == kind)
        report.other[name][Fate.TAKEN] += number
