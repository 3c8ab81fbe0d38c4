"""The desk of a conversation that was held on Polis: what is done with it, no more."""

from __future__ import annotations

import copy
import datetime
import re
from typing import Any

import pytest
from django.utils import timezone

from lehc.accounts.enums import Role
from lehc.conversations.actions.integrity import leave_out
from lehc.conversations.actions.voting import cast_vote
from lehc.conversations.models import (
    Appeal,
    Conversation,
    Decision,
    InvitationBatch,
    StatementReview,
)
from lehc.conversations.urls import TALK, urlpatterns
from tests.factories.accounts import PersonFactory
from tests.factories.conversations import (
    StatementFactory,
    VoterFactory,
    open_conversation,
)
from tests.factories.programmes import CohortFactory, RoleGrantFactory
from tests.pages.conversations.browsing import at_desk, read

pytestmark = pytest.mark.django_db

DESK = {
    str(each.name): "<int:pk>" in str(each.pattern)
    for each in urlpatterns
    if str(each.pattern).startswith(TALK)
}
APPLY = {
    "desk_conversation": 200,
    "desk_statements": 200,
    "desk_statement": 200,
    "statement_translate": 200,
    "statement_take_down": 200,
    "desk_decisions": 200,
    "decision_new": 200,
    "decision_change": 200,
    "decision_publish": 200,
    "decision_remove": 405,
    "decision_move": 200,
    "votes_out": 200,
}


@pytest.fixture(scope="module")
def shared(module_database: None) -> Any:
    """Held on Polis, with all that the database would let somebody add to it."""
    cohort = CohortFactory()
    conversation = open_conversation(
        programme=cohort.programme, has_room_door=True, has_invitation_door=True
    )
    statement = StatementFactory(conversation=conversation, origin="elsewhere")
    voter = VoterFactory(conversation=conversation)
    cast_vote(voter=voter, statement=statement, value=1)
    conversation.source_hash = "0" * 64
    conversation.save()
    return cohort, conversation


@pytest.fixture
def cohort(shared: Any, db: None) -> Any:
    return copy.deepcopy(shared[0])


@pytest.fixture
def talk(shared: Any, db: None) -> Conversation:
    return copy.deepcopy(shared[1])


def add_rows(talk: Conversation) -> dict[str, int]:
    """The numbers of rows that an address may name."""
    person, statement = PersonFactory(), talk.statements.latest("pk")
    review = StatementReview.objects.create(statement=statement, outcome="merged")
    facts = {"conversation": talk, "words": "W", "who": "W", "rung": 6}
    draft, told = (
        Decision.objects.create(title="T", answer="did", published_at=when, **facts)
        for when in (None, timezone.now())
    )
    voter = talk.voters.get()
    leave_out(voter=voter, because="A program.", by=person)
    batch = InvitationBatch.objects.create(
        conversation=talk,
        name="S",
        size=1,
        expires_at=timezone.now() + datetime.timedelta(days=9),
        made_by=person,
    )
    asked = Appeal.objects.create(review=review, words="")
    return {
        "desk_statement": statement.pk,
        "statement_translate": statement.pk,
        "statement_take_down": statement.pk,
        "desk_second_look": asked.pk,
        "batch_revoke": batch.pk,
        "invitation_revoke": batch.pk,
        "sheet_undo": voter.pk,
        "decision_change": draft.pk,
        "decision_publish": draft.pk,
        "decision_remove": draft.pk,
        "decision_move": told.pk,
        "voter_leave_out": voter.pk,
        "voter_count_again": voter.pk,
    }


@pytest.mark.parametrize("name", DESK)
def test_each_address_of_the_desk_applies_or_is_not_there(
    name: str, cohort: Any, talk: Conversation, team: Any
) -> None:
    rows = add_rows(talk)
    url = at_desk(name, cohort, talk, *([rows[name]] if DESK[name] else []))
    answer = team.get(url).status_code
    if name in APPLY:
        assert answer == APPLY[name]
    else:
        assert answer in (404, 405)
        assert team.post(url).status_code in (404, 405)
        assert 404 in (answer, team.post(url).status_code)


def test_each_address_is_there_where_it_was_held_here(
    cohort: Any, talk: Conversation, team: Any
) -> None:
    Conversation.objects.update(source_hash="")
    rows = add_rows(talk)
    missing = {
        name
        for name, is_of_row in DESK.items()
        if team.get(
            at_desk(name, cohort, talk, *([rows[name]] if is_of_row else []))
        ).status_code
        == 404
    }
    # It has been launched, and people can vote on the statement.
    assert missing == {"conversation_launch", "statement_take_down"}


def test_who_stands_in_a_room_has_nothing_to_do_with_it(
    cohort: Any, talk: Conversation, sign_in: Any
) -> None:
    front = at_desk("desk_conversation", cohort, talk)
    for role, answer in ((Role.FACILITATOR, 404), (Role.CO_PRODUCER, 200)):
        grant = RoleGrantFactory(programme=cohort.programme, role=role)
        browser = sign_in(grant.person)
        assert browser.get(front).status_code == answer
        for page in ("/your-conversations/", at_desk("desk_conversations", cohort)):
            assert (front in read(browser.get(page))) == (answer == 200)


def test_its_statements_stay_as_they_came_in(
    cohort: Any, talk: Conversation, team: Any
) -> None:
    statement = talk.statements.latest("pk")
    url = at_desk("desk_statement", cohort, talk, statement.pk)
    assert "What becomes of it?" not in read(team.get(url))
    assert team.post(url, {"outcome": "reword", "text": "Other"}).status_code == 404
    seeds = at_desk("desk_statements", cohort, talk)
    assert team.post(seeds, {"text": "One more of ours"}).status_code == 404
    assert talk.statements.count() == 4


def test_its_desk_says_nothing_untrue(
    cohort: Any, talk: Conversation, team: Any
) -> None:
    StatementFactory(conversation=talk, origin="elsewhere", state="returned")
    front = read(team.get(at_desk("desk_conversation", cohort, talk)))
    labels = re.findall(r'lehc-statistic__label">([^<]*)<', front)
    assert labels == [
        "people count in the results",
        "statements in the results",
        "have no answer here",
    ]
    statements = read(team.get(at_desk("desk_statements", cohort, talk)))
    assert "Taken out on Polis" in statements
    out = talk.statements.get(state="returned")
    one = read(team.get(at_desk("desk_statement", cohort, talk, out.pk)))
    assert "Now: taken out on Polis." in one
    for words in ("wait", "open for votes", "Sent back", "team’s"):
        assert words not in front + statements


@pytest.mark.parametrize(
    ("role", "words"),
    [
        (Role.LEAD, "You can translate its statements, and say what you make of them."),
        (Role.CO_PRODUCER, "You can translate its statements."),
    ],
)
def test_each_role_reads_what_it_can_do(
    role: Role, words: str, cohort: Any, talk: Conversation, sign_in: Any
) -> None:
    browser = sign_in(RoleGrantFactory(programme=cohort.programme, role=role).person)
    assert words in read(browser.get(at_desk("desk_conversation", cohort, talk)))
