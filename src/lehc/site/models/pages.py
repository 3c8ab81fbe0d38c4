from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from lehc.programmes.home import gather_home
from lehc.programmes.queries import find_programme
from lehc.site.blocks import BodyBlocks
from lehc.site.models.base import BasePage
from lehc.site.models.fields import BodyField
from lehc.site.models.sayings import list_sayings
from lehc.site.models.stories import Story

STORIES_ON_HOME = 3
STORIES_HEARD = 10  # in which we look for sayings


class HomePage(BasePage):
    """The first page: what the programme is, then what editors add."""

    body = BodyField(BodyBlocks(), blank=True, help_text="Shown after the steps.")

    template = "site/home_page.html"
    max_count = 1
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "site.OrdinaryPage",
        "site.StoryIndex",
        "site.ContactPage",
        "site.Variant",
        "newsletter.Newsletter",
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]
    content_panels = [*BasePage.content_panels, FieldPanel("body")]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        context = super().get_context(request, *args, **kwargs)
        programme = find_programme(request)
        if programme is not None:
            context |= gather_home(programme)
        newest = list(Story.objects.in_order().for_lists_with_body()[:STORIES_HEARD])
        return context | {
            "stories": newest[:STORIES_ON_HOME],
            "sayings": list_sayings(newest),
        }


class OrdinaryPage(BasePage):
    """A page of text and pictures."""

    body = BodyField(BodyBlocks(), blank=True)

    template = "site/ordinary_page.html"
    parent_page_types = ["site.HomePage", "site.OrdinaryPage"]
    subpage_types = ["site.OrdinaryPage", "site.Variant"]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]
    content_panels = [*BasePage.content_panels, FieldPanel("body")]


class ContactPage(BasePage):
    """Whom to ask: the programme's contact, and what editors add."""

    body = BodyField(BodyBlocks(), blank=True)

    template = "site/contact_page.html"
    max_count = 1
    parent_page_types = ["site.HomePage"]
    subpage_types = ["site.Variant"]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]
    content_panels = [*BasePage.content_panels, FieldPanel("body")]
    # Its address is a fixed one: the navigation leads there.
    promote_panels = [FieldPanel("seo_title"), FieldPanel("search_description")]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        context = super().get_context(request, *args, **kwargs)
        return context | {"programme": find_programme(request)}
