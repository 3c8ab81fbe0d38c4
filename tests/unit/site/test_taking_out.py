from __future__ import annotations

from typing import Any

import pytest
from wagtail.models import Revision

from lehc.site.actions.consents import withdraw_consent
from lehc.site.actions.planting import plant_site
from lehc.site.models import PictureRendition
from tests.factories.accounts import PersonFactory
from tests.factories.site import (
    StoryConsentFactory,
    make_picture,
    make_story,
    quote,
    show,
)

pytestmark = pytest.mark.django_db


def words_of(page: Any) -> list[str]:
    return [str(block.value) for block in page.body if block.block_type == "text"]


def test_words_leave_the_page_its_draft_and_every_version() -> None:
    consent, other = StoryConsentFactory(), StoryConsentFactory()
    body = [
        ("text", "<p>Before.</p>"),
        quote(consent, words="My own words."),
        quote(other, words="Other words."),
        ("text", "<p>After.</p>"),
    ]
    story = make_story(body=body)
    story.save_revision()
    story.save_revision().publish()
    draft = make_story(live=False, body=[quote(consent, words="My own words, once.")])
    draft.save_revision()

    withdraw_consent(consent=consent, by=PersonFactory())

    for page in (story, draft):
        page.refresh_from_db()
        texts = [page.body.get_prep_value()]
        texts += [
            revision.content["body"] for revision in Revision.objects.for_instance(page)
        ]
        assert "My own words" not in str(texts)
    for page in (story, *(r.as_object() for r in Revision.objects.for_instance(story))):
        assert words_of(page) == ["<p>Before.</p>", "<p>After.</p>"]
        [left] = [b.value for b in page.body if b.block_type == "quotation"]
        assert (left["words"], left["consent"]) == ("Other words.", other)
    story.save_revision().publish()


def test_pictures_leave_with_whoever_is_in_them() -> None:
    plant_site()
    gone, stays = (
        StoryConsentFactory(may_picture=True),
        StoryConsentFactory(may_picture=True),
    )
    both, one = make_picture(), make_picture()
    for picture in (both, one):
        PictureRendition.objects.create(
            image=picture, filter_spec="width-20", width=20, height=15
        )
    body = [show(both, gone, stays), show(one, stays)]
    story = make_story(body=body, sharing_picture=both)
    story.save_revision()

    withdraw_consent(consent=gone, by=PersonFactory())

    story.refresh_from_db()
    assert [block.value["picture"] for block in story.body] == [one]
    [version] = Revision.objects.for_instance(story)
    assert [block.value["picture"] for block in version.as_object().body] == [one]
    assert (story.sharing_picture, version.as_object().sharing_picture) == (None, None)
    assert [row.image for row in PictureRendition.objects.all()] == [one]


def test_a_page_without_those_words_stays_as_it_is() -> None:
    story = make_story(body=[quote(StoryConsentFactory())])
    version = story.save_revision()
    version.refresh_from_db()
    before = (story.body.get_prep_value(), version.content)

    withdraw_consent(consent=StoryConsentFactory(), by=PersonFactory())

    story.refresh_from_db()
    version.refresh_from_db()
    assert (story.body.get_prep_value(), version.content) == before
