from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from lehc.site.models import Story
from lehc.site.models.sayings import Saying, list_sayings
from tests.factories.programmes import ProgrammeFactory
from tests.factories.site import StoryConsentFactory, make_story, quote

pytestmark = pytest.mark.django_db


def list_all() -> list[Saying]:
    return list_sayings(list(Story.objects.in_order()))


def list_words() -> list[str]:
    return [saying.words for saying in list_all()]


def test_the_first_agreed_quotation_of_each_newest_story() -> None:
    agreed = StoryConsentFactory()
    story = make_story(
        title="At the table",
        body=[quote(agreed, words="First."), quote(agreed, words="Second.")],
    )

    assert list_all() == [Saying("First.", "Amina", story.url, "At the table")]


@pytest.mark.parametrize(
    "facts",
    [{"may_quote": False, "may_picture": True}, {"withdrawn_at": timezone.now()}],
)
def test_without_a_present_agreement_nothing_is_said(facts: dict[str, Any]) -> None:
    make_story(body=[quote(StoryConsentFactory(**facts)), quote(None)])

    assert list_words() == []


def test_what_was_published_elsewhere_and_what_is_not_live_is_not_said() -> None:
    agreed = StoryConsentFactory()
    make_story(body=[quote(None, kind="published", source="A report, 2020")])
    make_story(live=False, body=[quote(agreed)])

    assert list_words() == []


def test_home_says_three_and_leads_to_their_stories(client: Any) -> None:
    ProgrammeFactory()
    for number in range(4):
        words = f"Words {number}."
        make_story(body=[quote(StoryConsentFactory(), words=words)])

    page = client.get("/").content.decode()

    assert "What participants say" in page
    assert [f"Words {number}." in page for number in range(4)] == [
        False,
        True,
        True,
        True,
    ]
