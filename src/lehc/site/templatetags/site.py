"""What the site's templates need and can't say: full addresses."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings

from lehc.site.presenters import describe_story

register = template.Library()


@register.simple_tag
def canonical(page: Any) -> str:
    """The one full address of a page, whatever address it was asked for by."""
    return f"{settings.BASE_URL}{page.url}"


@register.simple_tag(takes_context=True)
def sharing_words(context: Any, page: Any) -> str:
    """A page's description; where editors wrote none, what the programme is."""
    programme = context.get("programme")
    if page.description or programme is None:
        return page.description or page.title
    return programme.introduction


@register.simple_tag
def story_as_things(story: Any, tags: Any) -> list[dict[str, Any]]:
    """A story in schema.org's words, for the tag `json_ld`."""
    return [describe_story(story, tags)]
