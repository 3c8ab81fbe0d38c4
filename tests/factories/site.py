from __future__ import annotations

import datetime
import io
from typing import Any

import factory
from django.core.files.images import ImageFile
from PIL import Image

from lehc.site.actions.planting import plant_site
from lehc.site.models import Author, Picture, Story, StoryConsent, StoryIndex


class StoryConsentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = StoryConsent

    name = factory.Sequence(lambda n: f"Speaker {n}")
    may_quote = True
    about = "A story"
    given_on = datetime.date(2026, 1, 15)
    way = "writing"


class AuthorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Author

    name = factory.Sequence(lambda n: f"Author {n}")
    slug = factory.Sequence(lambda n: f"author-{n}")


def make_story(*, tags: tuple[str, ...] = (), body: Any = (), **facts: Any) -> Story:
    """A live story in the index, with the site's first pages planted before it."""
    plant_site()
    index = StoryIndex.objects.get()
    number = Story.objects.count() + 1
    story = Story(**{"title": f"Story {number}", "introduction": "In short.", **facts})
    story.body = [{"type": kind, "value": value} for kind, value in body]
    story.tags.add(*tags)
    index.add_child(instance=story)
    return story


def quote(consent: StoryConsent | None, **facts: Any) -> tuple[str, dict[str, Any]]:
    """A quotation as a block of a body."""
    value = {"words": "I was at the table.", "attribution": "Amina", "kind": "spoken"}
    value |= {"source": "", "consent": consent.pk if consent else None}
    return "quotation", value | facts


def make_picture() -> Picture:
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(file, "PNG")
    file.seek(0)
    return Picture.objects.create(title="Table", file=ImageFile(file, "table.png"))


def show(picture: Picture, *people: Any) -> tuple[str, dict[str, Any]]:
    value = {"picture": picture.pk, "alternative": "Two people", "caption": ""}
    listed = [{"type": "item", "value": one.pk, "id": str(one.pk)} for one in people]
    return "picture", value | {"kind": "people", "people": listed}
