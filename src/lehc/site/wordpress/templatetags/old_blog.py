from __future__ import annotations

from typing import Any

from django import template

from lehc.site.wordpress.models import OldComment

register = template.Library()


@register.inclusion_tag("wordpress/_comments.html")
def old_comments(page: Any) -> dict[str, Any]:
    """What readers said of a page on the earlier blog; nothing for a page of today."""
    comments = OldComment.objects.filter(item__page_id=page.pk) if page.pk else []
    return {"comments": comments}
