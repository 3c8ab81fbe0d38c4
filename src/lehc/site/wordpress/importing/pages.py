"""One post or page of the blog as a page here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from html import unescape
from typing import Any

import nh3
from django.db import transaction
from django.urls import Resolver404, resolve
from django.utils import timezone
from wagtail.models import Page, Revision

from lehc.design.templatetags.design import spoken_date
from lehc.site.models import HomePage, OrdinaryPage, Story, StoryIndex
from lehc.site.wordpress.addresses import normalise_path
from lehc.site.wordpress.cleaning.cleaner import clean
from lehc.site.wordpress.cleaning.pieces import Cleaned
from lehc.site.wordpress.importing.bodies import Body, make_body
from lehc.site.wordpress.importing.media import Library
from lehc.site.wordpress.importing.names import Names, make_slug
from lehc.site.wordpress.models import OldBlog, OldComment, OldItem
from lehc.site.wordpress.records import Item, ItemKind, ItemState

LONGEST_TITLE = 255
LONGEST_SLUG = 200
WORDS_FOR_SEARCH = 30
OWN_VIEW = "wagtail_serve"
THUMBNAIL = "_thumbnail_id"


@dataclass(frozen=True)
class Made:
    """What came of one post: its page, and what the report says of it."""

    page: Page
    cleaned: Cleaned
    body: Body
    is_moved: bool = False
    is_overdue: bool = False


class Brought(Enum):
    """What a later import did for a page that is here already."""

    NOTHING = "nothing"
    PICTURES = "pictures"
    CHANGED_BY_HAND = "changed by hand"


class Shelf:
    """Where pages go: the story index, the first page, and the slugs in use there."""

    def __init__(self, blog: OldBlog, names: Names, library: Library) -> None:
        self.blog, self.names, self.library = blog, names, library
        self.home = HomePage.objects.get()
        self.stories = StoryIndex.objects.get()
        self.slugs: dict[int, set[str]] = {}
        rows = OldItem.objects.filter(blog=blog, kind=ItemKind.PAGE)
        self.pages = dict(rows.values_list("key", "page_id"))

    @transaction.atomic
    def put(self, item: Item, *, with_comments: bool) -> Made:
        """Make the page of an item, whole or not at all."""
        cleaned, body = self.read(item)
        parent = self.find_parent(item)
        slug, is_moved = self.choose_slug(item, parent)
        page = self.build(item, slug, cleaned, body)
        parent.add_child(instance=page)
        is_overdue = publish(page, item)
        row = self.remember(item, page)
        if with_comments:
            keep_comments(row, item)
        return Made(page, cleaned, body, is_moved, is_overdue)

    def read(self, item: Item) -> tuple[Cleaned, Body]:
        """What a post says, cleaned, and as blocks with the pictures there are."""
        children = tuple(self.library.survey.children.get(item.number, ()))
        cleaned = clean(item.content, blog=self.blog.address, children=children)
        name = f"{self.blog.address}#{item.number}"
        body = make_body(
            cleaned.pieces,
            name=name,
            blog_title=self.blog.title,
            find=self.library.find,
        )
        return cleaned, body

    @transaction.atomic
    def bring_pictures(self, item: Item) -> Brought:
        """Put pictures that have come since into a page that was made without them.

        Nothing that somebody has changed by hand is touched.
        """
        row = OldItem.objects.filter(blog=self.blog, key=str(item.number)).first()
        if row is None or row.page is None:
            return Brought.NOTHING
        page: Any = row.page.specific.get_latest_revision_as_object()
        _, body = self.read(item)
        here = sum(1 for block in page.body.raw_data if block["type"] == "picture")
        if body.pictures <= here:
            return Brought.NOTHING
        if Revision.objects.for_instance(page).exclude(user=None).exists():
            return Brought.CHANGED_BY_HAND
        page.body = body.write()
        if page.sharing_picture_id is None:
            thumbnail = item.read_meta(THUMBNAIL)
            page.sharing_picture_id = self.library.by_number.get(thumbnail)
        first, last = page.first_published_at, page.last_published_at
        is_public = page.live
        revision = page.save_revision(clean=False)
        if is_public or page.go_live_at:
            revision.publish(log_action=False, skip_permission_checks=True)
        if is_public:
            set_published(page, first, last)
        return Brought.PICTURES

    def find_parent(self, item: Item) -> Page:
        if item.kind is ItemKind.POST:
            return self.stories
        above = self.pages.get(str(item.parent))
        found = OrdinaryPage.objects.filter(pk=above).first() if above else None
        return found or self.home

    def choose_slug(self, item: Item, parent: Page) -> tuple[str, bool]:
        """The old slug where it is free, and whether another had to be found."""
        otherwise = f"{item.kind}-{item.number}"
        wanted = make_slug(item.slug or item.title, otherwise, longest=LONGEST_SLUG)
        taken = self.slugs.get(parent.pk)
        if taken is None:
            taken = set(parent.get_children().values_list("slug", flat=True))
            self.slugs[parent.pk] = taken
        slug, number = wanted, 1
        while slug in taken or (parent.pk == self.home.pk and is_ours(slug)):
            number += 1
            slug = f"{wanted[: LONGEST_SLUG - 5]}-{number}"
        taken.add(slug)
        return slug, slug != wanted

    def build(self, item: Item, slug: str, cleaned: Cleaned, body: Body) -> Any:
        facts: dict[str, Any] = {
            "title": read_title(item),
            "slug": slug,
            "introduction": read_words(item.excerpt),
            "search_description": "" if item.excerpt else first_words(cleaned),
            "body": body.write(),
            "live": False,
            "sharing_picture_id": self.library.by_number.get(item.read_meta(THUMBNAIL)),
        }
        if item.kind is ItemKind.PAGE:
            return OrdinaryPage(**facts)
        moment = item.local_time or timezone.localtime()
        author = self.names.find_author(item.author)
        story = Story(**facts, date=moment.date(), author=author)
        story.tags.set(self.names.find_tags(item.terms))
        return story

    def remember(self, item: Item, page: Page) -> OldItem:
        row = OldItem.objects.create(
            blog=self.blog,
            key=str(item.number),
            kind=item.kind,
            guid=item.guid[:255],
            path=normalise_path(item.link),
            page_id=page.pk,
        )
        if item.kind is ItemKind.PAGE:
            self.pages[row.key] = page.pk
        return row


def publish(page: Page, item: Item) -> bool:
    """Make public what was public, at its own time; the rest stays a draft.

    Say whether a time was set for it that has passed meanwhile: then it is public.
    """
    now, moment = timezone.now(), item.published_at or item.local_time
    if moment is not None and timezone.is_naive(moment):
        moment = timezone.make_aware(moment)
    is_overdue = False
    if item.state is ItemState.SCHEDULED and moment is not None:
        is_overdue = moment <= now
        if not is_overdue:
            page.go_live_at = moment
    revision = page.save_revision(clean=False)
    is_public = item.state is ItemState.PUBLISHED or is_overdue
    if is_public or page.go_live_at:
        revision.publish(log_action=False, skip_permission_checks=True)
    if is_public:
        set_published(page, moment or now, moment or now)
    return is_overdue


def set_published(page: Page, first: datetime | None, last: datetime | None) -> None:
    """It was published when the blog published it, not when it was taken over."""
    Page.objects.filter(pk=page.pk).update(
        first_published_at=first, last_published_at=last
    )


def keep_comments(row: OldItem, item: Item) -> None:
    """Comments that were public, as plain text and without addresses."""
    OldComment.objects.bulk_create(
        OldComment(
            item=row,
            number=comment.number,
            parent=comment.parent,
            author=read_words(comment.author)[:200],
            written_at=comment.written_at,
            text=read_words(comment.text.replace("\n", "<br>")),
        )
        for comment in {each.number: each for each in item.comments}.values()
        if comment.is_public
    )


def is_ours(slug: str) -> bool:
    """Whether the product itself has a page at that address."""
    try:
        return resolve(f"/{slug}/").url_name != OWN_VIEW
    except Resolver404:
        return False


def read_title(item: Item) -> str:
    """The title in plain words; a post without one is called by its day."""
    title = read_words(item.title)[:LONGEST_TITLE]
    if title:
        return title
    kind = "Page" if item.kind is ItemKind.PAGE else "Story"
    return f"{kind} of {spoken_date(item.local_time)}" if item.local_time else kind


def read_words(markup: str) -> str:
    """What HTML says, in plain text, on one line for each line break."""
    text = markup.replace("<br>", "\n").replace("<br />", "\n").replace("<br/>", "\n")
    words = unescape(nh3.clean(text, tags=set(), attributes={}))
    lines = (" ".join(line.split()) for line in words.split("\n"))
    return "\n".join(lines).strip()


def first_words(cleaned: Cleaned) -> str:
    """The beginning of the text, for lists and search engines."""
    html = next((p.html for p in cleaned.pieces if hasattr(p, "html")), "")
    words = read_words(html.replace("</p>", " ").replace("<li>", " ")).split()
    rest = "…" if len(words) > WORDS_FOR_SEARCH else ""
    return " ".join(words[:WORDS_FOR_SEARCH]) + rest
