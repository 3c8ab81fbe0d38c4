from __future__ import annotations

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from lehc.prepared import Prepared, make_model, name_columns
from lehc.site.wordpress.models import OldComment

register = template.Library()
COMMENTS = Prepared(
    lambda page: OldComment.objects.filter(item__page_id=page).values_list(
        *name_columns(OldComment)
    ),
    about=1,
)


@register.simple_tag
def old_comments(page: Any) -> SafeString:
    """What readers said of a page on the earlier blog; nothing for a page of today."""
    rows = COMMENTS.read(page.pk) if page.pk else []
    if not rows:
        return SafeString()
    comments = [make_model(OldComment, row) for row in rows]
    return render_to_string("wordpress/_comments.html", {"comments": comments})
