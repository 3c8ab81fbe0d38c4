"""Several people on one device, and what is sent twice, unseen or too late."""

from __future__ import annotations

import copy
import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from lehc.accounts.enums import Role
from lehc.conversations.actions.decisions import publish_decision
from lehc.conversations.actions.doors import make_batch
from lehc.conversations.actions.following import confirm_following, follow
from lehc.conversations.actions.statements import (
    answer_appeal,
    appeal,
    publish_statement,
    return_statement,
    reword_statement,
    write_statement,
)
from lehc.conversations.enums import Answer
from lehc.conversations.forms.moderating import ReviewForm
from lehc.conversations.models import (
    Conversation,
    Decision,
    Invitation,
    Statement,
    Vote,
    Voter,
)
from lehc.conversations.presenters.statements import show_own
from lehc.conversations.validators import check_statement_words
from lehc.letters.models import Letter
from tests.factories.accounts import PersonFactory
from tests.factories.conversations import open_conversation
from tests.factories.programmes import RoleGrantFactory
from tests.pages.conversations.browsing import at, read, vote

pytestmark = pytest.mark.django_db

AGAIN = "Somebody has begun to answer on this device."


@pytest.fixture(scope="module")
def shared_talk(module_database: None) -> Conversation:
    return open_conversation(seeds=6, has_room_door=True, has_invitation_door=True)


@pytest.fixture
def talk(shared_talk: Conversation, db: None) -> Conversation:
    return copy.deepcopy(shared_talk)


def invite(talk: Conversation, size: int) -> list[str]:
    later = timezone.now() + datetime.timedelta(days=9)
    by = PersonFactory()
    _, tokens = make_batch(
        conversation=talk, name="S", size=size, expires_at=later, by=by
    )
    return [reverse("invitation", args=[token]) for token in tokens]


def test_two_invitations_on_one_device_are_two_people(
    talk: Conversation, client: Any
) -> None:
    first, second = invite(talk, 2)
    client.post(first)
    vote(client, talk, 1)
    page = read(client.get(second))
    assert AGAIN in page
    client.post(second)  # from a page drawn before: nobody's invitation is used
    assert Invitation.objects.filter(is_used=True).count() == 1
    assert client.post(second, {"afresh": "1"}).url == at("vote", talk)
    assert Invitation.objects.filter(is_used=True).count() == 2
    assert "Seed number 1" not in read(client.get(at("my_votes", talk)))
    vote(client, talk, 1, value=-1)
    assert sorted(Vote.objects.values_list("value", flat=True)) == [-1, 1]


def test_a_tablet_goes_round_the_room(talk: Conversation, client: Any) -> None:
    url = reverse("room", args=[talk.room_key])
    assert AGAIN not in read(client.get(url))
    client.post(url)
    for number in range(1, 6):
        answer = vote(client, talk, number)
    pause = read(client.get(answer.url))
    assert "Next person on this device" in pause
    assert AGAIN in read(client.get(url))
    client.post(url)
    assert Voter.objects.count() == 1
    assert client.post(at("conversation_leave", talk)).url == url
    assert AGAIN not in read(client.get(url))
    client.post(url)
    assert Voter.objects.count() == 2
    client.post(url, {"afresh": "1"})
    assert Voter.objects.count() == 3


def test_the_open_door_starts_afresh_too(talk: Conversation, client: Any) -> None:
    url = at("conversation_start", talk)
    client.post(url)
    assert "Somebody else on this device?" in read(client.get(at("conversation", talk)))
    answer = vote(client, talk, 1)
    assert "Next person on this device" not in read(client.get(answer.url))
    client.post(url, {"afresh": "1"})
    assert Voter.objects.count() == 2


@pytest.mark.parametrize(
    ("answered", "said"),
    [(1, "Take five more"), (2, "Take the last 4"), (5, "Take the last one")],
)
def test_the_pause_says_how_many_are_left(
    answered: int, said: str, client: Any
) -> None:
    talk = open_conversation(seeds=11 if answered == 1 else 5 + 6 - answered)
    client.post(at("conversation_start", talk))
    for number in range(1, 6):
        answer = vote(client, talk, number)
    assert said in read(client.get(answer.url))


def test_a_closed_conversation_speaks_of_what_was(
    talk: Conversation, client: Any
) -> None:
    client.post(at("conversation_start", talk))
    vote(client, talk, 1)
    Conversation.objects.update(closes_at=timezone.now())
    page = read(client.get(at("conversation", talk)))
    assert "1 person voted on 6 statements." in page
    for words in ("So far", "You read one statement", "as long as it is open"):
        assert words not in page


@pytest.mark.parametrize("digits", ["9" * 4400, "9" * 30, "²", "-1"])
def test_odd_numbers_of_statements_break_nothing(
    digits: str, talk: Conversation, client: Any
) -> None:
    client.post(at("conversation_start", talk))
    read(client.get(at("vote", talk), {"last": digits}))
    answer = client.post(at("vote_undo", talk), {"statement": digits})
    assert answer.status_code == 302


def test_a_statement_sent_twice_is_taken_once(talk: Conversation, client: Any) -> None:
    client.post(at("conversation_start", talk))
    typed = {"text": "Slower cars on Elm Road", "language": "en", "sure": "1"}
    first, second = (client.post(at("write", talk), typed) for _ in range(2))
    assert first.url == second.url
    assert talk.statements.waiting().count() == 1


@pytest.mark.parametrize("text", ["\u200b\u200b", " \u202e ", "...", "\u00ad", "?!"])
def test_what_says_nothing_is_no_statement(text: str) -> None:
    with pytest.raises(ValidationError, match="Write your statement"):
        check_statement_words(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("More \u202ebenches", "More benches"),
        ("\u200bA  bench", "A bench"),
        ("👩\u200d🌾", "👩\u200d🌾"),
        ("خانه\u200cها", "خانه\u200cها"),
        ("20", "20"),
    ],
)
def test_marks_that_nobody_sees_are_left_out(text: str, words: str) -> None:
    assert check_statement_words(text) == words


def test_a_moderator_is_offered_what_can_be_done(
    talk: Conversation,
) -> None:
    statement = write_statement(conversation=talk, text="More trees", author_hash="a")
    by = PersonFactory()
    choices = []
    for _ in range(3):
        statement.refresh_from_db()
        form = ReviewForm(statement=statement)
        choices.append([key for key, _ in form.fields["outcome"].choices])
        if statement.state == "waiting":
            publish_statement(statement=statement, by=by)
        elif statement.state == "published":
            reason = talk.reasons.all()[0]
            return_statement(statement=statement, reason=reason, by=by)
    assert choices == [
        ["publish", "reword", "merge", "return"],
        ["reword", "merge", "return"],
        ["publish"],
    ]


def letters_to(email: str) -> list[str]:
    found = Letter.objects.filter(recipient=email).order_by("pk")
    return list(found.values_list("subject", flat=True))


def test_who_says_yes_late_hears_what_they_missed(talk: Conversation) -> None:
    by, ann = PersonFactory(), "ann@example.org"
    statement = write_statement(conversation=talk, text="More trees", author_hash="a")
    follower = follow(conversation=talk, email=ann, statement=statement)
    waiting = follow(conversation=talk, email="bea@example.org", statement=statement)
    publish_statement(statement=statement, by=by)
    decision = Decision.objects.create(
        conversation=talk,
        title="Benches",
        answer=Answer.DID,
        words="Two benches.",
        who="The council",
        rung=5,
    )
    decision.statements.set([statement])
    publish_decision(decision=decision, by=by)
    assert len(letters_to(ann)) == 1
    for _ in range(2):
        confirm_following(follower=follower)
    assert letters_to(ann)[1:] == [
        "Your statement is open for votes",
        "News about “What would make our street healthier?”",
    ]
    fresh = write_statement(conversation=talk, text="More bins", author_hash="b")
    waiting.statement = fresh
    waiting.save()
    confirm_following(follower=waiting)
    assert len(letters_to("bea@example.org")) == 1


def test_a_second_look_is_told_late_and_shown(talk: Conversation) -> None:
    by, ann = PersonFactory(), "ann@example.org"
    for is_granted in (False, True):
        statement = write_statement(
            conversation=talk, text="More trees", author_hash="a"
        )
        reason = talk.reasons.all()[0]
        return_statement(statement=statement, reason=reason, by=by)
        asked = appeal(review=statement.reviews.get(), words="It is true")
        other = RoleGrantFactory(
            programme=talk.programme, cohort=None, role=Role.LEAD
        ).person
        answer_appeal(appeal=asked, is_granted=is_granted, answer="Yes", by=other)
        follower = follow(conversation=talk, email=ann, statement=statement)
        confirm_following(follower=follower)
        shown = show_own(Statement.objects.get(pk=statement.pk))
        looked = "Somebody else looked again and opened it."
        assert (shown["appeal"] == looked) == is_granted
    assert letters_to(ann)[1::2][0] != "Your statement is open for votes"
    assert letters_to(ann)[-1] == "Your statement is open for votes"


def test_a_second_look_comes_before_another_change(talk: Conversation) -> None:
    by = PersonFactory()
    statement = write_statement(conversation=talk, text="More trees", author_hash="a")
    newer = reword_statement(statement=statement, text="Many trees", by=by)
    asked = appeal(review=newer.reviews.get(), words="These are not my words")
    reason = talk.reasons.all()[0]
    with pytest.raises(ValidationError, match="asked for a second look"):
        reword_statement(statement=newer, text="A forest", by=by)
    with pytest.raises(ValidationError, match="asked for a second look"):
        return_statement(statement=newer, reason=reason, by=by)
    other = RoleGrantFactory(
        programme=talk.programme, cohort=None, role=Role.LEAD
    ).person
    answer_appeal(appeal=asked, is_granted=True, answer="Yes", by=other)
    assert talk.statements.published().get(number=statement.number).text == "More trees"


def test_a_changed_word_does_not_make_a_statement_younger(talk: Conversation) -> None:
    by = PersonFactory()
    statement = write_statement(conversation=talk, text="More benches", author_hash="a")
    publish_statement(statement=statement, by=by)
    long_ago = timezone.now() - datetime.timedelta(days=90)
    Statement.objects.filter(pk=statement.pk).update(published_at=long_ago)
    newer = reword_statement(statement=statement, text="More seats", by=by)
    assert newer.published_at == long_ago
    never = write_statement(conversation=talk, text="Slower cars", author_hash="b")
    opened = reword_statement(statement=never, text="Slow cars", by=by)
    assert opened.published_at is not None
    assert opened.published_at > long_ago
