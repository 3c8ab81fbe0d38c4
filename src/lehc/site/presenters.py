from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from lehc.design.templatetags.design import spoken_day
from lehc.site.finding import FOUND_END, FOUND_START
from lehc.site.models import Author, SearchText, Story, StoryTag

KINDS_OF_PAGE = {"story": "Story", "issue": "Newsletter"}


@dataclass(frozen=True)
class Found:
    """A page that a search found, the words found marked."""

    title: SafeString
    extract: SafeString
    url: str
    kind: str
    date: dt.date | None


@dataclass(frozen=True)
class Summary:
    """A story in a list: everything that is said of it there."""

    title: str
    url: str
    date: str
    day: str
    author: str
    place: str
    words: str


@dataclass(frozen=True)
class Archive:
    """A list of stories that belong together, as its page shows it."""

    heading: str
    address: str
    introduction: str = ""
    shows_full: bool = False
    rss: str = ""
    atom: str = ""

    @property
    def description(self) -> str:
        return self.introduction or f"Stories: {self.heading}."

    @property
    def full_address(self) -> str:
        return f"{settings.BASE_URL}{self.address}"


def summarise(story: Story) -> Summary:
    return Summary(
        title=story.title,
        url=story.url,
        date=story.date.isoformat(),
        day=spoken_day(story.date),
        author=str(story.author or ""),
        place=str(story.place or ""),
        words=story.introduction or story.search_description,
    )


def show_found(text: SearchText, page: Any) -> Found:
    return Found(
        title=mark_found(text.marked_title),  # type: ignore[attr-defined]
        extract=mark_found(text.extract),  # type: ignore[attr-defined]
        url=page.url,
        kind=KINDS_OF_PAGE.get(page._meta.model_name, "Page"),
        date=getattr(page, "date", None),
    )


def mark_found(text: str) -> SafeString:
    """Plain text as HTML, with a mark around what was found."""
    marked = escape(text).replace(FOUND_START, "<mark>").replace(FOUND_END, "</mark>")
    return mark_safe(marked)  # noqa: S308  escaped before


def show_tag(tag: StoryTag) -> Archive:
    return Archive(
        heading=tag.name,
        address=tag.get_absolute_url(),
        introduction=tag.introduction,
        shows_full=tag.shows_full,
        rss=reverse("tag_feed_rss", args=[tag.slug]),
        atom=reverse("tag_feed_atom", args=[tag.slug]),
    )


def show_author(author: Author) -> Archive:
    return Archive(
        heading=f"Stories by {author.name}",
        address=author.get_absolute_url(),
        introduction=author.about,
    )


def describe_story(story: Story, tags: Iterable[StoryTag] = ()) -> dict[str, Any]:
    """A story in schema.org's words."""
    address = f"{settings.BASE_URL}{story.url}"
    said: dict[str, Any] = {
        "@type": "BlogPosting",
        "@id": address,
        "url": address,
        "mainEntityOfPage": address,
        "headline": story.title,
        "datePublished": story.date.isoformat(),
    }
    if story.description:
        said["description"] = story.description
    if story.last_published_at:
        said["dateModified"] = story.last_published_at.isoformat()
    if story.author:
        said["author"] = describe_author(story.author)
    words = [tag.name for tag in tags]
    return said | ({"keywords": ", ".join(words)} if words else {})


def describe_author(author: Author) -> dict[str, str]:
    return {
        "@type": "Organization" if author.is_group else "Person",
        "name": author.name,
        "url": f"{settings.BASE_URL}{author.get_absolute_url()}",
    }


def describe_archive(archive: Archive, stories: Iterable[Story]) -> dict[str, Any]:
    return {
        "@type": "Blog",
        "@id": archive.full_address,
        "name": archive.heading,
        "description": archive.description,
        "blogPost": [describe_story(story) for story in stories],
    }
