from __future__ import annotations

import copy
import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from lehc.conversations.actions.integrity import (
    count_again,
    leave_out,
    publish_heads,
)
from lehc.conversations.actions.voting import cast_vote, undo_vote, withdraw_everything
from lehc.conversations.chain import BEGINNING, commit_to_vote, link_entry
from lehc.conversations.enums import EntryKind, StatementState
from lehc.conversations.models import (
    ChainHead,
    Conversation,
    LogEntry,
    Statement,
    Vote,
    Voter,
)
from lehc.conversations.verification import Verdict, verify_log
from tests.factories.accounts import PersonFactory
from tests.factories.conversations import (
    StatementFactory,
    VoterFactory,
    open_conversation,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def shared_conversation(module_database: None) -> Conversation:
    return open_conversation()


@pytest.fixture
def conversation(shared_conversation: Conversation, db: None) -> Conversation:
    return copy.deepcopy(shared_conversation)


@pytest.fixture
def statements(conversation: Conversation) -> list[Statement]:
    return list(conversation.statements.published())


@pytest.fixture
def voter(conversation: Conversation) -> Voter:
    return VoterFactory(conversation=conversation)


def kinds(conversation: Conversation) -> list[tuple[int, str, int]]:
    rows = conversation.log.order_by("number")
    return list(rows.values_list("number", "kind", "count"))


def judge(conversation: Conversation) -> Verdict:
    return verify_log(conversation)


def test_a_vote_is_kept_and_logged(voter: Voter, statements: list[Statement]) -> None:
    cast_vote(voter=voter, statement=statements[0], value=1, matters=True)
    cast_vote(voter=voter, statement=statements[1], value=-1)
    cast_vote(voter=voter, statement=statements[0], value=0)
    rows = Vote.objects.order_by("statement").values_list("value", "matters")
    assert list(rows) == [(0, False), (-1, False)]
    assert kinds(voter.conversation) == [
        (1, "vote", 1),
        (2, "vote", 1),
        (3, "change", 1),
    ]


def test_the_hashes_are_as_documented(
    voter: Voter, statements: list[Statement]
) -> None:
    """The worked example of docs/methods/vote-log.md, step by step."""
    cast_vote(voter=voter, statement=statements[0], value=1)
    vote, entry = Vote.objects.get(), LogEntry.objects.get()
    commitment = commit_to_vote(
        salt=vote.salt,
        voter=voter.pk,
        statement=statements[0].pk,
        value=1,
        matters=False,
    )
    assert entry.commitment == commitment
    assert entry.hash == link_entry(
        BEGINNING,
        conversation=voter.conversation_id,
        number=1,
        kind="vote",
        day=entry.day,
        count=1,
        commitment=commitment,
    )


def test_hash_of_a_known_entry() -> None:
    commitment = commit_to_vote(
        salt="00ff", voter=7, statement=3, value=-1, matters=True
    )
    assert commitment == (
        "5b88533fd5cbe5110d8ca1ff3bf6f9edc7278f6f4e2072acaa3a3cca4c3d7a07"
    )
    assert (
        link_entry(
            BEGINNING,
            conversation=1,
            number=1,
            kind="vote",
            day=datetime.date(2026, 11, 28),
            count=1,
            commitment=commitment,
        )
        == "92373952656d45aa60d822f0489d24d55b29f800690353c23d36001921123226"
    )


def test_everything_done_keeps_the_chain_whole(
    voter: Voter, statements: list[Statement]
) -> None:
    conversation, boss = voter.conversation, PersonFactory()
    other = VoterFactory(conversation=conversation)
    for who in (voter, other):
        for statement in statements:
            cast_vote(voter=who, statement=statement, value=1)
    assert undo_vote(voter=voter, statement=statements[0])
    leave_out(voter=other, because="A program voted.", by=boss)
    count_again(voter=other, by=boss)
    assert withdraw_everything(voter=voter, author_hash="") == 2
    verdict = judge(conversation)
    assert (verdict.entries, verdict.votes, verdict.taken_back, verdict.faults) == (
        10,
        3,
        3,
        (),
    )
    assert kinds(conversation)[-4:] == [
        (7, "undone", 1),
        (8, "removal", 3),
        (9, "return", 3),
        (10, "withdrawal", 2),
    ]


def test_what_is_withdrawn_is_nowhere(
    voter: Voter, statements: list[Statement]
) -> None:
    cast_vote(voter=voter, statement=statements[0], value=1)
    withdraw_everything(voter=voter, author_hash="")
    assert not Voter.objects.exists()
    assert not Vote.objects.exists()
    assert judge(voter.conversation).holds


def test_undoing_twice_is_logged_once(
    voter: Voter, statements: list[Statement]
) -> None:
    cast_vote(voter=voter, statement=statements[0], value=1)
    assert undo_vote(voter=voter, statement=statements[0])
    assert not undo_vote(voter=voter, statement=statements[0])
    assert kinds(voter.conversation) == [(1, "vote", 1), (2, "undone", 1)]


def remove_quietly(conversation: Conversation) -> None:
    Vote.objects.all()[0].delete()


def turn_a_vote(conversation: Conversation) -> None:
    Vote.objects.filter(pk=Vote.objects.all()[0].pk).update(value=-1)


def forge_a_vote(conversation: Conversation) -> None:
    entry = LogEntry.objects.create(
        conversation=conversation,
        number=4,
        kind="vote",
        day=datetime.date(2026, 1, 1),
        count=1,
        commitment="made up",
        hash="made up",
    )
    StatementFactory(conversation=conversation).votes.create(
        voter=VoterFactory(conversation=conversation),
        value=1,
        cast_at=datetime.datetime.now(datetime.UTC),
        salt="00",
        entry=entry,
    )


def drop_the_end(conversation: Conversation) -> None:
    Vote.objects.filter(entry__number=3).delete()
    LogEntry.objects.filter(number=3).delete()


@pytest.mark.parametrize("harm", [remove_quietly, turn_a_vote, forge_a_vote])
def test_harm_is_found(harm: Any, voter: Voter, statements: list[Statement]) -> None:
    for statement in statements:
        cast_vote(voter=voter, statement=statement, value=1)
    assert judge(voter.conversation).holds
    harm(voter.conversation)
    assert not judge(voter.conversation).holds


def test_a_shortened_log_does_not_fit_the_published_head(
    voter: Voter, statements: list[Statement], settings: Any
) -> None:
    from django.db import connection  # only this test asks

    if connection.vendor == "postgresql":
        pytest.skip("PostgreSQL refuses to remove entries at all")
    for statement in statements:
        cast_vote(voter=voter, statement=statement, value=1)
    today = LogEntry.objects.all()[0].day
    assert (publish_heads(day=today), publish_heads(day=today)) == (1, 0)
    assert ChainHead.objects.get().number == 3
    drop_the_end(voter.conversation)
    verdict = judge(voter.conversation)
    assert verdict.faults == (f"The log does not fit the head published on {today}.",)


def test_days_without_a_head_get_theirs_later(
    voter: Voter, statements: list[Statement], time_machine: Any
) -> None:
    days = []
    time_machine.move_to(timezone.now())
    for statement in statements:
        cast_vote(voter=voter, statement=statement, value=1)
        days.append(timezone.localdate())
        time_machine.shift(datetime.timedelta(days=1))
    assert publish_heads(day=days[-1]) == 3
    heads = ChainHead.objects.order_by("day").values_list("day", "number")
    assert list(heads) == list(zip(days, (1, 2, 3), strict=True))
    assert judge(voter.conversation).holds


def test_entries_can_not_be_changed(voter: Voter, statements: list[Statement]) -> None:
    cast_vote(voter=voter, statement=statements[0], value=1)
    entry = LogEntry.objects.get()
    with pytest.raises(TypeError):
        entry.save()
    with pytest.raises(TypeError):
        entry.delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        LogEntry.objects.update(count=2)


@pytest.mark.parametrize(
    "state", [state for state in StatementState if state != StatementState.PUBLISHED]
)
def test_only_open_statements_take_votes(voter: Voter, state: str) -> None:
    statement = StatementFactory(
        conversation=voter.conversation,
        state=state,
        merged_into=voter.conversation.statements.all()[0]
        if state == StatementState.MERGED
        else None,
    )
    with pytest.raises(ValidationError):
        cast_vote(voter=voter, statement=statement, value=1)
    assert not LogEntry.objects.exists()


def test_votes_stay_in_their_conversation_and_time(
    voter: Voter, statements: list[Statement]
) -> None:
    elsewhere = StatementFactory(conversation=open_conversation())
    with pytest.raises(ValidationError):
        cast_vote(voter=voter, statement=elsewhere, value=1)
    voter.conversation.closes_at = voter.conversation.opens_at
    for act in (
        lambda: cast_vote(voter=voter, statement=statements[0], value=1),
        lambda: undo_vote(voter=voter, statement=statements[0]),
    ):
        with pytest.raises(ValidationError):
            act()
    assert not LogEntry.objects.exists()


def test_a_vote_that_breaks_a_rule_leaves_no_entry(
    voter: Voter, statements: list[Statement]
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        cast_vote(voter=voter, statement=statements[0], value=5)
    assert not LogEntry.objects.exists()


def test_each_conversation_has_a_log_of_its_own(
    voter: Voter, statements: list[Statement]
) -> None:
    other = open_conversation()
    theirs = VoterFactory(conversation=other)
    cast_vote(voter=voter, statement=statements[0], value=1)
    cast_vote(voter=theirs, statement=other.statements.all()[0], value=1)
    first, second = LogEntry.objects.order_by("id")
    assert (first.number, second.number) == (1, 1)
    assert first.hash != second.hash
    assert [entry.kind for entry in (first, second)] == [EntryKind.VOTE] * 2
