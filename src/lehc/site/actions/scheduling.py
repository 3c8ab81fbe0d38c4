from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import Page, Revision


def publish_what_is_due() -> None:
    """Publish drafts whose time has come, and take down pages whose time is over.

    A draft whose agreements no longer hold stays a draft; the others still go out.
    """
    now = timezone.now()
    for revision in Revision.objects.filter(approved_go_live_at__lte=now):
        try:
            revision.publish()
        except ValidationError:
            Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
    for page in Page.objects.live().filter(expire_at__lte=now).specific():
        page.unpublish(set_expired=True)
