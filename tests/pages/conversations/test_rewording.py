"""Other words for an open statement reset its votes: said first, and confirmed."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest

from lehc.conversations.actions.following import follow
from lehc.conversations.actions.statements import (
    appeal,
    publish_statement,
    reword_statement,
    write_statement,
)
from lehc.conversations.actions.voting import cast_vote
from lehc.conversations.models import Conversation, Follower, Statement, Vote
from lehc.letters.models import Letter
from tests.factories.accounts import PersonFactory
from tests.factories.conversations import VoterFactory, open_conversation
from tests.pages.conversations.browsing import at_desk, read

pytestmark = pytest.mark.django_db

NEW = {
    "outcome": "reword",
    "text": "Cars that go slower",
    "language": "en",
    "note": "“One thing” & one only",
}


@pytest.fixture
def talk(cohort: Any) -> Conversation:
    return open_conversation(programme=cohort.programme)


@pytest.fixture
def voted_on(talk: Conversation) -> Statement:
    """A participant's statement with two votes, whose author left an address."""
    wrote = write_statement(conversation=talk, text="Slow", author_hash="a" * 64)
    publish_statement(statement=wrote, by=PersonFactory())
    wrote.refresh_from_db()
    follow(conversation=talk, email="a@example.org", statement=wrote)
    Follower.objects.update(is_confirmed=True)
    for voter in VoterFactory.create_batch(2, conversation=talk):
        cast_vote(voter=voter, statement=wrote, value=1)
    return wrote


def read_list(page: str) -> list[str]:
    """The points of the page's list, without marks."""
    [points] = re.findall(r"nhsuk-list--bullet\">(.*?)</ul>", page, re.DOTALL)
    items = re.findall(r"<li>(.*?)</li>", points, re.DOTALL)
    return [unescape(re.sub(r"<[^>]*>", "", each)).strip() for each in items]


def read_hidden(page: str) -> dict[str, str]:
    """What the page keeps until it is sent again."""
    found = re.findall(r'<input name="(\w+)" type="hidden" value="([^"]*)">', page)
    return {name: unescape(value) for name, value in found}


def test_what_happens_is_said_before_it_does(
    cohort: Any, talk: Conversation, voted_on: Statement, team: Any
) -> None:
    voted_on.translations.create(language="pl", text="Wolno", made_by="Ola")
    page = read(team.post(at_desk("desk_statement", cohort, talk, voted_on.pk), NEW))
    assert read_list(page) == [
        "2 votes on the words as they are no longer count. This can’t be undone.",
        "People are asked anew, with the new words.",
        "Translations are of the words as they are, so they are left behind: translate "
        "the new ones.",
        "The author is told. They can ask somebody else to look again.",
        "The public record says how often words were changed.",
    ]
    assert read_hidden(page) == NEW
    voted_on.refresh_from_db()
    assert (voted_on.state, voted_on.text) == ("published", "Slow")


def test_the_new_words_open_once_somebody_is_sure(
    cohort: Any,
    talk: Conversation,
    voted_on: Statement,
    team: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:
    url = at_desk("desk_statement", cohort, talk, voted_on.pk)
    sent = read_hidden(read(team.post(url, NEW)))
    Letter.objects.all().delete()
    with django_capture_on_commit_callbacks(execute=True):
        assert team.post(url, sent | {"sure": "yes"}).status_code == 302
    newer = talk.statements.published().get(number=voted_on.number)
    assert (newer.text, newer.replaces, newer.votes.count()) == (
        "Cars that go slower",
        voted_on,
        0,
    )
    [letter] = Letter.objects.all()
    assert "votes on the words before no longer count" in letter.body


def test_going_back_loses_nothing_that_was_typed(
    cohort: Any, talk: Conversation, voted_on: Statement, team: Any
) -> None:
    url = at_desk("desk_statement", cohort, talk, voted_on.pk)
    sent = read_hidden(read(team.post(url, NEW)))
    page = unescape(read(team.post(url, sent | {"back": "yes"})))
    assert "There is a problem" not in page
    assert re.search(r'value="reword"[^>]* checked', page)
    assert NEW["text"] in page
    assert NEW["note"] in page
    assert Vote.objects.counted().filter(statement=voted_on).count() == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [("Slow", "Change some words"), (" Slow ", "Change some words"), ("…", "Write")],
)
def test_words_that_can_not_open_are_refused_at_once(
    text: str,
    words: str,
    cohort: Any,
    talk: Conversation,
    voted_on: Statement,
    team: Any,
) -> None:
    url = at_desk("desk_statement", cohort, talk, voted_on.pk)
    page = read(team.post(url, NEW | {"text": text}))
    assert "There is a problem" in page
    assert words in page


def test_nobody_asks_about_what_waits(
    cohort: Any, talk: Conversation, team: Any
) -> None:
    waits = write_statement(conversation=talk, text="Slow", author_hash="a" * 64)
    url = at_desk("desk_statement", cohort, talk, waits.pk)
    assert team.post(url, NEW).status_code == 302
    assert talk.statements.published().filter(text=NEW["text"]).exists()


def test_a_second_look_says_which_votes_it_resets(
    cohort: Any, talk: Conversation, voted_on: Statement, team: Any
) -> None:
    newer = reword_statement(statement=voted_on, text="Others", by=PersonFactory())
    cast_vote(voter=VoterFactory(conversation=talk), statement=newer, value=1)
    asked = appeal(review=newer.reviews.get(), words="")
    page = read(team.get(at_desk("desk_second_look", cohort, talk, asked.pk)))
    assert "1 vote on the changed words no longer counts" in page
