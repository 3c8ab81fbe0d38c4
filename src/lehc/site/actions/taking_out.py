"""Takes out of pages, drafts and old versions what nobody agrees to any more."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Q
from wagtail.models import Revision

from lehc.site.models import (
    ContactPage,
    HomePage,
    OrdinaryPage,
    PictureRendition,
    Story,
    StoryConsent,
    Variant,
)
from lehc.site.preloading import read_numbers

PAGES_WITH_WORDS = (Story, OrdinaryPage, HomePage, ContactPage, Variant)
Block = dict[str, Any]


def take_out(consent: StoryConsent) -> None:
    """Remove every quotation and picture that the agreement stands behind.

    From public pages, from drafts and from each version kept of them. A picture that
    other people are in goes with them: without all of them it may not be shown. What
    was made of it for pages is deleted, so that no old address shows it.
    """
    taken: list[Block] = []
    for page in list_pages_with_words():
        kept = [block for block in page.body.raw_data if not rests_on(consent, block)]
        if len(kept) < len(page.body.raw_data):
            taken += [b for b in page.body.raw_data if rests_on(consent, b)]
            page.body = [dict(block) for block in kept]
            page.save(update_fields=["body"], clean=False)
    for revision in list_versions_with_people():
        blocks = json.loads(revision.content["body"])
        kept = [block for block in blocks if not rests_on(consent, block)]
        if len(kept) < len(blocks):
            taken += [block for block in blocks if rests_on(consent, block)]
            revision.content["body"] = json.dumps(kept)
            Revision.objects.filter(pk=revision.pk).update(content=revision.content)
    delete_renditions(taken)


def list_pages_with_words() -> Iterator[Any]:
    for model in PAGES_WITH_WORDS:
        yield from model._default_manager.iterator(chunk_size=50)


def list_versions_with_people() -> Iterable[Revision]:
    mentions = Q(content__body__icontains="quotation")
    mentions |= Q(content__body__icontains="picture")
    return Revision.objects.page_revisions().filter(mentions).iterator(chunk_size=50)


def rests_on(consent: StoryConsent, block: Block) -> bool:
    if block["type"] == "quotation":
        return bool(block["value"].get("consent") == consent.pk)
    if block["type"] == "picture":
        return consent.pk in read_numbers(block["value"].get("people"))
    return False


def delete_renditions(blocks: Iterable[Block]) -> None:
    pictures = {b["value"]["picture"] for b in blocks if b["type"] == "picture"}
    for rendition in PictureRendition.objects.filter(image_id__in=pictures):
        rendition.delete()
