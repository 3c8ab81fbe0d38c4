"""Small parts that need no page: likeness, paces, what comes next."""

from __future__ import annotations

import datetime
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from lehc.conversations import limits, routing
from lehc.conversations.actions import decisions as deciding
from lehc.conversations.actions.following import (
    follow,
    forget_followers,
)
from lehc.conversations.actions.integrity import leave_out
from lehc.conversations.actions.results import refresh_results
from lehc.conversations.actions.statements import (
    merge_statement,
    publish_statement,
    return_statement,
    reword_statement,
    write_statement,
)
from lehc.conversations.actions.voting import cast_vote
from lehc.conversations.calculations.routing import (
    MOST_FOR_EVERYBODY,
    OPENING_SET,
    choose_next,
    find_priorities,
)
from lehc.conversations.models import Conversation, Decision, Follower
from lehc.conversations.presenters.statements import show_decisions, show_mine
from lehc.conversations.presenters.voting import read_skipped, write_skipped
from lehc.conversations.queries.results import count_doors
from lehc.conversations.queries.statements import (
    list_decisions,
    list_mine,
    list_unanswered,
)
from lehc.conversations.queries.voting import count_voters, read_votes
from lehc.conversations.similarity import find_similar, find_similar_to_each
from tests.factories.accounts import PersonFactory
from tests.factories.conversations import (
    StatementFactory,
    VoterFactory,
    open_conversation,
)

NOW = datetime.datetime(2026, 11, 28, 12, tzinfo=datetime.UTC)


def test_alike_statements_are_found_the_likest_first():
    known = [
        (1, "We need more benches in the park"),
        (2, "Benches for the park, please"),
        (3, "Buses should run at night"),
        (4, "The park is too dark"),
    ]
    assert find_similar("More benches in our park", known) == [1, 2]
    assert find_similar("Night buses", known) == [3]
    wanted = [(1, "More benches in the park"), (9, "Night buses")]
    assert find_similar_to_each(wanted, known) == {1: [2], 9: [3]}
    assert find_similar("Free school meals", known) == []
    assert find_similar("", known) == []
    assert find_similar("the of and", [(1, "and of the")]) == []


def test_a_pace_lets_a_burst_through_and_then_slows(monkeypatch: Any):
    clock = [1000.0]
    monkeypatch.setattr(limits.time, "time", lambda: clock[0])
    pace = limits.Pace("test", burst=3, seconds=10)
    assert [limits.seconds_to_wait(pace, "a") for _ in range(4)] == [0, 0, 0, 10]
    assert limits.seconds_to_wait(pace, "b") == 0
    clock[0] += 10
    assert [limits.seconds_to_wait(pace, "a") for _ in range(2)] == [0, 10]
    clock[0] += 1000
    assert [limits.seconds_to_wait(pace, "a") for _ in range(4)] == [0, 0, 0, 10]


def test_what_counts_the_network_does_not_keep_it(monkeypatch: Any):
    seen = []
    monkeypatch.setattr(cache, "set", lambda key, *rest: seen.append(key))
    limits.seconds_to_wait(limits.JOINING_BY_NETWORK, "192.0.2.7")
    assert len(seen) == 1
    assert "192.0.2.7" not in seen[0]


def test_a_voter_waits_after_sixty_in_a_minute():
    cast = [NOW - timedelta(seconds=each / 2) for each in range(60)]
    assert limits.vote_wait(cast[:59], now=NOW) == 0
    assert limits.vote_wait(cast, now=NOW) == 31
    assert limits.vote_wait(cast, now=NOW + timedelta(seconds=31)) == 0


@given(st.lists(st.integers(1, 10**6), max_size=30))
@settings(max_examples=30, deadline=None)
def test_skipped_statements_survive_the_address(skipped: list[int]):
    assert read_skipped(write_skipped(skipped)) == list(dict.fromkeys(skipped))


def test_everybody_sees_the_opening_set_and_then_everything():
    open_ids = list(range(100, 130))
    for voter in (1, 2):
        seen: list[int] = []
        while (shown := choose_next(voter, open_ids, set(seen), [], None)) is not None:
            seen.append(shown)
        assert seen[:OPENING_SET] == open_ids[:OPENING_SET]
        assert sorted(seen) == open_ids


def test_orders_differ_between_voters_but_not_between_looks():
    open_ids = list(range(30))
    opened = set(range(OPENING_SET))
    first = {v: choose_next(v, open_ids, opened, [], None) for v in range(20)}
    again = {v: choose_next(v, open_ids, opened, [], None) for v in range(20)}
    assert first == again
    assert len(set(first.values())) > 5


def test_what_an_answer_is_worth_decides_in_a_large_conversation():
    open_ids = list(range(60))
    priorities = dict.fromkeys(open_ids, 0.001) | {50: 1000.0}
    opened = set(range(OPENING_SET))
    shown = [choose_next(v, open_ids, opened, [], priorities) for v in range(20)]
    assert shown == [50] * 20
    assert choose_next(1, open_ids, opened, [50], priorities) != 50
    assert choose_next(1, open_ids, set(open_ids), [], priorities) is None


@pytest.fixture
def talk(db: None) -> Conversation:
    return open_conversation(seeds=3)


def vote(talk: Conversation, people: int, value: int = 1) -> None:
    statements = list(talk.statements.published())
    for _ in range(people):
        voter = VoterFactory(conversation=talk)
        for statement in statements[:2]:
            cast_vote(voter=voter, statement=statement, value=value)


def test_new_statements_are_worth_more(talk: Conversation) -> None:
    fresh = (0.5 * 0.5 * 9) ** 2
    assert (
        list(find_priorities(read_votes(talk)).values()) == [pytest.approx(fresh)] * 3
    )
    vote(talk, 12)
    first, second, third = talk.statements.published()
    worth = find_priorities(read_votes(talk))
    assert worth[third.pk] > worth[first.pk]
    assert worth[first.pk] == pytest.approx(worth[second.pk])


def test_priorities_are_worked_out_once_a_minute(
    talk: Conversation, monkeypatch: Any
) -> None:
    asked = []
    real = routing.find_priorities
    monkeypatch.setattr(
        routing, "find_priorities", lambda rows: asked.append(1) or real(rows)
    )
    for number in range(MOST_FOR_EVERYBODY):
        StatementFactory(conversation=talk, text=f"Wish {number}")
    voter = VoterFactory(conversation=talk)
    statements = list(talk.statements.published())
    for _ in range(3):
        assert routing.find_next(voter, statements, set(), []) == statements[0]
    assert asked == [1]


def test_a_huge_conversation_is_worked_out_by_the_worker(
    talk: Conversation, monkeypatch: Any, django_capture_on_commit_callbacks: Any
) -> None:
    vote(talk, 1)
    monkeypatch.setattr(routing, "MOST_AT_ONCE", 1)
    with django_capture_on_commit_callbacks(execute=True):
        assert routing.look_up_priorities(talk) == {}
    assert len(routing.look_up_priorities(talk)) == 3


def test_results_without_the_left_out(talk: Conversation) -> None:
    vote(talk, 13)
    first = refresh_results(conversation=talk).snapshot
    for voter in talk.voters.all()[:3]:
        leave_out(voter=voter, because="A program.", by=PersonFactory())
    second = refresh_results(conversation=talk).snapshot
    assert first is not None
    assert second is not None
    key = str(talk.statements.all()[0].pk)
    assert (first.voters, first.counts[key]) == (13, [0, 0, 13])
    assert (second.voters, second.counts[key]) == (10, [0, 0, 10])


def decision(talk: Conversation, **facts: Any) -> Decision:
    fields = {
        "statements": [talk.statements.all()[0]],
        "title": "Benches",
        "answer": "did",
        "words": "Two benches.",
        "who": "The council",
        "by_when": None,
        "rung": 5,
        **facts,
    }
    return deciding.save_decision(
        conversation=talk, decision=None, by=PersonFactory(), **fields
    )


def test_decisions_need_their_parts(talk: Conversation) -> None:
    foreign = StatementFactory(conversation=open_conversation())
    for facts in (
        {"answer": "will"},
        {"statements": []},
        {"statements": [foreign]},
    ):
        with pytest.raises(ValidationError):
            decision(talk, **facts)
    assert not Decision.objects.exists()
    row = decision(talk)
    for broken in ({"answer": "will"}, {"who": ""}, {"rung": 8}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Decision.objects.filter(pk=row.pk).update(**broken)


def test_who_voted_on_what_is_gone_counts_nowhere(talk: Conversation) -> None:
    first, second = talk.statements.all()[:2]
    stays, goes = VoterFactory.create_batch(2, conversation=talk)
    cast_vote(voter=stays, statement=first, value=1)
    cast_vote(voter=goes, statement=second, value=1)
    assert count_voters(talk) == 2
    reason = talk.reasons.all()[0]
    return_statement(statement=second, reason=reason, by=PersonFactory())
    assert count_voters(talk) == len(read_votes(talk).person_ids) == 1
    assert sum(count_doors(talk).values()) == 1


def test_a_decision_still_answers_once_words_have_changed(talk: Conversation) -> None:
    row = decision(talk)
    deciding.publish_decision(decision=row, by=PersonFactory())
    [first] = row.statements.all()
    open_before = list_unanswered(talk).count()
    newer = reword_statement(statement=first, text="Clearer", by=PersonFactory())
    assert newer not in list_unanswered(talk)
    assert list_unanswered(talk).count() == open_before
    [shown] = show_decisions(list_decisions(talk))
    assert [(one["text"], one["before"]) for one in shown["said"]] == [
        ("Clearer", first.text)
    ]


def test_authors_read_which_words_a_decision_answered(talk: Conversation) -> None:
    own, same = (
        write_statement(
            conversation=talk, text=text, language="cy", author_hash="a" * 64
        )
        for text in ("Mwy o goed", "Rhagor o goed")
    )
    boss = PersonFactory()
    publish_statement(statement=own, by=boss)
    merge_statement(statement=same, into=own, by=boss)
    row = decision(talk, statements=[own], words="We planted ten.")
    deciding.publish_decision(decision=row, by=boss)
    came = {"words": "We did: We planted ten.", "before": ""}
    assert [one["decisions"] for one in show_mine(list_mine(talk, "a" * 64))] == [
        [came],
        [came],
    ]

    own.refresh_from_db()
    newer = reword_statement(statement=own, text="More trees", by=boss, language="en")
    joined, changed = show_mine(list_mine(talk, "a" * 64))
    came["before"] = '<span lang="cy" dir="ltr">Mwy o goed</span>'
    assert (joined["decisions"], changed["decisions"]) == ([came], [came])
    assert joined["said"] == "It has become one with “More trees”."

    other = talk.statements.filter(origin="seed")[0]
    merge_statement(statement=newer, into=other, by=boss)
    assert [row["said"] for row in show_mine(list_mine(talk, "a" * 64))] == [
        f"It has become one with “{other.text}”."
    ] * 2
    return_statement(statement=other, reason=talk.reasons.all()[0], by=boss)
    assert [row["said"] for row in show_mine(list_mine(talk, "a" * 64))] == [
        f"It became one with “{other.text}”, which is no longer open for votes."
    ] * 2


def test_each_move_is_told_to_each_address_once(
    talk: Conversation, django_capture_on_commit_callbacks: Any
) -> None:
    seed = talk.statements.all()[0]
    for email, about in (
        ("author@example.org", seed),
        ("author@example.org", None),
        ("reader@example.org", None),
        ("other@example.org", talk.statements.all()[1]),
    ):
        follow(conversation=talk, email=email, statement=about)
    Follower.objects.update(is_confirmed=True)
    mail.outbox.clear()
    row, boss = decision(talk), PersonFactory()
    with django_capture_on_commit_callbacks(execute=True):
        deciding.publish_decision(decision=row, by=boss)
    told = sorted(letter.to[0] for letter in mail.outbox)
    assert told == ["author@example.org", "reader@example.org"]
    with pytest.raises(ValidationError):
        deciding.publish_decision(decision=row, by=boss)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        deciding.move_decision(
            decision=row, answer="did_not", words="Too wet.", by_when=None, by=boss
        )
    assert "Too wet." in mail.outbox[0].body
    assert list(row.moves.values_list("answer", flat=True)) == ["did_not", "did"]


def test_addresses_are_forgotten_in_time(talk: Conversation) -> None:
    for email in ("yes@example.org", "unsure@example.org"):
        follow(conversation=talk, email=email)
    Follower.objects.filter(email="yes@example.org").update(is_confirmed=True)
    assert forget_followers() == 0
    assert forget_followers(now=timezone.now() + timedelta(days=9)) == 1
    assert forget_followers(now=talk.closes_at + timedelta(days=366)) == 1
    assert not Follower.objects.exists()


def test_nothing_leads_from_an_address_to_a_vote() -> None:
    names = {field.name for field in Follower._meta.fields}
    assert names == {
        "id",
        "conversation",
        "statement",
        "email",
        "asked_on",
        "is_confirmed",
    }
