from __future__ import annotations

import copy
import datetime
import re
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lehc.accounts.enums import Role
from lehc.conversations.actions import results
from lehc.conversations.actions.doors import join_on_behalf, make_batch
from lehc.conversations.actions.following import follow
from lehc.conversations.actions.statements import (
    appeal,
    return_statement,
    reword_statement,
    translate_statement,
    write_statement,
)
from lehc.conversations.actions.voting import cast_vote
from lehc.conversations.models import (
    Conversation,
    Decision,
    Flag,
    Follower,
    Invitation,
    LogEntry,
    Snapshot,
    Statement,
    Vote,
    Voter,
)
from lehc.conversations.verification import verify_log
from tests.factories.accounts import PersonFactory
from tests.factories.conversations import (
    GUNNING,
    ConversationFactory,
    StatementFactory,
    VoterFactory,
    open_conversation,
)
from tests.factories.programmes import CohortFactory, RoleGrantFactory
from tests.pages.conversations.browsing import at_desk as at
from tests.pages.conversations.browsing import read

pytestmark = pytest.mark.django_db

DATE_PARTS = ("day", "month", "year")
TEAM_PAGES = [
    "conversation_change",
    "conversation_policy",
    "conversation_gunning",
    "conversation_close",
    "batch_new",
    "desk_decisions",
    "decision_new",
    "desk_patterns",
]
TEAM_POSTS = ["room_renew"]
HOST_PAGES = [
    "desk_doors",
    "poster",
    "screen",
    "enter_votes",
    "paper",
    "read_back",
]
MODERATOR_PAGES = ["desk_statements"]
EVERYONES = ["desk_conversation"]


@pytest.fixture(scope="module")
def shared(module_database: None) -> Any:
    cohort = CohortFactory()
    return cohort, open_conversation(
        programme=cohort.programme, has_room_door=True, has_invitation_door=True
    )


@pytest.fixture
def cohort(shared: Any, db: None) -> Any:
    return copy.deepcopy(shared[0])


@pytest.fixture
def talk(shared: Any, db: None) -> Conversation:
    return copy.deepcopy(shared[1])


@pytest.mark.parametrize(
    "name", [*TEAM_PAGES, *HOST_PAGES, *MODERATOR_PAGES, *EVERYONES]
)
def test_pages_answer_the_team(name: str, cohort: Any, talk: Any, team: Any) -> None:
    read(team.get(at(name, cohort, talk)))


@pytest.mark.parametrize(
    ("role", "names"),
    [
        (Role.FACILITATOR, HOST_PAGES + EVERYONES),
        (Role.CO_PRODUCER, MODERATOR_PAGES + EVERYONES),
        (Role.PARTICIPANT, []),
        (Role.ASSESSOR, []),
    ],
)
def test_each_role_reaches_its_own_pages_and_no_other(
    role: str, names: list[str], cohort: Any, talk: Any, sign_in: Any
) -> None:
    browser = sign_in(RoleGrantFactory(programme=cohort.programme, role=role).person)
    every = [*TEAM_PAGES, *HOST_PAGES, *MODERATOR_PAGES, *EVERYONES]
    statuses = {name: browser.get(at(name, cohort, talk)).status_code for name in every}
    assert statuses == {name: 200 if name in names else 404 for name in every}
    assert browser.post(at("room_renew", cohort, talk)).status_code == 404


@pytest.mark.parametrize("name", [*TEAM_PAGES, *HOST_PAGES, *MODERATOR_PAGES])
def test_strangers_find_nothing(
    name: str, cohort: Any, talk: Any, sign_in: Any
) -> None:
    elsewhere = RoleGrantFactory(role=Role.LEAD).person
    for person in (elsewhere, PersonFactory()):
        assert sign_in(person).get(at(name, cohort, talk)).status_code == 404


@pytest.mark.parametrize("name", [*TEAM_PAGES, *HOST_PAGES, "desk_conversations"])
def test_signed_out_people_are_asked_to_sign_in(
    name: str, cohort: Any, talk: Any, client: Any
) -> None:
    url = at(name, cohort, None if name == "desk_conversations" else talk)
    assert client.get(url).url.startswith(reverse("account_login"))


@pytest.mark.parametrize("name", TEAM_POSTS)
def test_what_changes_is_not_for_looking(
    name: str, cohort: Any, talk: Any, team: Any
) -> None:
    assert team.get(at(name, cohort, talk)).status_code == 405


def test_a_conversation_of_another_cohort_is_not_at_this_desk(
    cohort: Any, team: Any
) -> None:
    other = CohortFactory(programme=cohort.programme)
    theirs = open_conversation(programme=cohort.programme, cohort=other, scope="cohort")
    read(team.get(at("desk_conversation", other, theirs)))
    assert team.get(at("desk_conversation", cohort, theirs)).status_code == 404


def test_from_nothing_to_a_launch(cohort: Any, talk: Any, team: Any) -> None:
    today = timezone.localdate()
    fields = {
        "question": "What would help you sleep?",
        "context": "We ask.\n\nYou answer.",
        "audience": "Anybody in Reading",
        "scope": "programme",
        "doors": ["has_open_door", "has_room_door"],
        "takes_statements": "yes",
        "reads_first": "yes",
        "rung": "5",
    }
    for name, day in (("opens_on", today), ("closes_on", today)):
        day = day + datetime.timedelta(days=30 * (name == "closes_on"))
        fields |= {
            f"{name}-day": day.day,
            f"{name}-month": day.month,
            f"{name}-year": day.year,
        }
    answer = team.post(at("conversation_new", cohort), fields)
    row = Conversation.objects.exclude(pk=talk.pk).get()
    assert answer.url == at("desk_conversation", cohort, row)
    assert "Launch it" not in read(team.get(answer.url))
    team.post(at("conversation_launch", cohort, row))
    row.refresh_from_db()
    assert row.launched_at is None
    steps = {
        "conversation_policy": {
            "policy": "We read.",
            "reasons": "It names a private person\n\nIt is spam",
        },
        "conversation_gunning": dict.fromkeys(GUNNING, "Yes"),
        "desk_statements": {"text": "Darker curtains"},
    }
    for name, sent in steps.items():
        assert team.post(at(name, cohort, row), sent).status_code == 302, name
    assert "Launch it" in read(team.get(at("desk_conversation", cohort, row)))
    team.post(at("conversation_launch", cohort, row))
    row.refresh_from_db()
    assert row.launched_at is not None
    assert list(row.reasons.values_list("words", flat=True)) == [
        "It names a private person",
        "It is spam",
    ]
    assert (row.rung, row.doors) == (5, ["open", "room"])


def test_after_the_launch_only_what_can_change_is_asked(
    cohort: Any, talk: Any, team: Any
) -> None:
    url = at("conversation_change", cohort, talk)
    page = read(team.get(url))
    for name in ("question", "scope", "place", "opens_on-day", "reads_first"):
        assert f'name="{name}"' not in page
    closes = timezone.localdate() + datetime.timedelta(days=9)
    sent = {
        "question": "Another?",
        "context": "We ask again.",
        "audience": "All",
        "doors": ["has_open_door"],
        "takes_statements": "no",
        **{f"closes_on-{part}": getattr(closes, part) for part in DATE_PARTS},
    }
    assert team.post(url, sent).status_code == 302
    before, opens_at = talk.question, talk.opens_at
    talk.refresh_from_db()
    assert (talk.question, talk.opens_at, talk.reads_first) == (before, opens_at, True)
    assert (talk.context, talk.takes_statements, talk.has_room_door) == (
        "We ask again.",
        False,
        False,
    )
    assert timezone.localdate(talk.closes_at) == closes


def test_what_is_missing_is_said_beside_it(cohort: Any, talk: Any, team: Any) -> None:
    page = read(team.post(at("conversation_new", cohort), {"scope": "place"}))
    assert "There is a problem" in page
    assert "Enter a town, city or district" in page
    assert list(Conversation.objects.all()) == [talk]


def wait_for(talk: Conversation, text: str = "Slower cars") -> Statement:
    return write_statement(conversation=talk, text=text, author_hash="a" * 64)


def test_the_queue_shows_what_waits_and_how_long(
    cohort: Any, talk: Any, team: Any
) -> None:
    statement = wait_for(talk)
    Statement.objects.filter(pk=statement.pk).update(
        written_at=timezone.now() - datetime.timedelta(days=3)
    )
    page = read(team.get(at("desk_statements", cohort, talk)))
    assert "Slower cars" in page
    assert "Waiting for 3 days" in page
    assert "1" in read(team.get(at("desk", cohort)))


def test_the_queue_shows_what_says_nearly_the_same(
    cohort: Any, talk: Any, team: Any
) -> None:
    open_one = StatementFactory(conversation=talk, text="Slower cars in our street")
    first = wait_for(talk, "Slower cars in the street")
    second = wait_for(talk, "Slow cars in our street")
    wait_for(talk, "Night buses")
    page = read(team.get(at("desk_statements", cohort, talk)))
    near = re.findall(
        r'Nearly the same([^<:]*): <a class="nhsuk-link" href="(.*?)"', page
    )
    urls = {
        row: at("desk_statement", cohort, talk, row.pk)
        for row in (open_one, first, second)
    }
    assert sorted(near) == sorted(
        [
            ("", urls[open_one]),
            ("", urls[open_one]),
            (", and waits too", urls[first]),
            (", and waits too", urls[second]),
        ]
    )
    page = read(team.get(urls[first]))
    assert f'href="{urls[open_one]}"' in page
    assert "It waits to be read too: open it first" in page
    assert "Night buses" not in page


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        ("publish", "published"),
        ("reword", "replaced"),
        ("merge", "merged"),
        ("return", "returned"),
    ],
)
def test_a_moderator_decides(
    outcome: str, state: str, cohort: Any, talk: Any, team: Any
) -> None:
    statement = wait_for(talk)
    url = at("desk_statement", cohort, talk, statement.pk)
    read(team.get(url))
    sent = {
        "outcome": outcome,
        "text": "Cars that go slower",
        "into": talk.statements.published()[0].pk,
        "reason": talk.reasons.all()[0].pk,
        "note": "Thanks",
    }
    assert team.post(url, sent).url == at("desk_statements", cohort, talk)
    statement.refresh_from_db()
    assert statement.state == state


@pytest.mark.parametrize(
    ("author", "has_address", "words"),
    [
        ({"author_hash": "a" * 64}, True, "Done. The author is told."),
        ({"author_hash": "a" * 64}, False, "Done. The author finds it in their"),
        ({"author_hash": "a" * 64, "is_typed": True}, False, "Done.</"),
        ({}, False, "Done.</"),
    ],
)
def test_a_moderator_reads_how_the_author_hears(
    author: dict, has_address: bool, words: str, cohort: Any, talk: Any, team: Any
) -> None:
    typed_by = PersonFactory() if author.pop("is_typed", False) else None
    statement = write_statement(conversation=talk, text="Slow", by=typed_by, **author)
    if has_address:
        follow(conversation=talk, email="a@example.org", statement=statement)
        Follower.objects.update(is_confirmed=True)
    url = at("desk_statement", cohort, talk, statement.pk)
    page = read(team.post(url, {"outcome": "publish"}, follow=True))
    [said] = re.findall(r"Done\.[^<]*</", page)
    assert said.startswith(words)


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        ("reword", "Write the new words"),
        ("merge", "Choose the statement to join it with"),
        ("return", "Choose the reason"),
    ],
)
def test_a_decision_needs_its_part(
    outcome: str, words: str, cohort: Any, talk: Any, team: Any
) -> None:
    statement = wait_for(talk)
    url = at("desk_statement", cohort, talk, statement.pk)
    assert words in read(team.post(url, {"outcome": outcome, "text": ""}))


def test_statements_of_others_are_not_found(cohort: Any, talk: Any, team: Any) -> None:
    foreign = StatementFactory(conversation=open_conversation())
    for name in ("desk_statement", "statement_translate"):
        assert team.get(at(name, cohort, talk, foreign.pk)).status_code == 404
        assert team.get(at(name, cohort, talk, 10**9)).status_code == 404


def test_a_translation_is_put_beside_it(cohort: Any, talk: Any, team: Any) -> None:
    seed = talk.statements.all()[0]
    url = at("statement_translate", cohort, talk, seed.pk)
    read(team.get(url))
    team.post(url, {"language": "pl", "text": "Wolniej", "made_by": "Ola"})
    assert "Wolniej" in read(team.get(at("desk_statement", cohort, talk, seed.pk)))


def test_a_second_look_is_for_somebody_else(
    cohort: Any, talk: Any, lead: Any, sign_in: Any
) -> None:
    statement = wait_for(talk)
    return_statement(statement=statement, reason=talk.reasons.all()[0], by=lead)
    asked = appeal(review=statement.reviews.get(), words="Please")
    url = at("desk_second_look", cohort, talk, asked.pk)
    assert sign_in(lead).get(url).status_code == 404
    assert sign_in(lead).post(url, {"decision": "grant"}).status_code == 404
    other = RoleGrantFactory(programme=cohort.programme, role=Role.CO_PRODUCER).person
    assert "Please" in read(sign_in(other).get(url))
    sign_in(other).post(url, {"decision": "grant", "answer": "You are right"})
    statement.refresh_from_db()
    assert statement.state == "published"
    assert sign_in(other).get(url).status_code == 404


def test_invitations_come_as_a_pdf_once(cohort: Any, talk: Any, team: Any) -> None:
    day = timezone.localdate() + datetime.timedelta(days=10)
    sent = {
        "name": "Street",
        "size": "4",
        "expires_on-day": day.day,
        "expires_on-month": day.month,
        "expires_on-year": day.year,
    }
    answer = team.post(at("batch_new", cohort, talk), sent)
    assert answer.headers["Content-Type"] == "application/pdf"
    pages = [page.get_textpage() for page in pypdfium2.PdfDocument(answer.content)]
    letters = [
        re.findall(r"Invitation (\d) for", page.get_text_range()) for page in pages
    ]
    assert letters == [["1", "2"], ["3", "4"]]
    assert Invitation.objects.count() == 4
    assert "None of 4 used" in read(team.get(at("desk_doors", cohort, talk)))


def test_a_batch_or_one_of_it_is_taken_back(
    cohort: Any, talk: Any, lead: Any, team: Any
) -> None:
    later = timezone.now() + datetime.timedelta(days=9)
    batch, _ = make_batch(
        conversation=talk, name="Street", size=3, expires_at=later, by=lead
    )
    url = at("invitation_revoke", cohort, talk, batch.pk)
    read(team.get(url))
    assert "has no invitation of that number" in read(team.post(url, {"number": "9"}))
    team.post(url, {"number": "2"})
    assert list(
        Invitation.objects.filter(is_revoked=True).values_list("number", flat=True)
    ) == [2]
    team.post(at("batch_revoke", cohort, talk, batch.pk))
    assert Invitation.objects.filter(is_revoked=True).count() == 3
    assert team.get(at("batch_revoke", cohort, talk, batch.pk)).status_code == 405
    assert team.post(at("batch_revoke", cohort, talk, 10**9)).status_code == 404


def test_the_poster_is_a_tagged_pdf(cohort: Any, talk: Any, team: Any) -> None:
    answer = team.get(at("poster_pdf", cohort, talk))
    with pikepdf.open(BytesIO(answer.content)) as document:
        assert document.Root.MarkInfo.Marked
        assert len(document.pages) == 1
    page = read(team.get(at("poster", cohort, talk)))
    assert talk.room_key in page


def test_without_a_room_there_is_no_poster(cohort: Any, team: Any) -> None:
    plain = open_conversation(programme=cohort.programme)
    for name in ("poster", "poster_pdf", "screen"):
        assert team.get(at(name, cohort, plain)).status_code == 404


def test_a_moderator_corrects_the_language(cohort: Any, talk: Any, team: Any) -> None:
    statement = write_statement(conversation=talk, text="Ławki", author_hash="a")
    page = at("desk_statement", cohort, talk, statement.pk)
    assert '<option value="en" selected>' in read(team.get(page))
    team.post(page, {"outcome": "publish", "language": "pl"})
    statement.refresh_from_db()
    assert (statement.state, statement.language) == ("published", "pl")
    for name in ("desk_statements", "desk_decisions"):
        assert re.search(
            '<(span|p)[^>]* lang="pl" dir="ltr">Ławki<',
            read(team.get(at(name, cohort, talk))),
        )
    translate = at("statement_translate", cohort, talk, statement.pk)
    choices = read(team.get(translate))
    assert '<option value="en">' in choices
    assert '<option value="pl">' not in choices


def test_a_second_look_at_changed_words(cohort: Any, talk: Any, team: Any) -> None:
    statement = write_statement(conversation=talk, text="My words", author_hash="a")
    newer = reword_statement(statement=statement, text="Others", by=PersonFactory())
    asked = appeal(review=newer.reviews.get(), words="")
    url = at("desk_second_look", cohort, talk, asked.pk)
    page = read(team.get(url))
    assert "Open it in the author’s own words" in page
    assert "Before it was reworded: “My words”" in page
    Statement.objects.filter(pk=newer.pk).update(state="returned")  # in a race
    sent = {"decision": "grant", "answer": "Yes"}
    assert "Somebody may have been quicker" in read(team.post(url, sent))
    assert talk.statements.get(text="Others").state == "returned"


def test_paper_is_entered_and_marked(cohort: Any, talk: Any, team: Any) -> None:
    first, second, _ = talk.statements.all()
    url = at("enter_votes", cohort, talk)
    sent = {f"vote-{first.pk}": "1", f"vote-{second.pk}": "-1", "text": "On paper"}
    sent["sheet"] = read_sheet(team.get(url))
    assert team.post(url, sent).url == url
    voter = Voter.objects.get()
    assert (voter.door, voter.votes.count()) == ("behalf", 2)
    assert talk.statements.get(text="On paper").entered_by == voter.entered_by
    assert "at least one answer" in read(team.post(url, {"sheet": "another"}))


def test_what_matters_stands_on_paper_and_is_typed_in(
    cohort: Any, talk: Any, team: Any
) -> None:
    translate_statement(
        statement=talk.statements.all()[0],
        language="pl",
        text="Wolniej",
        made_by="Ola",
        by=PersonFactory(),
    )
    sheet = read(team.get(at("paper", cohort, talk)))
    assert sheet.count("This matters to me") == 3
    assert '<span lang="pl" dir="ltr">Wolniej</span>' in sheet
    url = at("enter_votes", cohort, talk)
    first, second, _ = talk.statements.all()
    sent = {f"vote-{first.pk}": "-1", f"matters-{first.pk}": "on", "sheet": "one"}
    alone = {f"matters-{second.pk}": "on"}
    page = read(team.post(url, sent | alone))
    assert "say no longer that it matters: statement 2" in page
    assert len(re.findall(r'name="matters-\d+"[^>]* checked', page)) == 2
    assert team.post(url, sent | {f"vote-{second.pk}": "1"}).url == url
    votes = Vote.objects.order_by("statement__number")
    found = votes.values_list("statement__number", "value", "matters")
    assert list(found) == [(1, -1, True), (2, 1, False)]


def test_an_answer_to_words_that_changed_meanwhile_is_said_to_be_lost(
    cohort: Any, talk: Any, team: Any
) -> None:
    first, second, _ = talk.statements.all()
    sent = {f"vote-{first.pk}": "1", f"vote-{second.pk}": "1", "sheet": "one"}
    reword_statement(statement=second, text="Other words", by=PersonFactory())
    page = read(team.post(at("enter_votes", cohort, talk), sent, follow=True))
    assert "1 answer on that sheet is not counted" in page
    assert Vote.objects.get().statement == first
    page = enter(team, at("enter_votes", cohort, talk), talk)
    assert "is not counted" not in page


def read_sheet(page: Any) -> str:
    """What tells one empty sheet from another."""
    [key] = re.findall(r'name="sheet" value="([\w-]{22})"', read(page))
    return key


def enter(browser: Any, url: str, talk: Any, **sent: Any) -> str:
    """Type a sheet with answers to everything, and what else is sent."""
    votes = {f"vote-{row.pk}": "1" for row in talk.statements.published()}
    sheet = {"sheet": read_sheet(browser.get(url))}
    return read(browser.post(url, votes | sheet | sent, follow=True))


def test_a_sheet_sent_twice_is_entered_once(cohort: Any, talk: Any, team: Any) -> None:
    url = at("enter_votes", cohort, talk)
    sent = {"text": "On paper", "sheet": read_sheet(team.get(url))}
    assert "it counts once" not in enter(team, url, talk, **sent)
    assert "it counts once" in enter(team, url, talk, **sent)
    assert (Voter.objects.count(), Vote.objects.count()) == (1, 3)
    assert talk.statements.filter(text="On paper").count() == 1


def test_a_sheet_with_words_alone_is_entered_once(
    cohort: Any, talk: Any, team: Any
) -> None:
    url = at("enter_votes", cohort, talk)
    sent = {"text": "On paper", "sheet": read_sheet(team.get(url))}
    for _ in range(2):
        read(team.post(url, sent, follow=True))
    assert talk.statements.filter(text="On paper").count() == 1
    assert not Voter.objects.exists()


def test_two_sheets_with_the_same_answers_are_two(
    cohort: Any, talk: Any, team: Any
) -> None:
    url = at("enter_votes", cohort, talk)
    for _ in range(2):
        enter(team, url, talk)
    assert Voter.objects.count() == 2


def test_who_typed_a_sheet_takes_it_out(cohort: Any, talk: Any, team: Any) -> None:
    url = at("enter_votes", cohort, talk)
    assert "Undo this sheet" not in read(team.get(url))
    first = talk.statements.all()[0]
    enter(team, url, talk, **{f"vote-{first.pk}": ""})
    page = enter(team, url, talk)
    assert "Entered: 3 answers." in page
    assert "Sheets you typed before" in page
    undos = re.findall(r'action="([^"]*/undo/)"', page)
    assert len(undos) == 2
    assert team.get(undos[0]).status_code == 405
    page = read(team.post(undos[0], follow=True))
    assert "The sheet with 3 answers is taken out." in page
    assert "Entered: 2 answers." in page
    assert "not among yours any more" in read(team.post(undos[0], follow=True))
    last = LogEntry.objects.order_by("number").last()
    assert (last.kind, last.count, LogEntry.objects.count()) == ("withdrawal", 3, 6)
    assert verify_log(talk).holds


def test_nobody_takes_out_what_another_typed(
    cohort: Any, talk: Any, lead: Any, team: Any, sign_in: Any
) -> None:
    page = enter(team, at("enter_votes", cohort, talk), talk)
    [undo] = re.findall(r'action="([^"]*/undo/)"', page)
    grant = RoleGrantFactory(programme=cohort.programme, role=Role.FACILITATOR)
    other = sign_in(grant.person)
    assert "Undo this sheet" not in read(other.get(at("enter_votes", cohort, talk)))
    read(other.post(undo, follow=True))
    end_ago(talk, 15)
    assert sign_in(lead).post(undo).status_code == 404
    assert Vote.objects.count() == 3


def end_ago(talk: Conversation, days: int) -> Conversation:
    """The conversation, as if it had ended so many days ago."""
    now = timezone.now()
    talk.opens_at = now - datetime.timedelta(days=60)
    talk.closes_at = now - datetime.timedelta(days=days)
    talk.save()
    return talk


def test_sheets_are_typed_in_for_two_weeks_after_the_end(
    cohort: Any, talk: Any, team: Any
) -> None:
    url, desk = at("enter_votes", cohort, talk), at("desk_conversation", cohort, talk)
    first = talk.statements.all()[0]
    sent = {f"vote-{first.pk}": "1", "text": "On paper", "sheet": "one"}
    end_ago(talk, 13)
    assert "sheets filled in before the end" in read(team.get(desk))
    assert team.post(url, sent).url == url
    with pytest.raises(ValidationError, match="not open"):
        cast_vote(voter=VoterFactory(conversation=talk), statement=first, value=1)
    with pytest.raises(ValidationError, match="not open"):
        write_statement(conversation=talk, text="From my phone", author_hash="a")
    assert Voter.objects.get(door="behalf").votes.count() == 1
    assert talk.statements.get(text="On paper").entered_by is not None
    end_ago(talk, 15)
    assert "Enter for somebody" not in read(team.get(desk))
    assert team.post(url, sent).status_code == 404
    with pytest.raises(ValidationError, match="two weeks"):
        join_on_behalf(conversation=talk, key="one", by=PersonFactory())


def test_after_the_end_nobody_is_called_in_any_more(
    cohort: Any, talk: Any, team: Any
) -> None:
    front = at("desk_conversation", cohort, talk)
    inviting = ("poster", "screen", "paper")
    for days, is_there in ((-1, True), (1, False)):
        end_ago(talk, days)
        page = read(team.get(front))
        found = [f'href="{at(name, cohort, talk)}"' in page for name in inviting]
        assert found == [is_there] * 3
        url = at("desk_statements", cohort, talk)
        assert ("Add one of the team’s" in read(team.get(url))) is is_there
        sent = team.post(url, {"text": f"One more, day {days}"})
        assert sent.status_code == (302 if is_there else 404)


def test_results_say_who_is_missing_after_the_end(
    client: Any, talk: Conversation
) -> None:
    first = talk.statements.all()[0]
    for voter in VoterFactory.create_batch(11, conversation=talk):
        cast_vote(voter=voter, statement=first, value=1)
    url = reverse("results", args=[talk.slug])
    missing = "So one or two answers that came last may be missing"
    assert missing not in read(client.get(url))
    end_ago(talk, 13)
    page = read(client.get(url))
    assert missing in page
    assert "filled in before the end are typed in until" in page
    end_ago(talk, 15)
    assert "typed in until" not in read(client.get(url))


def test_nobody_is_publicly_called_a_prank(client: Any, talk: Conversation) -> None:
    first = talk.statements.all()[0]
    for voter in VoterFactory.create_batch(11, conversation=talk):
        cast_vote(voter=voter, statement=first, value=1)
    url = reverse("results", args=[talk.slug])
    assert "unusual" not in read(client.get(url))
    Snapshot.objects.update(flagged=1)
    page = read(client.get(url))
    assert "A few voters answered in an unusual way" in page
    for word in ("program", "prank", "twice"):
        assert word not in page.partition("Unusual votes")[2].partition("<footer")[0]


def test_the_screen_counts(cohort: Any, talk: Any, team: Any) -> None:
    cast_vote(
        voter=VoterFactory(conversation=talk),
        statement=talk.statements.all()[0],
        value=1,
    )
    part = read(team.get(at("screen", cohort, talk), headers={"HX-Request": "true"}))
    assert "1 person has voted" in part
    assert "<html" not in part


def decide(team: Any, cohort: Any, talk: Conversation, **facts: str) -> Any:
    seed = talk.statements.all()[0]
    sent = {
        "statements": [seed.pk],
        "title": "Benches",
        "answer": "did",
        "words": "Two benches stand.",
        "who": "The council",
        "rung": "6",
        **facts,
    }
    return team.post(at("decision_new", cohort, talk), sent)


def test_a_decision_from_draft_to_its_next_step(
    cohort: Any, talk: Any, team: Any
) -> None:
    assert "Enter by when" in read(decide(team, cohort, talk, answer="will"))
    assert decide(team, cohort, talk).url == at("desk_decisions", cohort, talk)
    decision = Decision.objects.get()
    change = at("decision_change", cohort, talk, decision.pk)
    assert "Two benches stand." in read(team.get(change))
    move = at("decision_move", cohort, talk, decision.pk)
    assert team.get(move).status_code == 404
    read(team.get(at("decision_publish", cohort, talk, decision.pk)))
    team.post(at("decision_publish", cohort, talk, decision.pk))
    assert team.get(change).status_code == 404
    read(team.get(move))
    team.post(move, {"answer": "did_not", "words": "The ground is too wet."})
    decision.refresh_from_db()
    assert (decision.answer, decision.moves.count()) == ("did_not", 2)
    public = read(team.get(reverse("decisions", args=[talk.slug])))
    for words in ("The ground is too wet.", "Two benches stand.", "Co-design, 6 of 7"):
        assert words in public
    team.post(at("decision_remove", cohort, talk, decision.pk))
    assert Decision.objects.exists()


def test_nobody_chooses_coercion_by_leaving_it(
    cohort: Any, talk: Any, team: Any
) -> None:
    page = read(decide(team, cohort, talk, rung="", words=""))
    assert "Choose how together it is done" in page
    assert "Write what you will do or did, or why not" in page
    assert '<option value="" selected>' in page
    assert not Decision.objects.exists()


def publish(team: Any, cohort: Any, talk: Conversation) -> Decision:
    """Make a draft and publish it."""
    decide(team, cohort, talk)
    row = Decision.objects.get()
    team.post(at("decision_publish", cohort, talk, row.pk))
    return row


def test_publishing_twice_says_so(cohort: Any, talk: Any, team: Any) -> None:
    row = publish(team, cohort, talk)
    url = at("decision_publish", cohort, talk, row.pk)
    for send in (team.post, team.get):
        page = read(send(url, follow=True))
        assert "This decision has been published already." in page
    assert row.moves.count() == 1


def test_the_same_step_twice_is_one(
    cohort: Any, talk: Any, team: Any, django_capture_on_commit_callbacks: Any
) -> None:
    row = publish(team, cohort, talk)
    follow(conversation=talk, email="reader@example.org")
    Follower.objects.update(is_confirmed=True)
    url = at("decision_move", cohort, talk, row.pk)
    sent = {"answer": "did", "words": "A third bench stands."}
    with django_capture_on_commit_callbacks(execute=True):
        first, second = (read(team.post(url, sent, follow=True)) for _ in range(2))
    assert "Authors and followers get a letter." in first
    assert "nobody is told again" in second
    assert (row.moves.count(), len(mail.outbox)) == (2, 1)
    team.post(url, sent | {"words": "A fourth bench stands."})
    assert row.moves.count() == 3


def day_fields(days: int) -> dict[str, str]:
    day = timezone.localdate() + datetime.timedelta(days=days)
    return {f"by_when-{part}": str(getattr(day, part)) for part in DATE_PARTS}


@pytest.mark.parametrize("days", [-9, 0])
def test_we_will_names_a_day_to_come(
    days: int, cohort: Any, talk: Any, team: Any
) -> None:
    late, soon = day_fields(days), day_fields(1)
    refused = "Choose a day that is still to come"
    assert refused in read(decide(team, cohort, talk, answer="will", **late))
    assert not Decision.objects.exists()
    row = publish(team, cohort, talk)
    url = at("decision_move", cohort, talk, row.pk)
    sent = {"answer": "will", "words": "We will add a third."}
    assert refused in read(team.post(url, sent | late))
    assert team.post(url, sent | soon).status_code == 302
    assert row.moves.count() == 2


def test_a_draft_whose_day_has_passed_is_not_published(
    cohort: Any, talk: Any, team: Any
) -> None:
    decide(team, cohort, talk, answer="will", **day_fields(1))
    Decision.objects.update(by_when=timezone.localdate())
    row = Decision.objects.get()
    url = at("decision_publish", cohort, talk, row.pk)
    assert "still to come" in read(team.post(url, follow=True))
    row.refresh_from_db()
    assert row.published_at is None


def test_a_draft_can_be_thrown_away(cohort: Any, talk: Any, team: Any) -> None:
    decide(team, cohort, talk)
    team.post(at("decision_remove", cohort, talk, Decision.objects.get().pk))
    assert not Decision.objects.exists()


def test_votes_are_left_out_and_counted_again(
    cohort: Any, talk: Any, team: Any
) -> None:
    voter, quiet = (VoterFactory(conversation=talk) for _ in range(2))
    for statement in talk.statements.all():
        cast_vote(voter=voter, statement=statement, value=1)
    for number in range(8):
        cast_vote(
            voter=voter,
            statement=StatementFactory(conversation=talk, text=f"Wish {number}"),
            value=1,
        )
    for other in VoterFactory.create_batch(4, conversation=talk):
        for statement in talk.statements.all()[:7]:  # seven cannot be too fast
            cast_vote(voter=other, statement=statement, value=statement.number % 2 - 1)
    page = read(team.get(at("desk_patterns", cohort, talk)))
    assert "The same answer to everything" in page
    assert set(Flag.objects.values_list("voter", flat=True)) == {voter.pk}
    assert team.get(at("voter_leave_out", cohort, talk, quiet.pk)).status_code == 404
    url = at("voter_leave_out", cohort, talk, voter.pk)
    read(team.get(url))
    team.post(url, {"because": "A program."})
    voter.refresh_from_db()
    assert voter.removed_because == "A program."
    team.post(at("voter_count_again", cohort, talk, voter.pk))
    voter.refresh_from_db()
    assert voter.removed_on is None


def test_a_draft_is_seen_by_its_own_alone(cohort: Any, team: Any, client: Any) -> None:
    draft = ConversationFactory(programme=cohort.programme)
    read(team.get(at("desk_conversation", cohort, draft)))
    assert client.get(reverse("conversation", args=[draft.slug])).status_code == 404


def count_queries(browser: Any, url: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        read(browser.get(url))
    return len(captured)


def test_lists_ask_the_same_number_of_questions(
    cohort: Any, talk: Any, team: Any
) -> None:
    def add(number: int) -> None:
        wait_for(talk, f"Wish {number}")
        team.post(at("desk_statements", cohort, talk), {"text": f"Seed {number + 50}"})
        decide(team, cohort, talk)
        decision = Decision.objects.latest("pk")
        team.post(at("decision_publish", cohort, talk, decision.pk))
        open_conversation(programme=cohort.programme)

    names = ["desk_statements", "desk_decisions", "desk_patterns", "desk_doors"]
    urls = [at(name, cohort, talk) for name in names]
    urls += [at("desk_conversations", cohort), reverse("conversations")]
    urls += [reverse(name, args=[talk.slug]) for name in ("decisions", "record")]
    add(0)
    warm_up = urls[0]  # messages of what was posted are shown there, once
    count_queries(team, warm_up)
    one = {url: count_queries(team, url) for url in urls}
    add(1)
    add(2)
    count_queries(team, warm_up)
    assert {url: count_queries(team, url) for url in urls} == one


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.CO_PRODUCER])
def test_helpers_find_their_conversations(role: Role, client: Any) -> None:
    talk = open_conversation(question="Where should we meet?")
    cohort = CohortFactory(programme=talk.programme)
    open_conversation(question="Not in this programme?")
    person = PersonFactory()
    RoleGrantFactory(person=person, role=role, programme=talk.programme, cohort=None)
    client.force_login(person)
    answer = client.get(reverse("your_conversations")).content.decode()
    assert at("desk_conversation", cohort, talk) in answer
    assert "Not in this programme?" not in answer
    assert 'aria-current="page"' in answer  # it is in the navigation
    few = count_queries(client, reverse("your_conversations"))
    for _ in range(3):
        open_conversation(programme=talk.programme)
    assert count_queries(client, reverse("your_conversations")) == few
    assert client.post(reverse("your_conversations")).status_code == 405


def test_strangers_help_with_nothing(client: Any) -> None:
    assert client.get(reverse("your_conversations")).status_code == 302
    client.force_login(PersonFactory())
    answer = client.get(reverse("your_conversations")).content.decode()
    assert "You help with no conversation yet" in answer


def test_a_facilitator_says_that_everybody_has_answered(
    cohort: Any, talk: Conversation, sign_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(results, "QUIET", datetime.timedelta(minutes=2))
    for _ in range(12):
        voter = VoterFactory(conversation=talk)
        for statement in talk.statements.published():
            cast_vote(voter=voter, statement=statement, value=1)
    grant = RoleGrantFactory(programme=cohort.programme, role=Role.FACILITATOR)
    browser = sign_in(grant.person)
    url = at("read_back", cohort, talk)
    page = read(browser.get(url))
    assert "People are answering" in page
    assert "Everybody has answered: show it now" in page
    assert browser.post(url).url == url
    page = read(browser.get(url))
    assert "12 of you have voted" in page
    assert "at least 8 of 12 agree" in page
    stranger = sign_in(PersonFactory())
    assert stranger.post(url).status_code == 404
