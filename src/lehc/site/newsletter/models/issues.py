from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from lehc.site.models.base import BasePage
from lehc.site.models.fields import BodyField
from lehc.site.newsletter.blocks import IssueBlocks
from lehc.site.newsletter.parts import read_parts, render_issue

LETTER, PLAIN = "letter", "plain"


class Newsletter(BasePage):
    """Where people ask for the newsletter, and where its issues can be read."""

    template = "newsletter/newsletter.html"
    max_count = 1
    parent_page_types = ["site.HomePage"]
    subpage_types = ["newsletter.Issue"]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        context = super().get_context(request, *args, **kwargs)
        issues = Issue.objects.child_of(self).live().order_by("-date", "-pk")
        return context | {"issues": issues}


class Issue(BasePage):
    """One newsletter. Publishing puts it into the archive; sending is a step after."""

    date = models.DateField(default=timezone.localdate)
    body = BodyField(IssueBlocks(), blank=True)

    template = "newsletter/issue.html"
    parent_page_types = ["newsletter.Newsletter"]
    subpage_types: list[str] = []
    preview_modes = [
        ("", "In the archive"),
        (LETTER, "As a letter"),
        (PLAIN, "As a letter in plain text"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("date"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = "issue of the newsletter"
        verbose_name_plural = "issues of the newsletter"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        context = super().get_context(request, *args, **kwargs)
        return context | {"parts": read_parts(self)}

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        if mode_name == LETTER:
            return HttpResponse(render_issue(self).html)
        if mode_name == PLAIN:
            text = render_issue(self).text
            return HttpResponse(text, content_type="text/plain; charset=utf-8")
        response: TemplateResponse = super().serve_preview(request, mode_name)
        return response
