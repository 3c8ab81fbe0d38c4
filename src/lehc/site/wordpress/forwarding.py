"""Where an address of the old blog leads today."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlencode

from django.db.models import Q
from django.http import Http404
from django.urls import NoReverseMatch, reverse
from wagtail.models import Page

from lehc.site.models import StoryIndex
from lehc.site.queries import stories_by, stories_of_month, stories_tagged
from lehc.site.wordpress.addresses import read_file_key, tidy_path
from lehc.site.wordpress.models import OldItem, OldName

# What WordPress hangs at the end of an address: its feed, further pages, its parts.
ENDINGS = re.compile(
    r"/(?:feed(?:/(?:rss2?|rdf|atom))?|trackback|embed|amp|(?:comment-)?page[/-]\d+)$"
)
FEED = re.compile(r"(?:^|/)feed(?:/(?:rss2?|rdf|atom))?$")
PAGE = re.compile(r"(?:^|/)page/(\d{1,6})$")
PART = re.compile(r"/\d{1,3}$")  # the second part of a post that was cut into parts
DATE = re.compile(r"(?:^|/)(\d{4})(?:/(\d{1,2}))?(?:/(\d{1,2}))?$")
NAMED = re.compile(r"(?:^|/)(category|tag|author)/(?:.+/)?([^/]+)$")
FILE = re.compile(r"(?:^|/)wp-content/uploads/")
POST_KEYS = ("p", "page_id", "attachment_id")
QUERY_KEYS = frozenset(
    {*POST_KEYS, "cat", "tag", "author", "author_name", "m", "s", "feed", "paged"}
)


@dataclass(frozen=True)
class Asked:
    """An address that nothing here answers: its path as it is kept, and its query."""

    path: str
    query: Mapping[str, str]


def find_new_address(asked: Asked) -> str | None:
    """The address here, or None for what never was on the blog or is not public."""
    if asked.path in {"", "index.php"}:
        return find_by_query(asked.query)
    if FILE.search(asked.path):
        return find_file(asked.path)
    path, is_feed = strip_endings(asked.path)
    found = find_item(asked.path, path, PART.sub("", path))
    if found is not None:
        return show_item(found)
    found_archive = find_archive(path, is_feed=is_feed, had_ending=path != asked.path)
    page = PAGE.search(asked.path)
    return turn_to(found_archive, page[1] if page else "")


def turn_to(address: str | None, page: str) -> str | None:
    """The address with the page of it that was asked for."""
    return f"{address}?page={page}" if address and page else address


def strip_endings(path: str) -> tuple[str, bool]:
    """The path without feeds and further pages, and whether a feed was asked for."""
    found = f"/{path}"
    while ENDINGS.search(found):
        found = ENDINGS.sub("", found, count=1)
    return found.lstrip("/"), bool(FEED.search(path))


def find_item(*paths: str) -> OldItem | None:
    """The item at the first of these paths that had any."""
    known = {item.path: item for item in OldItem.objects.filter(path__in=set(paths))}
    return next((known[path] for path in paths if path and path in known), None)


def find_by_query(query: Mapping[str, str]) -> str | None:
    """WordPress's plain addresses: ?p=12, ?cat=3, ?tag=river, ?m=201907, ?feed=rss2."""
    number = next((query[key] for key in POST_KEYS if query.get(key)), "")
    if number:
        item = OldItem.objects.filter(key=number).first()
        return show_item(item) if item else None
    if query.get("s"):
        return f"{reverse('search')}?{urlencode({'q': query['s']})}"
    if query.get("feed"):
        return find_archive("", is_feed=True)
    page = query.get("paged", "")
    return turn_to(find_by_name(query), page if page.isdecimal() else "")


def find_by_name(query: Mapping[str, str]) -> str | None:
    if query.get("m"):
        month = query["m"]
        return find_archive(f"{month[:4]}/{month[4:6]}".rstrip("/"), is_feed=False)
    for kind, name in (("tag", "tag"), ("author", "author_name")):
        if query.get(name):
            return find_archive(f"{kind}/{query[name].casefold()}", is_feed=False)
    return find_by_number(query)


def find_by_number(query: Mapping[str, str]) -> str | None:
    for key, kind in (("cat", OldName.Kind.CATEGORY), ("author", OldName.Kind.AUTHOR)):
        if query.get(key, "").isdecimal():
            row = OldName.objects.filter(kind=kind, number=int(query[key][:18])).first()
            return show_name(row) if row else None
    return find_stories() if query.get("paged") else None


def find_archive(path: str, *, is_feed: bool, had_ending: bool = True) -> str | None:
    """The stories of a tag, a category, an author, a month; the feed of all."""
    named = NAMED.search(path)
    if named:
        # WordPress writes letters that are not Latin as “%ce%b5”.
        same = Q(slug__iexact=named[2]) | Q(slug__contains="%")
        rows = OldName.objects.filter(same, kind=named[1])
        slugs = {tidy_path(unquote(row.slug)): row for row in rows}
        row = slugs.get(named[2])
        return show_name(row, is_feed=is_feed) if row else None
    if not OldItem.objects.exists():
        return None
    if dated := DATE.search(path):
        return show_month(dated[1], dated[2] or "") or find_stories()
    if path in {"", "comments"} and is_feed:
        return find_url("feed_rss") or find_stories()
    return find_stories() if path == "" and had_ending else None


def show_item(item: OldItem) -> str | None:
    """The page, when it is public; a file's own page leads to the file."""
    if item.page_id:
        page = Page.objects.live().public().filter(pk=item.page_id).first()
        return page.url if page else None
    return show_file(item) or show_parent(item)


def show_parent(item: OldItem) -> str | None:
    """A file that did not come along had a page of its own: its post is the nearest."""
    above = OldItem.objects.filter(blog=item.blog_id, key=item.parent)
    found = above.exclude(page__isnull=True).first() if item.parent else None
    return show_item(found) if found else None


def find_file(path: str) -> str | None:
    """A file in any of the sizes that WordPress made of it."""
    item = OldItem.objects.filter(file_path=read_file_key(f"/{path}")).first()
    return show_file(item) if item and item.file_path else None


def show_file(item: OldItem) -> str | None:
    if item.picture is not None:
        rendition = item.picture.get_rendition("max-1600x1600|format-webp")
        return str(rendition.url)
    return str(item.document.url) if item.document is not None else None


def show_name(row: OldName, *, is_feed: bool = False) -> str | None:
    if row.tag is not None and stories_tagged(row.tag).exists():
        feed = find_url("tag_feed_rss", row.tag.slug) if is_feed else None
        return feed or find_url("tag_archive", row.tag.slug) or find_stories()
    if is_feed and row.author is not None:  # authors have no feed of their own here
        return find_url("feed_rss")
    if row.author is not None and stories_by(row.author).exists():
        return find_url("author_archive", row.author.slug) or find_stories()
    return find_stories()


def show_month(year: str, month: str) -> str | None:
    if month and has_stories(int(year), int(month)):
        return find_url("month_archive", year, f"{int(month):02}")
    if month:
        return None
    return find_url("stories_year", int(year))


def has_stories(year: int, month: int) -> bool:
    try:
        return stories_of_month(year, month).exists()
    except Http404:
        return False


def find_stories() -> str | None:
    index = StoryIndex.objects.live().first()
    return index.url if index else None


def find_url(name: str, *arguments: str | int) -> str | None:
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return None


def read_asked(path: str, query: Mapping[str, str]) -> Asked:
    return Asked(tidy_path(path), query)
