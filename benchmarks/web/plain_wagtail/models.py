from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db import models
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.blocks import RichTextBlock
from wagtail.fields import StreamField
from wagtail.models import Page


class BlogPageTag(TaggedItemBase):
    content_object = ParentalKey(
        "plain_wagtail.BlogPage", on_delete=models.CASCADE, related_name="tagged_items"
    )

    class Meta:
        app_label = "plain_wagtail"


class BlogIndexPage(Page):
    template = "blog/index.html"

    class Meta:
        app_label = "plain_wagtail"

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        posts = BlogPage.objects.live().child_of(self).order_by("-date")
        if tag := request.GET.get("tag"):
            posts = posts.filter(tags__name=tag)
        page = Paginator(posts.prefetch_related("tags"), 10).get_page(
            request.GET.get("page")
        )
        return super().get_context(request, *args, **kwargs) | {"posts": page}


class BlogPage(Page):
    template = "blog/post.html"
    date = models.DateField()
    body = StreamField([("text", RichTextBlock())], use_json_field=True)
    tags = ClusterTaggableManager(through=BlogPageTag, blank=True)

    class Meta:
        app_label = "plain_wagtail"
