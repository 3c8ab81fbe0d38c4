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
from lehc.site.models.search_texts import keep_words
from lehc.site.preloading import read_numbers

PAGES_WITH_WORDS = (Story, OrdinaryPage, HomePage, ContactPage, Variant)
Block = dict[str, Any]


def take_out(consent: StoryConsent) -> None:
    """Remove every quotation and picture that the agreement stands behind.

    From public pages, from drafts and from each version kept of them. A picture that
    other people are in goes with them: without all of them it may not be shown, nor
    go along when somebody shares the page. What was made of it for pages is deleted,
    so that no old address shows it.
    """
    pictures: set[int] = set()
    for page in list_pages_with_words():
        kept, taken = divide(page.body.raw_data, consent)
        if taken:
            shown = list_pictures(taken)
            page.body = kept
            if page.sharing_picture_id in shown:
                page.sharing_picture = None
            page.save(update_fields=["body", "sharing_picture"], clean=False)
            pictures |= shown
    for revision in list_versions_with_people():
        content = revision.content
        kept, taken = divide(json.loads(content["body"]), consent)
        if taken:
            shown = list_pictures(taken)
            content["body"] = json.dumps(kept)
            if content.get("sharing_picture") in shown:
                content["sharing_picture"] = None
            Revision.objects.filter(pk=revision.pk).update(content=content)
            pictures |= shown
    for rendition in PictureRendition.objects.filter(image_id__in=pictures):
        rendition.delete()


def take_out_of_reach(consent: StoryConsent) -> None:
    """After an agreement was narrowed: what it no longer covers is found nowhere.

    The search forgets the words, and what was made of pictures for pages is deleted;
    the page itself asks the agreement each time.
    """
    for page in list_pages_with_words():
        _, resting = divide(page.body.raw_data, consent)
        if not resting:
            continue
        keep_words(page)
        shown = set() if consent.may_picture else list_pictures(resting)
        if page.sharing_picture_id in shown:
            page.sharing_picture = None
            page.save(update_fields=["sharing_picture"], clean=False)
        for rendition in PictureRendition.objects.filter(image_id__in=shown):
            rendition.delete()


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


def divide(
    blocks: Iterable[Any], consent: StoryConsent
) -> tuple[list[Block], list[Block]]:
    """The blocks that may stay, and those that rest on the agreement."""
    rows = [dict(block) for block in blocks]
    taken = [block for block in rows if rests_on(consent, block)]
    return [block for block in rows if block not in taken], taken


def list_pictures(blocks: Iterable[Block]) -> set[int]:
    return {b["value"]["picture"] for b in blocks if b["type"] == "picture"}
