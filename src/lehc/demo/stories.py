"""Makes the demonstration's stories as an editor would: written, then published."""

from __future__ import annotations

import datetime
from typing import Any

from lehc.accounts.models import Person
from lehc.demo.story_words import STORIES, Told
from lehc.places.models import Area
from lehc.programmes.models import Cohort
from lehc.site.actions.planting import plant_site
from lehc.site.enums import ConsentWay
from lehc.site.models import Author, Story, StoryConsent, StoryIndex, StoryTag

TAG_WORDS = "What people who took part in the programme did next, in their own places."


def make_stories(*, editor: Person, today: datetime.date) -> None:
    """A dozen stories with tags, agreements and places."""
    plant_site()
    StoryTag.objects.create(name="LEHC", slug="lehc", introduction=TAG_WORDS)
    author = Author.objects.create(
        name="The programme team",
        slug="programme-team",
        about="We collect stories.",
        is_group=True,
    )
    areas = {area.name: area for area in Area.objects.local_authorities()}
    cohort = Cohort.objects.filter(number=6).first()
    index = StoryIndex.objects.get()
    for told in reversed(STORIES):
        story = make_story(told, author, areas.get(told.town), editor, today)
        story.cohort = cohort if "Cohorts" in told.tags else None
        index.add_child(instance=story)


def make_story(
    told: Told,
    author: Author,
    place: Area | None,
    editor: Person,
    today: datetime.date,
) -> Story:
    date = today - datetime.timedelta(weeks=told.weeks_ago)
    story = Story(
        title=told.title,
        introduction=told.introduction,
        date=date,
        author=author,
        place=place,
        body=write_body(told, date, editor),
        owner=editor,
    )
    story.tags.add(*told.tags)
    return story


def write_body(told: Told, date: datetime.date, editor: Person) -> list[Any]:
    """Paragraphs, with the quotation after the first."""
    first, *others = (f"<p>{paragraph}</p>" for paragraph in told.text)
    body: list[Any] = [("text", first)]
    if told.quotation is not None:
        words, by = told.quotation
        consent = StoryConsent.objects.create(
            name=by,
            may_quote=True,
            about=told.title,
            given_on=date - datetime.timedelta(days=7),
            way=ConsentWay.WRITING,
            recorded_by=editor,
        )
        quotation = {"words": words, "attribution": by, "kind": "spoken"}
        body.append(("quotation", quotation | {"consent": consent.pk, "source": ""}))
    body.append(("text", "".join(others)))
    return [{"type": kind, "value": value} for kind, value in body]
