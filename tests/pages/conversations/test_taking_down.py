"""Words that name somebody are taken down; what people said of them stays counted."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from lehc.accounts.enums import Role
from lehc.audit.models import AuditEvent
from lehc.conversations.actions import statements as act
from lehc.conversations.actions.taking_down import take_down_words
from lehc.conversations.actions.voting import cast_vote
from lehc.conversations.models import Conversation, Statement, Translation, Vote
from tests.factories.accounts import PersonFactory
from tests.factories.conversations import (
    StatementFactory,
    VoterFactory,
    open_conversation,
)
from tests.factories.programmes import RoleGrantFactory
from tests.pages.conversations.browsing import at, at_desk, read

pytestmark = pytest.mark.django_db
NAMING = "Ask Mrs Whitcombe at number nine"
REASON = "it named a person"
DOWN = f"Taken down: {REASON}"


@pytest.fixture
def talk(cohort: Any) -> Conversation:
    """Held on Polis, with a statement that names somebody, shown in the results."""
    row = open_conversation(programme=cohort.programme, seeds=1)
    statement = StatementFactory(conversation=row, origin="elsewhere", text=NAMING)
    statement.translations.create(language="cy", text="Mrs Whitcombe", made_by="Us")
    for _ in range(12):
        voter = VoterFactory(conversation=row)
        cast_vote(voter=voter, statement=statement, value=1)
    row.source_hash = "0" * 64
    row.save()
    return row


def read_all(client: Any, talk: Conversation) -> str:
    """Every page and file in which the words of a statement stand."""
    pages = [
        read(client.get(at(name, talk))) for name in ("results", "decisions", "record")
    ]
    packed = io.BytesIO(client.get(at("results_files", talk)).content)
    with zipfile.ZipFile(packed) as archive:
        pages += [archive.read(name).decode() for name in archive.namelist()]
    return "\n".join(pages)


def test_the_words_go_everywhere_and_the_votes_stay(
    cohort: Any, talk: Conversation, team: Any, client: Any, lead: Any
) -> None:
    statement = talk.statements.latest("pk")
    before = read_all(client, talk)
    assert before.count(NAMING) >= 3
    assert "at least 8 of 12 agree" in before
    own = at_desk("desk_statement", cohort, talk, statement.pk)
    url = at_desk("statement_take_down", cohort, talk, statement.pk)
    assert url in read(team.get(own))
    assert NAMING in read(team.get(url))
    assert "Say why, in a few words" in read(team.post(url, {"because": ""}))
    assert team.post(url, {"because": REASON}).url == own
    after = read_all(client, talk)
    assert (after.count(NAMING), after.count("Whitcombe")) == (0, 0)
    assert after.count(DOWN) == before.count(NAMING) - 1  # it waits for no answer
    assert "at least 8 of 12 agree" in after
    assert "The words of 1 statement were taken down" in after
    assert Vote.objects.filter(statement=statement).count() == 12
    assert not Translation.objects.exists()
    page = read(team.get(own))
    assert DOWN in page
    assert "Add a translation" not in page
    assert url not in page
    assert team.get(url).status_code == 404
    event = AuditEvent.objects.get(action="conversations.take_down_words")
    assert (event.actor_id, event.object_id) == (lead.pk, str(statement.pk))


def test_earlier_versions_lose_the_words_too(lead: Any, cohort: Any) -> None:
    talk = open_conversation(programme=cohort.programme, seeds=1)
    first = StatementFactory(conversation=talk, text=NAMING)
    newer = act.reword_statement(statement=first, text=f"{NAMING} often", by=lead)
    Conversation.objects.update(closes_at=timezone.now())
    take_down_words(statement=newer, because=REASON, by=lead)
    later = talk.statements.filter(number=newer.number)
    assert list(later.values_list("text", flat=True)) == [DOWN, DOWN]


def test_what_people_vote_on_is_sent_back_first(lead: Any, cohort: Any) -> None:
    talk = open_conversation(programme=cohort.programme, seeds=1)
    statement = StatementFactory(conversation=talk, text=NAMING)
    with pytest.raises(ValidationError):
        take_down_words(statement=statement, because=REASON, by=lead)
    act.return_statement(statement=statement, reason=talk.reasons.all()[0], by=lead)
    take_down_words(statement=statement, because=REASON, by=lead)
    assert Statement.objects.get(pk=statement.pk).text == DOWN
    with pytest.raises(ValidationError, match="have been taken down"):
        act.publish_statement(statement=statement, by=lead)


def test_a_moderator_outside_the_team_cannot_take_words_down(
    cohort: Any, talk: Conversation, sign_in: Any
) -> None:
    url = at_desk("statement_take_down", cohort, talk, talk.statements.latest("pk").pk)
    grant = RoleGrantFactory(programme=cohort.programme, role=Role.CO_PRODUCER)
    for person in (grant.person, PersonFactory()):
        assert sign_in(person).post(url, {"because": REASON}).status_code == 404
    assert talk.statements.latest("pk").text == NAMING
