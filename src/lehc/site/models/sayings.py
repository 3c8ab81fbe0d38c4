"""What participants say: words quoted in stories, each with its speaker's agreement."""

from __future__ import annotations

from dataclasses import dataclass

from lehc.site.blocks import may_show_quotation
from lehc.site.enums import QuotationKind
from lehc.site.models.stories import Story
from lehc.site.preloading import fetch_for

SAYINGS_SHOWN = 3


@dataclass(frozen=True)
class Saying:
    words: str
    attribution: str
    url: str
    story: str


def list_sayings(stories: list[Story]) -> list[Saying]:
    """The stories' first quotation each that its speaker agreed to, now.

    One a story, so that no voice is heard twice; what was merely published elsewhere
    is not what somebody said to us.
    """
    with fetch_for(stories):
        found = [find_saying(story) for story in stories]
    return [saying for saying in found if saying is not None][:SAYINGS_SHOWN]


def find_saying(story: Story) -> Saying | None:
    for place, raw in enumerate(story.body.raw_data):
        if raw["type"] != "quotation":
            continue
        value = story.body[place].value
        if value["kind"] == QuotationKind.SPOKEN and may_show_quotation(value):
            return Saying(
                words=value["words"],
                attribution=value["attribution"],
                url=story.url,
                story=story.title,
            )
    return None
