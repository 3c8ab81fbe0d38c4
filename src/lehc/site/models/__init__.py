from __future__ import annotations

from lehc.site.models.base import BasePage, Variant
from lehc.site.models.consents import StoryConsent, StoryConsentQuerySet
from lehc.site.models.pages import ContactPage, HomePage, OrdinaryPage
from lehc.site.models.pictures import Picture, PictureRendition
from lehc.site.models.stories import (
    Author,
    Story,
    StoryIndex,
    StoryPerson,
    StoryTag,
    TaggedStory,
)

__all__ = [
    "Author",
    "BasePage",
    "ContactPage",
    "HomePage",
    "OrdinaryPage",
    "Picture",
    "PictureRendition",
    "Story",
    "StoryConsent",
    "StoryConsentQuerySet",
    "StoryIndex",
    "StoryPerson",
    "StoryTag",
    "TaggedStory",
    "Variant",
]
