from __future__ import annotations

from lehc.site.models.base import BasePage, Variant
from lehc.site.models.consents import StoryConsent, StoryConsentQuerySet
from lehc.site.models.freshness import SiteVersion, read_site_version, renew_site
from lehc.site.models.pages import ContactPage, HomePage, OrdinaryPage
from lehc.site.models.pictures import Picture, PictureRendition
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
    "read_site_version",
    "renew_site",
]
