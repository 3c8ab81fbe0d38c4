"""Stories for feed readers, as RSS and as Atom."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import feedgenerator, timezone

from lehc.programmes.queries import get_site_programme
from lehc.site.models import Story
from lehc.site.presenters import Archive, show_tag
from lehc.site.queries import FEED_LENGTH, get_tag, stories_under

NOON = dt.time(12)


class StoryFeed(Feed):
    """The newest stories of the whole site."""

    feed_type = feedgenerator.Rss201rev2Feed
    own_url_name = "feed_rss"
    language = "en-gb"

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """In one piece: Django writes hundreds, and a server would send each alone."""
        response = super().__call__(request, *args, **kwargs)
        response.content = response.content
        return response

    def get_object(self, request: HttpRequest, **kwargs: Any) -> Archive:
        programme = get_site_programme()
        name = programme.name if programme else "Stories"
        words = programme.introduction if programme else ""
        return Archive(name, reverse("stories"), introduction=words)

    def feed_url(self, archive: Archive) -> str:
        return f"{settings.BASE_URL}{reverse(self.own_url_name)}"

    def link(self, archive: Archive) -> str:
        return archive.full_address

    def title(self, archive: Archive) -> str:
        return archive.heading

    def description(self, archive: Archive) -> str:
        return archive.description

    subtitle = description

    def items(self, archive: Archive) -> list[Story]:
        return list(Story.objects.in_order().for_lists()[:FEED_LENGTH])

    def item_title(self, item: Any) -> str:
        return item.title

    def item_description(self, item: Any) -> str:
        return item.description

    def item_link(self, item: Any) -> str:
        return f"{settings.BASE_URL}{item.url}"

    def item_guid(self, item: Any) -> str:
        return self.item_link(item)

    def item_pubdate(self, item: Any) -> dt.datetime:
        return timezone.make_aware(dt.datetime.combine(item.date, NOON))

    def item_updateddate(self, item: Any) -> dt.datetime:
        return item.last_published_at or self.item_pubdate(item)

    def item_author_name(self, item: Any) -> str | None:
        return item.author.name if item.author else None


class StoryFeedAtom(StoryFeed):
    feed_type = feedgenerator.Atom1Feed  # type: ignore[assignment]
    own_url_name = "feed_atom"


class TagFeed(StoryFeed):
    """The newest stories under one tag."""

    def get_object(self, request: HttpRequest, **kwargs: Any) -> Archive:
        return show_tag(get_tag(kwargs["slug"]))

    def feed_url(self, archive: Archive) -> str:
        return f"{settings.BASE_URL}{archive.rss}"

    def items(self, archive: Archive) -> list[Story]:
        slug = archive.address.rstrip("/").rpartition("/")[2]
        stories = list(stories_under(slug).for_lists()[:FEED_LENGTH])
        if not stories:
            raise Http404
        return stories


class TagFeedAtom(TagFeed):
    feed_type = feedgenerator.Atom1Feed  # type: ignore[assignment]

    def feed_url(self, archive: Archive) -> str:
        return f"{settings.BASE_URL}{archive.atom}"
