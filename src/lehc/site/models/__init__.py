from __future__ import annotations

from lehc.site.models.base import BasePage, Variant
from lehc.site.models.consents import StoryConsent, StoryConsentQuerySet
from lehc.site.models.freshness import SiteVersion, read_site_version, renew_site
from lehc.site.models.pages import ContactPage, HomePage, OrdinaryPage
from lehc.site.models.pictures import Picture, PictureRendition
from lehc.site.models.search_texts import SearchText, fill_search, keep_words_of
from lehc.site.models.stories import (
    STORIES_A_PAGE,
    Author,
    Story,
    StoryIndex,
    StoryPerson,
    StoryQuerySet,
    StoryTag,
    TaggedStory,
)

__all__ = [
    "STORIES_A_PAGE",
    "Author",
    "BasePage",
    "ContactPage",
    "HomePage",
    "OrdinaryPage",
    "Picture",
    "PictureRendition",
    "SearchText",
    "SiteVersion",
    "Story",
    "StoryConsent",
    "StoryConsentQuerySet",
    "StoryIndex",
    "StoryPerson",
    "StoryQuerySet",
    "StoryTag",
    "TaggedStory",
    "Variant",
    "fill_search",
    "keep_words_of",
    "read_site_version",
    "renew_site",
]
