from __future__ import annotations

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from lehc.site.wordpress.models import OldComment

register = template.Library()


@register.simple_tag
def old_comments(page: Any) -> SafeString:
    """What readers said of a page on the earlier blog; nothing for a page of today."""
    comments = OldComment.objects.filter(item__page_id=page.pk) if page.pk else []
    if not comments:
        return SafeString()
    return render_to_string("wordpress/_comments.html", {"comments": comments})
