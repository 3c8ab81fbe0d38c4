from __future__ import annotations

import csv
import io
import zipfile
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from lehc.accounts.enums import Role
from lehc.audit.models import AuditEvent
from lehc.conversations.actions.exporting import take_out_votes
from lehc.conversations.actions.voting import cast_vote
from lehc.conversations.models import Conversation, VoteExport
from lehc.design.templatetags.design import spoken_moment
from tests.factories.accounts import PersonFactory
from tests.factories.conversations import VoterFactory, open_conversation
from tests.factories.programmes import CohortFactory, RoleGrantFactory

pytestmark = pytest.mark.django_db
REASON = "For the evaluation, under agreement 12"


@pytest.fixture
def talk() -> Conversation:
    """Twelve people: all agree with the first, ten with the second statement."""
    conversation = open_conversation(seeds=2)
    CohortFactory(programme=conversation.programme)
    first, second = conversation.statements.order_by("number")
    for number in range(12):
        voter = VoterFactory(conversation=conversation)
        cast_vote(voter=voter, statement=first, value=1)
        cast_vote(voter=voter, statement=second, value=1 if number < 6 else -1)
    return conversation


def sign_in(client: Any, talk: Conversation, role: Role | None) -> Any:
    person = PersonFactory()
    if role is not None:
        RoleGrantFactory(
            person=person, role=role, programme=talk.programme, cohort=None
        )
    client.force_login(person)
    return person


def address(talk: Conversation) -> str:
    return reverse("votes_out", args=[talk.programme.cohorts.get().slug, talk.slug])


def unpack(answer: Any) -> dict[str, str]:
    assert answer["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        return {
            name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()
        }


def test_anybody_takes_the_counts(talk: Conversation, client: Any) -> None:
    answer = client.get(reverse("results_files", args=[talk.slug]))
    files = unpack(answer)
    assert list(files) == ["README.txt", "statements.csv", "groups.csv"]
    assert f"{talk.slug}-counts.zip" in answer["Content-Disposition"]
    rows = list(csv.reader(io.StringIO(files["statements.csv"])))
    assert rows[1][:8] == ["1", "Seed number 1", "seed", "12", "8", "12", "", ""]
    assert rows[2][:8] == ["2", "Seed number 2", "seed", "12", "6", "6", "6", "0"]
    assert [row[-2:] for row in rows[1:3]] == [["0", "4"], ["0", "4"]]  # few matter
    assert files["groups.csv"].count("\n") == 1
    for name in (*rows[0], "group", "people"):
        assert f"  {name}" in files["README.txt"]
    assert client.post(answer.request["PATH_INFO"]).status_code == 405


def test_there_is_no_file_before_ten_voters(client: Any) -> None:
    few = open_conversation()
    assert client.get(reverse("results_files", args=[few.slug])).status_code == 404
    assert client.get(reverse("results_files", args=["none"])).status_code == 404


def test_a_lead_takes_votes_with_a_reason(talk: Conversation, client: Any) -> None:
    person = sign_in(client, talk, Role.LEAD)
    assert "personal data" in client.get(address(talk)).content.decode()
    refused = client.post(address(talk), {"reason": ""})
    assert "There is a problem" in refused.content.decode()
    assert not VoteExport.objects.exists()
    files = unpack(client.post(address(talk), {"reason": REASON}))
    rows = list(csv.DictReader(io.StringIO(files["votes.csv"])))
    assert len(rows) == 24
    assert {row["voter-id"] for row in rows} == {str(n) for n in range(12)}
    assert len({row["timestamp"] for row in rows}) == 1
    values = [int(row["vote"]) for row in rows if row["comment-id"] == "2"]
    assert sorted(values) == [-1] * 6 + [1] * 6
    assert files["comments.csv"].startswith("comment-id,moderated,is-meta,comment-body")
    made = VoteExport.objects.get()
    assert (made.by, made.reason, made.voters, made.votes) == (person, REASON, 12, 24)
    event = AuditEvent.objects.get(action="conversations.take_out_votes")
    assert event.facts == {"export": made.pk, "voters": 12, "votes": 24}


@pytest.mark.parametrize("role", [None, Role.FACILITATOR, Role.CO_PRODUCER])
def test_nobody_else_takes_votes(
    role: Role | None, talk: Conversation, client: Any
) -> None:
    sign_in(client, talk, role)
    for answer in (client.get(address(talk)), client.post(address(talk))):
        assert answer.status_code == 404
    assert not VoteExport.objects.exists()


def test_the_team_reads_who_took_votes_out(talk: Conversation, client: Any) -> None:
    lead = sign_in(client, talk, Role.LEAD)
    client.post(address(talk), {"reason": REASON})
    assert REASON in client.get(address(talk)).content.decode()
    sign_in(client, talk, Role.COORDINATOR)
    page = client.get(address(talk)).content.decode()
    made = VoteExport.objects.get()
    for words in (str(lead), spoken_moment(made.at), REASON, ">12<", ">24<"):
        assert words in page
    assert "Download the votes" not in page
    assert client.post(address(talk), {"reason": REASON}).status_code == 404
    assert VoteExport.objects.count() == 1


@pytest.mark.parametrize("reason", ["x", "a b c d e", "for research", "12 34 56 78"])
def test_a_mark_is_no_reason(reason: str, talk: Conversation, client: Any) -> None:
    person = sign_in(client, talk, Role.LEAD)
    page = client.post(address(talk), {"reason": reason}).content.decode()
    assert "Say in a sentence who will use the votes and what for" in page
    assert f'value="{reason}"' in page
    with pytest.raises(ValidationError, match="in a sentence"):
        take_out_votes(conversation=talk, reason=reason, by=person)
    assert not VoteExport.objects.exists()


def test_few_votes_stay_here(client: Any) -> None:
    few = open_conversation()
    CohortFactory(programme=few.programme)
    sign_in(client, few, Role.LEAD)
    answer = client.post(address(few), {"reason": REASON}).content.decode()
    assert "once 10 people have voted" in answer
    assert not VoteExport.objects.exists()
