"""What the site's templates need and can't say: full addresses."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def canonical(page: Any) -> str:
    """The one full address of a page, whatever address it was asked for by."""
    return f"{settings.BASE_URL}{page.url}"
