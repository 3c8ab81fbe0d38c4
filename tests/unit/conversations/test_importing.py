"""A conversation of Polis comes in once, whole, with a log that holds."""

from __future__ import annotations

import datetime
import re
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lehc.accounts.actions import retention
from lehc.accounts.actions.retention import forget_what_is_due, years_before
from lehc.conversations.actions.doors import join
from lehc.conversations.actions.following import forget_followers
from lehc.conversations.actions.integrity import look_for_patterns
from lehc.conversations.actions.preparing import change_conversation
from lehc.conversations.enums import Door
from lehc.conversations.models import Conversation, Flag, LogEntry, Vote, Voter
from lehc.conversations.presenters.desk import show_rows
from lehc.conversations.presenters.public import say_times
from lehc.conversations.verification import verify_log
from lehc.design.templatetags.design import spoken_date
from tests.factories.accounts import PersonFactory
from tests.factories.programmes import CohortFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db
LONDON = Path("tests/methods/opinion/data/london-youth-policing")
QUESTION = "How should young people be policed?"


def bring_in(folder: Path, *more: str) -> str:
    out = StringIO()
    call_command("import_polis", str(folder), *more, stdout=out)
    return out.getvalue()


def test_a_real_conversation_comes_in_whole() -> None:
    ProgrammeFactory()
    said = bring_in(LONDON, "--question", QUESTION)
    talk = Conversation.objects.get()
    assert said == (
        "Brought in 26 voters, 638 votes and 39 statements, 3 of which have no part in "
        "the results. They are at /conversations/how-should-young-people-be/results/\n"
    )
    found = verify_log(talk)
    assert (found.holds, found.entries, found.votes) == (True, 638, 638)
    assert talk.get_phase().value == "closed"
    assert talk.opens_at.date() == datetime.date(2022, 7, 27)
    page = Client().get(reverse("results", args=[talk.slug])).content.decode()
    assert "26 people have voted" in page
    assert "There are" not in page  # London: not called groups
    assert "lehc-opinions__area" not in page
    assert "No separate groups, but some answers lean together" in page
    assert "we can’t say on which statement. Look at each statement by itself" in page
    today = spoken_date(timezone.localdate())
    record = Client().get(reverse("record", args=[talk.slug])).content.decode()
    assert f"39 statements came from Polis on {today}. 3 of them have no part" in record
    url = reverse("decisions", args=[talk.slug])
    decisions = Client().get(url).content.decode()
    last = spoken_date(talk.closes_at)
    assert "36 statements from Polis have no answer here yet." in decisions
    assert f"Said by {last}, brought in {today}. No answer yet." in decisions
    assert "aiting" not in decisions
    assert f"The last vote was on {last}" in say_times(talk, talk.get_phase())


def test_pages_say_of_it_only_what_is_known(tmp_path: Path) -> None:
    ProgrammeFactory()
    votes = "".join(
        f"{person},{1 if person < 11 else 2},{person},1\n" for person in range(12)
    )
    write(tmp_path, votes, "1,One\n2,Two\n")
    (tmp_path / "comments.csv").write_text(
        "comment-id,comment-body,moderated\n1,One,1\n2,Two,-1\n"
    )
    bring_in(tmp_path, "--question", QUESTION)
    talk = Conversation.objects.get()
    pages = {
        name: Client().get(reverse(name, args=[talk.slug])).content.decode()
        for name in ("conversation", "results", "decisions", "record")
    }
    today = spoken_date(timezone.localdate())
    assert (
        "the votes of 11 people on 1 statement, from its export"
        in (pages["conversation"])
    )
    assert "11 people have voted" in pages["results"]
    assert "does not say who could take part" in pages["results"]
    undated = f"We don’t know when it was held. Brought in on {today}"
    assert undated in pages["conversation"]
    assert undated in Client().get(reverse("conversations")).content.decode()
    assert not Conversation.objects.open_now().exists()
    assert show_rows([(CohortFactory(), talk)])[0][3:] == ["not known"] * 2
    assert (
        f"2 statements came from Polis on {today}. 1 of them has no part"
        in (pages["record"])
    )
    assert f"Brought in {today}. No answer yet." in pages["decisions"]
    for page in pages.values():
        for untrue in ("Anybody", "You can write", "sent back", "a participant"):
            assert untrue not in page


def test_nobody_takes_part_in_it_any_more() -> None:
    ProgrammeFactory()
    bring_in(LONDON, "--question", QUESTION)
    talk = Conversation.objects.get()
    later = timezone.now() + datetime.timedelta(days=9)
    with pytest.raises(ValidationError, match="held elsewhere"):
        change_conversation(conversation=talk, by=PersonFactory(), closes_at=later)
    Conversation.objects.update(closes_at=later)
    talk.refresh_from_db()
    with pytest.raises(ValidationError, match="not open"):
        join(conversation=talk, door=Door.OPEN, key="k" * 22)
    look_for_patterns(conversation=talk)  # all of its votes have one moment
    assert Flag.objects.count() == 0


def test_who_follows_it_is_kept_for_a_year_from_asking() -> None:
    ProgrammeFactory()
    bring_in(LONDON, "--question", QUESTION)
    talk = Conversation.objects.get()
    asked = timezone.localdate()
    talk.followers.create(email="ann@example.org", is_confirmed=True)
    assert forget_followers() == 0
    now = timezone.now()
    assert forget_followers(now=now + datetime.timedelta(days=364)) == 0
    assert forget_followers(now=now + datetime.timedelta(days=367)) == 1
    assert asked.year > talk.closes_at.year


def test_it_comes_in_once() -> None:
    ProgrammeFactory()
    bring_in(LONDON, "--question", QUESTION)
    again = bring_in(LONDON, "--question", QUESTION)
    assert again.startswith("These votes are here already: /conversations/how-should")
    assert (Conversation.objects.count(), Vote.objects.count()) == (1, 638)


def test_the_last_vote_counts(tmp_path: Path) -> None:
    ProgrammeFactory()
    write(tmp_path, "1,1,1,-1\n2,1,1,1\n3,2,1,0\n", "1,One\n2,Two\n")
    (tmp_path / "summary.csv").write_text("topic,What now?\nviews,3\n")
    bring_in(tmp_path)
    votes = Vote.objects.order_by("statement__number")
    assert [vote.value for vote in votes] == [1, 0]
    assert Conversation.objects.get().question == "What now?"
    assert LogEntry.objects.count() == 2


def test_too_few_votes_are_not_waited_for(tmp_path: Path) -> None:
    ProgrammeFactory()
    write(tmp_path, "1,1,1,-1\n3,1,2,0\n", "1,One\n")
    bring_in(tmp_path, "--question", QUESTION)
    talk = Conversation.objects.get()
    page = Client().get(reverse("results", args=[talk.slug])).content.decode()
    assert "No results are shown" in page
    assert "Only 2 people voted." in page
    assert "Nothing yet" not in page
    record = Client().get(reverse("record", args=[talk.slug])).content.decode()
    assert "1 statement came from Polis" in record
    assert "Each has a part in the results." in record


def write(folder: Path, votes: str, comments: str) -> None:
    (folder / "votes.csv").write_text(f"timestamp,comment-id,voter-id,vote\n{votes}")
    (folder / "comments.csv").write_text(f"comment-id,comment-body\n{comments}")


@pytest.mark.parametrize(
    ("votes", "comments", "words"),
    [
        ("1,1,1,2\n", "1,One\n", "votes.csv, line 2: the vote is “2”; write 1"),
        ("1,7,1,1\n", "1,One\n", "votes on statement 7, which comments.csv does not"),
        ("1,1,1,1\n", "1,\n", "comments.csv: statement 1 has no words; add them."),
        ("9" * 29 + ",1,1,1\n", "1,One\n", "votes.csv, line 2: the timestamp is “99"),
    ],
)
def test_what_is_wrong_is_said(
    tmp_path: Path, votes: str, comments: str, words: str
) -> None:
    ProgrammeFactory()
    write(tmp_path, votes, comments)
    with pytest.raises(CommandError, match=re.escape(words)):
        bring_in(tmp_path, "--question", QUESTION)
    assert not Conversation.objects.exists()


def test_a_summary_in_another_encoding_is_named(tmp_path: Path) -> None:
    ProgrammeFactory()
    write(tmp_path, "1,1,1,1\n", "1,One\n")
    (tmp_path / "summary.csv").write_bytes("views,3\ntopic,Café?\n".encode("cp1252"))
    words = "summary.csv, line 2: is not UTF-8; save the file as UTF-8."
    with pytest.raises(CommandError, match=re.escape(words)):
        bring_in(tmp_path)


@pytest.mark.parametrize("others", ["abc", "9" * 20, "9" * 5000, "05", "²"])
def test_statements_are_numbered_afresh_where_their_ids_cannot_be_kept(
    tmp_path: Path, others: str
) -> None:
    ProgrammeFactory()
    write(tmp_path, f"1,5,1,1\n1,{others},1,1\n", f"5,Five\n{others},Other\n")
    bring_in(tmp_path, "--question", QUESTION)
    talk = Conversation.objects.get()
    assert sorted(talk.statements.values_list("number", flat=True)) == [1, 2]


@pytest.mark.parametrize("time", [10**15, 9_999_999_999_999_999])
def test_a_time_that_cannot_be_is_passed_over(tmp_path: Path, time: int) -> None:
    ProgrammeFactory()
    write(tmp_path, f"{time},12,34,1\n", "12,One\n")
    bring_in(tmp_path, "--question", QUESTION)
    assert Conversation.objects.get().closes_at.year == timezone.localdate().year


def test_a_column_that_nobody_reads_may_hold_anything(tmp_path: Path) -> None:
    ProgrammeFactory()
    write(tmp_path, "", "1,One\n")
    (tmp_path / "votes.csv").write_bytes(
        b"comment-id,voter-id,vote,place\n" + b"1,1,1,here\n" * 1000 + b"1,1,1,\xe9\n"
    )
    assert bring_in(tmp_path, "--question", QUESTION).startswith("Brought in 1 voters")


def test_folder_programme_and_question_are_asked_for(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="is not a folder"):
        bring_in(tmp_path / "none")
    with pytest.raises(CommandError, match=r"needs votes\.csv and comments\.csv or"):
        bring_in(tmp_path)
    with pytest.raises(CommandError, match="Say what was asked"):
        bring_in(LONDON)
    with pytest.raises(CommandError, match="There is no programme yet"):
        bring_in(LONDON, "--question", QUESTION)
    one, two = ProgrammeFactory(), ProgrammeFactory()
    with pytest.raises(CommandError, match="Say which programme") as caught:
        bring_in(LONDON, "--question", QUESTION)
    assert one.slug in str(caught.value)
    assert two.slug in str(caught.value)


def test_votes_go_six_years_after_they_came_in_and_the_chain_holds(
    monkeypatch: Any,
) -> None:
    monkeypatch.setattr(retention, "forget_old_events", lambda *, before: None)
    ProgrammeFactory()
    bring_in(LONDON, "--question", QUESTION)
    talk = Conversation.objects.get()
    talk.statements.update(author_hash="a", origin="participant")
    more = datetime.timedelta(days=2)
    for day in (talk.closes_at.date() + more, talk.made_at.date()):
        forget_what_is_due(today=years_before(day, -6))
        assert Voter.objects.count() == 26
    forget_what_is_due(today=years_before(talk.made_at.date() + more, -6))
    assert (Voter.objects.count(), Vote.objects.count()) == (0, 0)
    assert not talk.statements.exclude(author_hash="").exists()
    entry = LogEntry.objects.get(kind="forgotten")
    assert (entry.number, entry.count) == (639, 638)
    assert verify_log(talk).holds
    page = Client().get(reverse("results", args=[talk.slug])).content.decode()
    assert "26 people have voted" in page  # the published totals stand
