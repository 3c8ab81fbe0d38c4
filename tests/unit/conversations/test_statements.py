from __future__ import annotations

import copy
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from lehc.audit.models import AuditEvent
from lehc.conversations.actions import statements as act
from lehc.conversations.actions.following import tell_move
from lehc.conversations.actions.voting import cast_vote, withdraw_everything
from lehc.conversations.enums import TRANSITIONS, StatementState
from lehc.conversations.models import (
    Appeal,
    Conversation,
    Statement,
    StatementReview,
    Vote,
)
from lehc.conversations.presenters.statements import say_outcome
from lehc.conversations.queries.results import count_log
from lehc.conversations.queries.voting import read_votes
from lehc.conversations.verification import verify_log
from tests.factories.accounts import PersonFactory
from tests.factories.conversations import (
    StatementFactory,
    VoterFactory,
    open_conversation,
)
from tests.factories.programmes import RoleGrantFactory

pytestmark = pytest.mark.django_db
AUTHOR = "a" * 64


@pytest.fixture(scope="module")
def shared_conversation(module_database: None) -> Conversation:
    return open_conversation(seeds=2)


@pytest.fixture
def conversation(shared_conversation: Conversation, db: None) -> Conversation:
    return copy.deepcopy(shared_conversation)


@pytest.fixture
def moderator(conversation: Conversation) -> Any:
    grant = RoleGrantFactory(programme=conversation.programme, role="co_producer")
    return grant.person


def write(conversation: Conversation, text: str = "Slower cars") -> Statement:
    return act.write_statement(conversation=conversation, text=text, author_hash=AUTHOR)


def test_a_statement_waits_to_be_read(conversation: Conversation) -> None:
    statement = write(conversation, "  Slower   cars ")
    assert (
        statement.text,
        statement.number,
        statement.version,
        statement.state,
        statement.origin,
    ) == ("Slower cars", 3, 1, "waiting", "participant")
    assert not statement.reviews.exists()


def test_a_statement_opens_at_once_where_the_rule_says_so() -> None:
    statement = write(open_conversation(reads_first=False))
    statement.refresh_from_db()
    assert (statement.state, statement.reviews.get().by) == ("published", None)


@pytest.mark.parametrize("words", ["", "  ", "x" * 201])
def test_words_that_do_not_fit(conversation: Conversation, words: str) -> None:
    with pytest.raises(ValidationError):
        write(conversation, words)
    assert conversation.statements.count() == 2


def test_the_same_words_are_not_asked_twice(conversation: Conversation) -> None:
    with pytest.raises(ValidationError, match="exactly this"):
        write(conversation, "SEED number 1")


def test_one_author_waits_with_five(conversation: Conversation) -> None:
    for number in range(act.MOST_WAITING):
        write(conversation, f"Wish {number}")
    with pytest.raises(ValidationError, match="waiting to be read"):
        write(conversation, "One more")
    act.write_statement(conversation=conversation, text="Another's", author_hash="b")


def test_closed_conversations_take_none(conversation: Conversation) -> None:
    conversation.takes_statements = False
    with pytest.raises(ValidationError):
        write(conversation)
    conversation.takes_statements = True
    conversation.closes_at = conversation.opens_at
    with pytest.raises(ValidationError):
        write(conversation)


def test_outcomes_are_kept_with_who_and_why(
    conversation: Conversation, moderator: Any
) -> None:
    first, second, third = (write(conversation, f"Wish {n}") for n in range(3))
    reason = conversation.reasons.all()[0]
    act.publish_statement(statement=first, by=moderator)
    act.return_statement(statement=second, reason=reason, by=moderator, note="Sorry")
    act.merge_statement(statement=third, into=first, by=moderator)
    states = conversation.statements.filter(origin="participant")
    assert list(states.values_list("state", flat=True)) == [
        "published",
        "returned",
        "merged",
    ]
    rows = StatementReview.objects.values_list("outcome", "reason", "note", "by")
    assert list(rows) == [
        ("published", None, "", moderator.pk),
        ("returned", reason.pk, "Sorry", moderator.pk),
        ("merged", None, "", moderator.pk),
    ]
    counted = count_log(conversation)
    assert counted == {
        "seeds": 2,
        "written": 3,
        "open": 1,
        "waiting": 0,
        "returned": 1,
        "merged": 1,
        "reworded": 0,
        "all": 5,
        "taken_back": 0,
        "taken_down": 0,
    }


@pytest.mark.parametrize(
    ("state", "outcome"),
    [
        (state, outcome)
        for state in StatementState
        for outcome in (StatementState.PUBLISHED, StatementState.RETURNED)
    ],
)
def test_only_steps_that_exist_are_taken(
    conversation: Conversation, moderator: Any, state: str, outcome: str
) -> None:
    seed = conversation.statements.all()[0]
    statement = StatementFactory(
        conversation=conversation,
        state=state,
        merged_into=seed if state == StatementState.MERGED else None,
    )

    def take() -> None:
        if outcome == StatementState.PUBLISHED:
            act.publish_statement(statement=statement, by=moderator)
        else:
            act.return_statement(
                statement=statement,
                reason=conversation.reasons.all()[0],
                by=moderator,
            )

    if outcome in TRANSITIONS[state]:
        take()
        assert statement.reviews.get().outcome == outcome
    else:
        with pytest.raises(ValidationError):
            take()
        assert not statement.reviews.exists()


def test_new_words_start_without_votes(
    conversation: Conversation, moderator: Any
) -> None:
    seed = conversation.statements.all()[0]
    voter = VoterFactory(conversation=conversation)
    cast_vote(voter=voter, statement=seed, value=1)
    newer = act.reword_statement(statement=seed, text="Clearer", by=moderator)
    seed.refresh_from_db()
    assert (newer.number, newer.version, newer.origin) == (seed.number, 2, "seed")
    assert (seed.state, newer.state) == ("replaced", "published")
    assert read_votes(conversation).person_ids == ()
    assert Vote.objects.count() == 1  # kept, as the log says
    assert verify_log(conversation).holds


def test_rewording_needs_other_words(
    conversation: Conversation, moderator: Any
) -> None:
    seed = conversation.statements.all()[0]
    with pytest.raises(ValidationError):
        act.reword_statement(statement=seed, text=seed.text, by=moderator)
    assert conversation.statements.count() == 2


def test_merging_needs_another_open_one(
    conversation: Conversation, moderator: Any
) -> None:
    statement = write(conversation)
    elsewhere = StatementFactory(conversation=open_conversation())
    for other in (statement, elsewhere, StatementFactory(state="returned")):
        with pytest.raises(ValidationError):
            act.merge_statement(statement=statement, into=other, by=moderator)


def test_reasons_of_other_conversations_do_not_count(
    conversation: Conversation, moderator: Any
) -> None:
    reason = open_conversation().reasons.all()[0]
    with pytest.raises(ValidationError):
        act.return_statement(statement=write(conversation), reason=reason, by=moderator)


def returned(conversation: Conversation, moderator: Any) -> StatementReview:
    statement = write(conversation)
    reason = conversation.reasons.all()[0]
    act.return_statement(statement=statement, reason=reason, by=moderator)
    return statement.reviews.get()


def test_an_appeal_goes_to_somebody_else(
    conversation: Conversation, moderator: Any
) -> None:
    asked = act.appeal(review=returned(conversation, moderator), words="Please")
    other = RoleGrantFactory(programme=conversation.programme, role="lead").person
    for nobody in (moderator, PersonFactory()):
        with pytest.raises(ValidationError, match="Somebody else"):
            act.answer_appeal(appeal=asked, is_granted=True, answer="", by=nobody)
    act.answer_appeal(appeal=asked, is_granted=True, answer="You are right", by=other)
    statement = asked.review.statement
    statement.refresh_from_db()
    assert statement.state == "published"
    assert statement.reviews.last().note == "You are right"
    with pytest.raises(ValidationError, match="already"):
        act.answer_appeal(appeal=asked, is_granted=False, answer="", by=other)


def test_an_appeal_may_leave_it_as_it_is(
    conversation: Conversation, moderator: Any
) -> None:
    asked = act.appeal(review=returned(conversation, moderator), words="")
    other = RoleGrantFactory(programme=conversation.programme, role="lead").person
    act.answer_appeal(appeal=asked, is_granted=False, answer="It stays", by=other)
    statement = asked.review.statement
    statement.refresh_from_db()
    assert (statement.state, statement.reviews.count()) == ("returned", 1)
    with pytest.raises(ValidationError):
        act.appeal(review=asked.review, words="again")


def test_an_author_appeals_against_other_words(
    conversation: Conversation,
    moderator: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:
    own = write(conversation, "More busses at nite")
    conversation.followers.create(
        statement=own, email="ann@example.org", is_confirmed=True
    )
    act.name_language(statement=own, language="pl", by=moderator)
    second = RoleGrantFactory(programme=conversation.programme, role="lead").person
    newer = act.reword_statement(
        statement=own, text="Night buses", language="en", by=second
    )
    newer = act.reword_statement(statement=newer, text="Better buses", by=moderator)
    own.refresh_from_db()
    assert (own.language, newer.language) == ("pl", "en")
    asked = act.appeal(review=newer.reviews.get(), words="Nights are the point")
    other = RoleGrantFactory(programme=conversation.programme, role="lead").person
    for changer in (moderator, second):
        with pytest.raises(ValidationError, match="Somebody else"):
            act.answer_appeal(appeal=asked, is_granted=True, answer="", by=changer)
    with django_capture_on_commit_callbacks(execute=True):
        act.answer_appeal(appeal=asked, is_granted=True, answer="Yes", by=other)
    assert "It says again what you wrote." in mail.outbox[0].body
    assert "We changed its words" not in mail.outbox[0].body
    current = conversation.statements.published().get(number=own.number)
    assert (current.text, current.version) == ("More busses at nite", 4)
    assert current.language == "pl"
    assert say_outcome(current, None) == (
        "People vote on it now, in your own words again."
    )
    with pytest.raises(ValidationError, match="open for votes"):
        act.appeal(review=current.reviews.get(), words="again")


def test_nobody_appeals_against_an_opening(
    conversation: Conversation, moderator: Any
) -> None:
    statement = write(conversation)
    act.publish_statement(statement=statement, by=moderator)
    with pytest.raises(ValidationError, match="open for votes"):
        act.appeal(review=statement.reviews.get(), words="")


def test_the_database_knows_who_may_not_answer(
    conversation: Conversation, moderator: Any
) -> None:
    asked = act.appeal(review=returned(conversation, moderator), words="")
    with pytest.raises(IntegrityError), transaction.atomic():
        Appeal.objects.filter(pk=asked.pk).update(
            answered_by=moderator, answered_at=asked.asked_at, is_granted=True
        )


def test_authors_take_back_what_nobody_has_read(
    conversation: Conversation, moderator: Any
) -> None:
    unread, read = write(conversation, "One"), write(conversation, "Two")
    act.publish_statement(statement=read, by=moderator)
    act.take_back(statement=unread)
    unread.refresh_from_db()
    assert (unread.state, unread.author_hash) == ("withdrawn", "")
    with pytest.raises(ValidationError):
        act.take_back(statement=read)


def test_withdrawing_everything_cuts_authorship(
    conversation: Conversation, moderator: Any
) -> None:
    unread, read = write(conversation, "One"), write(conversation, "Two")
    others = act.write_statement(
        conversation=conversation, text="Three", author_hash="b"
    )
    act.publish_statement(statement=read, by=moderator)
    for row in (unread, read, others):
        conversation.followers.create(email="ann@example.org", statement=row)
    withdraw_everything(voter=None, author_hash=AUTHOR)
    assert conversation.followers.get().statement == others
    rows = Statement.objects.filter(pk__in=[unread.pk, read.pk, others.pk])
    assert list(rows.values_list("state", "author_hash")) == [
        ("withdrawn", ""),
        ("published", ""),
        ("waiting", "b"),
    ]


def test_translations_are_replaced_not_piled_up(
    conversation: Conversation, moderator: Any
) -> None:
    seed = conversation.statements.all()[0]
    for text in ("Pierwszy", "Pierwsze"):
        act.translate_statement(
            statement=seed, language="pl", text=text, made_by="Ola", by=moderator
        )
    assert list(seed.translations.values_list("language", "text", "made_by")) == [
        ("pl", "Pierwsze", "Ola")
    ]


def test_a_failure_undoes_all(
    conversation: Conversation, moderator: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("no audit")

    statement = write(conversation)
    before = AuditEvent.objects.count()
    monkeypatch.setattr(act, "record", refuse)
    with pytest.raises(RuntimeError):
        act.reword_statement(statement=statement, text="Clearer", by=moderator)
    statement.refresh_from_db()
    assert (statement.state, conversation.statements.count()) == ("waiting", 3)
    assert AuditEvent.objects.count() == before


@pytest.mark.parametrize(
    "facts",
    [
        {"text": ""},
        {"state": "merged"},
        {"version": 2},
        {"published_at": None},
        {"origin": "seed", "author_hash": AUTHOR},
    ],
)
def test_the_database_refuses_what_makes_no_sense(
    conversation: Conversation, facts: dict[str, Any]
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        StatementFactory(conversation=conversation, **facts)


def test_authors_of_a_merged_statement_hear_what_came_of_it(
    conversation: Conversation, moderator: Any
) -> None:
    first, second = (write(conversation, f"Wish {n}") for n in range(2))
    act.publish_statement(statement=first, by=moderator)
    act.merge_statement(statement=second, into=first, by=moderator)
    conversation.followers.create(
        statement=second, email="ann@example.org", is_confirmed=True
    )
    now = timezone.now()
    decision = conversation.decisions.create(
        title="T", answer="did", words="W", who="W", rung=1, published_at=now
    )
    decision.statements.add(first)
    move = decision.moves.create(answer="did", words="W", by=moderator, at=now)
    assert tell_move(move=move) == 1
