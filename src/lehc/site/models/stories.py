from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase, TagBase
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.redirects.models import Redirect
from wagtail.coreutils import string_to_ascii
from wagtail.models import Orderable, PageManager
from wagtail.query import PageQuerySet
from wagtail.search import index

from lehc.design.frame import Link
from lehc.site.blocks import BodyBlocks
from lehc.site.models.base import BasePage, are_all_open
from lehc.site.models.fields import BodyField
from lehc.site.models.search_texts import keep_words_of

STORIES_A_PAGE = 10
SHOWN_IN_LISTS = (
    *("title", "url_path", "introduction", "search_description"),
    *("date", "last_published_at"),
    *("author__name", "author__slug", "author__is_group"),
    *("place__code", "place__name", "place__common_name"),
)
LONGEST_TAG_SLUG = 90  # with room for a number behind it


@lru_cache(maxsize=1000)
def find_address(name: str, *words: str) -> str:
    """Lists of stories name the same few authors, tags and months many times."""
    return reverse(name, args=words)


class Author(models.Model):
    """Somebody, or a team, that writes stories."""

    name = models.CharField(max_length=120)
    slug = models.SlugField(unique=True)
    about = models.TextField(blank=True, help_text="One or two sentences.")
    is_group = models.BooleanField(
        "a team or organisation",
        default=False,
        help_text="Search engines are told who wrote a story, one person or several.",
    )

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        keep_words_of(self.stories.all())

    def get_absolute_url(self) -> str:
        return find_address("author_archive", self.slug)


class StoryTag(TagBase):
    """A word under which stories are gathered; its archive is /tag/<slug>/."""

    slug = models.SlugField(unique=True, max_length=100)
    introduction = models.TextField(
        blank=True, help_text="What these stories have in common."
    )
    shows_full = models.BooleanField(
        "show stories in full", default=False, help_text="Otherwise a summary of each."
    )

    free_tagging = True

    class Meta:
        verbose_name = "tag of stories"
        verbose_name_plural = "tags of stories"
        ordering = ["name"]

    def save(self, *args: Any, **kwargs: Any) -> None:
        before = StoryTag.objects.filter(pk=self.pk).values_list("slug", flat=True)
        was = before.first() if self.pk else None
        super().save(*args, **kwargs)
        if was != self.slug:
            self.forget_redirects(old_path__in=list_old_paths(self.slug))
        if was not in {None, self.slug}:
            self.lead_on_from(was)
        keep_words_of(Story.objects.filter(tagged_items__tag=self))

    def slugify(self, tag: str, i: int | None = None) -> str:
        """In letters that every address can hold: “Cafés” becomes “cafes”."""
        slug = slugify(string_to_ascii(tag))[:LONGEST_TAG_SLUG] or "tag"
        return slug if i is None else f"{slug}_{i}"

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        self.forget_redirects(redirect_link__in=list_tag_addresses(self.slug))
        return super().delete(*args, **kwargs)

    def lead_on_from(self, slug: str) -> None:
        """The archive's earlier addresses lead to where it is now."""
        addresses = list_tag_addresses(self.slug)
        before = list_tag_addresses(slug)
        for old, new in zip(before, addresses, strict=True):
            Redirect.objects.filter(redirect_link=old).update(redirect_link=new)
            Redirect.objects.update_or_create(
                old_path=Redirect.normalise_path(old),
                site=None,
                defaults={"redirect_link": new},
            )

    def forget_redirects(self, **facts: Any) -> None:
        """No redirect away from an address in use, and none to where nothing is."""
        Redirect.objects.filter(site=None, **facts).delete()

    def get_absolute_url(self) -> str:
        return find_address("tag_archive", self.slug)


def list_tag_addresses(slug: str) -> list[str]:
    """The archive of a tag and its two feeds."""
    names = ("tag_archive", "tag_feed_rss", "tag_feed_atom")
    return [find_address(name, slug) for name in names]


def list_old_paths(slug: str) -> list[str]:
    """The same, as redirects have them."""
    return [Redirect.normalise_path(address) for address in list_tag_addresses(slug)]


class TaggedStory(ItemBase):
    tag = models.ForeignKey(StoryTag, on_delete=models.CASCADE, related_name="tagged")
    content_object = ParentalKey(
        "site.Story", on_delete=models.CASCADE, related_name="tagged_items"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tag", "content_object"], name="story_tagged_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.content_object_id}: {self.tag_id}"


class StoryIndex(BasePage):
    """All stories, newest first."""

    template = "site/story_index.html"
    max_count = 1
    parent_page_types = ["site.HomePage"]
    subpage_types = ["site.Story", "site.Variant"]
    # Its address is a fixed one: menus and feeds lead there.
    promote_panels = [FieldPanel("seo_title"), FieldPanel("search_description")]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        context = super().get_context(request, *args, **kwargs)
        stories = Story.objects.in_order()
        pages = Paginator(stories.for_lists(), STORIES_A_PAGE)
        public = stories.order_by()
        tags = StoryTag.objects.filter(tagged__content_object__in=public)
        authors = Author.objects.filter(stories__in=public)
        return context | {
            "stories": pages.get_page(request.GET.get("page")),
            "tags": link_to(tags.only("name", "slug").distinct()),
            "authors": link_to(authors.only("name", "slug").distinct()),
            "years": link_to_months(stories.dates("date", "month", order="DESC")),
        }


def link_to(rows: Iterable[Author | StoryTag]) -> tuple[Link, ...]:
    return tuple(Link(str(row), row.get_absolute_url()) for row in rows)


def link_to_months(
    months: Iterable[dt.date],
) -> tuple[tuple[int, tuple[Link, ...]], ...]:
    """Each year with its months, in the order given."""
    years: dict[int, list[Link]] = {}
    for month in months:
        address = find_address("month_archive", f"{month:%Y}", f"{month:%m}")
        years.setdefault(month.year, []).append(Link(f"{month:%B}", address))
    return tuple((year, tuple(links)) for year, links in years.items())


class StoryQuerySet(PageQuerySet):
    def in_order(self) -> StoryQuerySet:
        """What the public may read, newest first."""
        return self.live().public().order_by("-date", "-pk")

    def public(self) -> StoryQuerySet:
        return self if are_all_open() else super().public()

    def for_lists(self) -> StoryQuerySet:
        """With what a summary, a feed and search engines are told, and no more."""
        return self.with_body().only(*SHOWN_IN_LISTS)

    def for_lists_with_body(self) -> StoryQuerySet:
        return self.with_body().only(*SHOWN_IN_LISTS, "body")

    def with_body(self) -> StoryQuerySet:
        return self.select_related("author", "place")


class Story(BasePage):
    """Something that happened, told for the public."""

    date = models.DateField(default=timezone.localdate, db_index=True)
    author = models.ForeignKey(
        Author,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="stories",
    )
    tags = ClusterTaggableManager(
        through=TaggedStory, blank=True, help_text="Words with commas between them."
    )
    place = models.ForeignKey(
        "places.Area",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="stories",
        limit_choices_to={"kind": "local_authority"},
    )
    cohort = models.ForeignKey(
        "programmes.Cohort",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="stories",
    )
    body = BodyField(BodyBlocks(), blank=True)

    objects = PageManager.from_queryset(StoryQuerySet)()

    template = "site/story.html"
    shown_with = ("author", "place", "cohort")
    parent_page_types = ["site.StoryIndex"]
    subpage_types = ["site.Variant"]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("body"),
        index.FilterField("date"),
    ]
    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [FieldPanel("date"), FieldPanel("author"), FieldPanel("tags")],
            heading="When, who, about what",
        ),
        FieldPanel("body"),
        MultiFieldPanel(
            [FieldPanel("place"), FieldPanel("cohort")], heading="Where it belongs"
        ),
        InlinePanel("people", heading="People in this story", label="Person"),
    ]

    class Meta:
        verbose_name_plural = "stories"

    def list_names(self) -> list[str]:
        names = [tag.name for tag in self.tags.all()]
        return names + [str(one) for one in (self.author, self.place) if one]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        context = super().get_context(request, *args, **kwargs)
        tags = list(self.tags.all())
        named = self.people.select_related("consent").all()
        people = [row.consent for row in named if row.consent.is_current]
        return context | {"tags": tags, "people": people}


class StoryPerson(Orderable):
    """Somebody whom a story names, who agreed to it."""

    story = ParentalKey(Story, on_delete=models.CASCADE, related_name="people")
    consent = models.ForeignKey(
        "site.StoryConsent",
        on_delete=models.PROTECT,
        related_name="named_in",
        verbose_name="their agreement",
    )

    panels = [FieldPanel("consent")]

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["story", "consent"], name="named_in_a_story_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.consent)

    def clean(self) -> None:
        super().clean()
        if self.consent_id and not self.consent.is_current:
            raise ValidationError({"consent": "They have taken their agreement back."})
