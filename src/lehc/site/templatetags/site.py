"""What the site's templates need and can't say: full addresses."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

from django import template
from django.conf import settings
from django.utils.safestring import SafeString
from wagtail.images.models import SourceImageIOError

from lehc.design.frame import draw_part
from lehc.site.presenters import describe_story, summarise

# What networks ask for, wide; as JPEG, which all of them read.
SHARED_SIZE = "fill-1200x630|format-jpeg"

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
def story_summary(story: Any, level: int = 2) -> SafeString:
    """A story in a list, under a heading of that level."""
    said = (("summary", summarise(story)), ("level", level))
    return draw_part("site/_story_summary.html", said)


@register.simple_tag
def sharing_image(page: Any) -> dict[str, str] | None:
    """The picture that goes along when somebody shares the page."""
    picture = page.sharing_picture
    if picture is None:
        return None
    try:
        made = picture.get_rendition(SHARED_SIZE)
    except SourceImageIOError:  # the file is gone: share without it
        return None
    return {
        "url": urljoin(settings.BASE_URL, made.url),
        "alt": picture.description or picture.title,
    }


@register.simple_tag
def story_as_things(story: Any, tags: Any) -> list[dict[str, Any]]:
    """A story in schema.org's words, for the tag `json_ld`."""
    return [describe_story(story, tags)]
