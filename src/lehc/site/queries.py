from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Max, Q
from django.http import Http404
from django.urls import reverse
from wagtail.models import Page

from lehc.places.models import Area
from lehc.places.presence import Presence
from lehc.prepared import Prepared, make_model, name_columns
from lehc.site.models import Author, Story, StoryQuerySet, StoryTag

FEED_LENGTH = 20


TAGS = Prepared(
    lambda slug: StoryTag.objects.filter(slug=slug).values_list(
        *name_columns(StoryTag)
    ),
    about=1,
)


def get_tag(slug: str) -> StoryTag:
    """Raises Http404 where there is none of that name."""
    for row in TAGS.read(slug):
        return make_model(StoryTag, row)
    raise Http404


def stories_tagged(tag: StoryTag) -> StoryQuerySet:
    return Story.objects.in_order().filter(tagged_items__tag=tag)


def stories_under(slug: str) -> StoryQuerySet:
    """The same by the tag's slug, for who has nothing else of it."""
    return Story.objects.in_order().filter(tagged_items__tag__slug=slug)


def stories_by(author: Author) -> StoryQuerySet:
    return Story.objects.in_order().filter(author=author)


def get_place(code: str) -> Area:
    """The place as its stories name it: a code stands for it in every vintage.

    Raises Http404 where no public story is from there.
    """
    place = Area.objects.filter(code=code, stories__live=True).first()
    if place is None:
        raise Http404
    return place


def stories_from(place: Area) -> StoryQuerySet:
    return Story.objects.in_order().filter(place__code=place.code)


def count_presence(area: Area) -> list[Presence]:
    """The stories from a place that everybody may read, with where they stand."""
    stories = stories_from(area).count()
    if not stories:
        return []
    words = "story from here" if stories == 1 else "stories from here"
    href = reverse("place_archive", args=[area.code])
    return [Presence(str(stories), words, href)]


def stories_of_month(year: int, month: int) -> StoryQuerySet:
    """Raises Http404 for a month that is none."""
    try:
        first = dt.date(year, month, 1)
    except ValueError as error:
        raise Http404 from error
    return Story.objects.in_order().filter(
        date__year=first.year, date__month=first.month
    )


def list_tags() -> Iterable[Any]:
    """Tags with public stories, each with `story_count` and `newest`."""
    public = Q(tagged__content_object__in=Story.objects.live().public())
    return (
        StoryTag.objects.annotate(
            story_count=Count("tagged", filter=public),
            newest=Max("tagged__content_object__last_published_at", filter=public),
        )
        .filter(story_count__gt=0)
        .order_by("name")
    )


def list_public_pages() -> Iterable[Any]:
    """Every page that anybody may read, for search engines."""
    return Page.objects.live().public().filter(depth__gt=1).order_by("path")


def fetch_pages(numbers: Iterable[int]) -> dict[int, Any]:
    """Pages of any kind by their number: one query, and one a kind."""
    return Page.objects.filter(pk__in=list(numbers)).specific().in_bulk()
