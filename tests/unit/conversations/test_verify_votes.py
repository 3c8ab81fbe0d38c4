from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from lehc.conversations.actions.voting import cast_vote
from lehc.conversations.models import LogEntry, Vote
from tests.factories.conversations import VoterFactory, open_conversation

pytestmark = pytest.mark.django_db


def run(*names: str) -> str:
    out = StringIO()
    call_command("verify_votes", *names, stdout=out)
    return out.getvalue()


def test_each_log_is_judged_in_a_line() -> None:
    talk, quiet = open_conversation(), open_conversation()
    cast_vote(
        voter=VoterFactory(conversation=talk),
        statement=talk.statements.all()[0],
        value=1,
    )
    newest = LogEntry.objects.get().hash
    whole = f"{talk.slug}: holds. 1 entries, 1 votes, 0 taken back, 0 heads, {newest}"
    empty = (
        f"{quiet.slug}: holds. 0 entries, 0 votes, 0 taken back, 0 heads, {'0' * 64}"
    )
    assert run().splitlines() == [whole, empty]
    assert run(quiet.slug).splitlines() == [empty]


def test_a_fault_ends_with_a_code() -> None:
    talk = open_conversation()
    cast_vote(
        voter=VoterFactory(conversation=talk),
        statement=talk.statements.all()[0],
        value=1,
    )
    Vote.objects.all().delete()
    out = StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command("verify_votes", stdout=out)
    assert stopped.value.code == 1
    assert "The log speaks of 1 votes that count now; there are 0." in out.getvalue()


def test_an_unknown_name_is_said() -> None:
    with pytest.raises(CommandError, match="no-such"):
        run("no-such")
