from __future__ import annotations

import copy
import datetime
import re
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lehc.conversations import limits
from lehc.conversations.actions.doors import make_batch, revoke_batch
from lehc.conversations.actions.following import follow
from lehc.conversations.actions.statements import (
    answer_appeal,
    appeal,
    publish_statement,
    return_statement,
    translate_statement,
)
from lehc.conversations.actions.voting import cast_vote
from lehc.conversations.browser import COOKIE
from lehc.conversations.keys import sign_follower
from lehc.conversations.models import (
    Conversation,
    Follower,
    Invitation,
    LogEntry,
    Snapshot,
    Statement,
    Vote,
    Voter,
)
from lehc.conversations.presenters.hosting import say_back
from lehc.conversations.presenters.public import DOOR_WORDS
from lehc.conversations.verification import verify_log
from lehc.conversations.views.results import read_results
from tests.factories.accounts import PersonFactory
from tests.factories.conversations import (
    ConversationFactory,
    StatementFactory,
    VoterFactory,
    open_conversation,
)
from tests.factories.programmes import RoleGrantFactory
from tests.pages.conversations.browsing import at, read, vote

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def shared_talk(module_database: None) -> Conversation:
    return open_conversation(seeds=3, has_room_door=True, has_invitation_door=True)


@pytest.fixture
def talk(shared_talk: Conversation, db: None) -> Conversation:
    return copy.deepcopy(shared_talk)


@pytest.fixture
def voter(talk: Conversation, client: Any) -> Any:
    """A browser that has come in."""
    client.post(at("conversation_start", talk))
    return client


PUBLIC = ["conversation", "results", "decisions", "record", "follow_conversation"]


@pytest.mark.parametrize("name", [*PUBLIC, "my_statements"])
def test_anybody_may_look(name: str, talk: Conversation, client: Any) -> None:
    assert talk.question in read(client.get(at(name, talk)))


@pytest.mark.parametrize("name", [*PUBLIC, "vote", "write", "my_votes", "withdraw"])
def test_drafts_and_unknown_ones_do_not_exist(name: str, client: Any) -> None:
    draft = ConversationFactory()
    assert client.get(at(name, draft)).status_code == 404
    assert client.get(reverse(name, args=["no-such"])).status_code == 404


@pytest.mark.parametrize("name", ["vote", "write", "my_votes", "withdraw"])
def test_who_has_not_come_in_is_shown_the_door(
    name: str, talk: Conversation, client: Any
) -> None:
    assert client.get(at(name, talk)).url == at("conversation", talk)


@pytest.mark.parametrize("name", ["conversation_start", "vote_undo"])
def test_what_changes_is_not_for_looking(
    name: str, talk: Conversation, voter: Any
) -> None:
    assert voter.get(at(name, talk)).status_code == 405


@pytest.mark.parametrize("name", ["results", "decisions", "record", "my_votes"])
def test_what_is_shown_takes_no_post(name: str, talk: Conversation, voter: Any) -> None:
    assert voter.post(at(name, talk)).status_code == 405


def test_the_front_page_says_what_is_promised(talk: Conversation, client: Any) -> None:
    page = read(client.get(at("conversation", talk)))
    for words in (
        "Anybody who lives here",
        "We read them.",
        "It names a private person",
        "Nothing is decided.",
        "One person could come in",
    ):
        assert words in page


def test_the_open_door_makes_a_voter_once(talk: Conversation, client: Any) -> None:
    for _ in range(2):
        answer = client.post(at("conversation_start", talk))
        assert answer.url == at("vote", talk)
    cookie = client.cookies[COOKIE]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert Voter.objects.get().door == "open"


def test_a_closed_conversation_takes_nobody_in(client: Any) -> None:
    talk = open_conversation()
    Conversation.objects.update(closes_at=timezone.now())
    client.post(at("conversation_start", talk))
    assert not Voter.objects.exists()


def test_the_room_lets_in(talk: Conversation, client: Any) -> None:
    url = reverse("room", args=[talk.room_key])
    assert talk.question in read(client.get(url))
    assert not Voter.objects.exists()
    assert client.post(url).url == at("vote", talk)
    assert Voter.objects.get().door == "room"
    assert client.get(reverse("room", args=["zzzzzzzzzz"])).status_code == 404


def test_an_invitation_is_used_by_a_press_and_once(
    talk: Conversation, client: Any, client_factory: Any
) -> None:
    later = timezone.now() + datetime.timedelta(days=9)
    batch, [token] = make_batch(
        conversation=talk, name="S", size=1, expires_at=later, by=PersonFactory()
    )
    url = reverse("invitation", args=[token])
    read(client.get(url))
    assert re.fullmatch("[bcdfghjkmnpqrstvwxz2-9]{27}", token)  # typed from paper
    read(client.get(reverse("invitation", args=[token.upper()])))
    assert not Invitation.objects.get().is_used
    assert client.post(url).url == at("vote", talk)
    assert Invitation.objects.get().is_used
    other = client_factory()
    answer = other.post(url, follow=True)
    assert "This invitation has been used" in read(answer)
    assert Voter.objects.count() == 1
    assert client.get(reverse("invitation", args=["x" * 22])).status_code == 404
    revoke_batch(batch=batch, by=PersonFactory())


def test_a_vote_without_script(talk: Conversation, voter: Any) -> None:
    page = read(voter.get(at("vote", talk)))
    assert "Seed number 1" in page
    answer = vote(voter, talk, 1)
    assert answer.url.startswith(at("vote", talk))
    assert answer.url.endswith("#card")
    talk.statements.filter(number=1).update(text="Seed number 1.")
    page = read(voter.get(answer.url))
    assert "You agreed with “Seed number 1”." in page
    assert "Seed number 2" in page
    assert "1 of 3 answered" in page
    assert Vote.objects.get().value == 1


def test_a_vote_with_htmx_gets_the_next_card_alone(
    talk: Conversation, voter: Any
) -> None:
    seed = talk.statements.get(number=1)
    answer = voter.post(
        at("vote", talk),
        {"statement": seed.pk, "vote": -1, "matters": "on"},
        headers={"HX-Request": "true"},
    )
    part = read(answer)
    assert "You disagreed with" in part
    assert "Seed number 2" in part
    assert "<html" not in part
    row = Vote.objects.get()
    assert (row.value, row.matters) == (-1, True)


WITH_SCRIPT = {"HX-Request": "true"}


def vote_with_script(browser: Any, talk: Conversation) -> Any:
    sent = {"statement": talk.statements.get(number=1).pk, "vote": 1}
    return browser.post(at("vote", talk), sent, headers=WITH_SCRIPT)


def test_results_print_the_doors_from_the_beginning(
    talk: Conversation, client: Any
) -> None:
    url = at("results", talk)
    page = read(client.get(url))
    assert "How people come in" in page
    for door in talk.doors:
        assert DOOR_WORDS[door] in page
    assert "voters." not in page
    for voter in VoterFactory.create_batch(11, conversation=talk, door="open"):
        statement = talk.statements.all()[0]
        cast_vote(voter=voter, statement=statement, value=1)
    page = read(client.get(url))
    assert f"{DOOR_WORDS[talk.doors[0]]} 11 voters." in page
    for door in talk.doors[1:]:
        assert f"{DOOR_WORDS[door]} Nobody came in this way." in page


def find_title(page: str) -> str:
    [title] = re.findall(r"<title>(.*?)</title>", page)
    return str(title)


def test_the_title_follows_the_card(talk: Conversation, voter: Any) -> None:
    title = find_title(read(vote_with_script(voter, talk)))
    assert title.startswith("Seed number 2 – ")
    assert find_title(read(voter.get(at("vote", talk)))) == title
    for number in (2, 3):
        vote(voter, talk, number)
    title = find_title(read(vote_with_script(voter, talk)))
    assert title.startswith("You have answered everything – ")


def check_whole_page(answer: Any, browser: Any, url: str, words: str) -> None:
    """The browser is sent to the page, which says why; nothing goes in the card."""
    assert (answer.headers["HX-Redirect"], answer.content) == (url, b"")
    assert words in read(browser.get(url))
    assert not Vote.objects.exists()


def test_with_htmx_a_seat_that_is_gone_leads_to_the_door(
    talk: Conversation, voter: Any
) -> None:
    voter.post(at("withdraw", talk))
    answer = vote_with_script(voter, talk)
    check_whole_page(answer, voter, at("conversation", talk), "You have left this")


def test_with_htmx_closing_meanwhile_leads_to_the_door(
    talk: Conversation, voter: Any
) -> None:
    Conversation.objects.update(closes_at=timezone.now())
    answer = vote_with_script(voter, talk)
    words = "This conversation is closed, so your last answer is not counted."
    check_whole_page(answer, voter, at("conversation", talk), words)


def test_with_htmx_a_replaced_statement_is_explained(
    talk: Conversation, voter: Any
) -> None:
    talk.statements.filter(number=1).update(state="returned")
    answer = vote_with_script(voter, talk)
    check_whole_page(answer, voter, at("vote", talk), "no longer open for votes")


def test_with_htmx_who_is_too_quick_is_told(
    talk: Conversation, voter: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lehc.conversations.views.voting.vote_wait", lambda *_, now: 1)
    answer = vote_with_script(voter, talk)
    check_whole_page(answer, voter, at("vote", talk), "wait 1 second, then answer")


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"statement": "x", "vote": "1"},
        {"statement": "1", "vote": "2"},
        {"statement": "-1", "vote": "1"},
    ],
)
def test_nonsense_records_nothing(
    sent: dict[str, str], talk: Conversation, voter: Any
) -> None:
    assert voter.post(at("vote", talk), sent).url == at("vote", talk)
    assert not LogEntry.objects.exists()


def test_statements_elsewhere_are_not_found(talk: Conversation, voter: Any) -> None:
    foreign = StatementFactory(conversation=open_conversation())
    sent = {"statement": foreign.pk, "vote": 1}
    assert voter.post(at("vote", talk), sent).status_code == 404


def test_a_statement_that_was_replaced_meanwhile_is_explained(
    talk: Conversation, voter: Any
) -> None:
    seed = talk.statements.get(number=1)
    Statement.objects.filter(pk=seed.pk).update(state="returned")
    sent = {"statement": seed.pk, "vote": 1}
    page = read(voter.post(at("vote", talk), sent, follow=True))
    assert "no longer open for votes" in page


def test_skipping_brings_it_back_last(talk: Conversation, voter: Any) -> None:
    first = read(voter.get(at("vote", talk)))
    [skip] = re.findall(r'href="([^"]*\?skipped=[^"#]*)', first)
    assert "Seed number 2" in read(voter.get(skip))
    vote(voter, talk, 2)
    vote(voter, talk, 3)
    assert "Seed number 1" in read(voter.get(skip))
    read(voter.get(at("vote", talk) + "?skipped=nonsense-99-1e9"))


def find_skip(page: str) -> str:
    [skip] = re.findall(r'href="([^"]*\?skipped=[^"#]*)', page)
    return str(skip)


def test_skipping_everything_goes_round(talk: Conversation, voter: Any) -> None:
    page, shown = read(voter.get(at("vote", talk))), []
    for _ in range(6):
        shown += re.findall(r"autofocus>(.*?)</h1>", page)
        page = read(voter.get(find_skip(page)))
    assert shown == [f"Seed number {number}" for number in (1, 2, 3, 1, 2, 3)]
    vote(voter, talk, 1)
    vote(voter, talk, 2)
    assert "Skip for now" not in read(voter.get(at("vote", talk)))


def test_ones_own_votes_keep_their_language(talk: Conversation, voter: Any) -> None:
    seed = talk.statements.get(number=1)
    translate_statement(
        statement=seed, language="pl", text="Nasiono", made_by="Ola", by=PersonFactory()
    )
    vote(voter, talk, 1)
    assert '<span lang="pl" dir="ltr">Nasiono</span>' in read(
        voter.get(at("my_votes", talk))
    )


def test_after_five_there_is_a_pause(client: Any) -> None:
    talk = open_conversation(seeds=7)
    client.post(at("conversation_start", talk))
    for number in range(1, 5):
        answer = vote(client, talk, number)
        assert "Thank you. That is" not in read(client.get(answer.url))
    page = read(client.get(vote(client, talk, 5).url))
    assert "Thank you. That is 5." in page
    assert "2 more are waiting" in page
    assert "5 of 7 answered" in read(client.get(at("vote", talk)))


def test_the_end_says_so(talk: Conversation, voter: Any) -> None:
    for number in (1, 2, 3):
        answer = vote(voter, talk, number)
    assert "You have answered everything" in read(voter.get(answer.url))


def test_undo_and_my_votes(talk: Conversation, voter: Any) -> None:
    vote(voter, talk, 1)
    vote(voter, talk, 2, value=-1)
    page = read(voter.get(at("my_votes", talk)))
    assert page.index("Seed number 2") < page.index("Seed number 1")
    first, second = talk.statements.filter(number__lt=3)
    undo = at("vote_undo", talk)
    assert voter.post(undo, {"statement": second.pk}).url.endswith("#card")
    back = voter.post(undo, {"statement": first.pk, "back": "mine"})
    assert back.url == at("my_votes", talk)
    assert voter.post(undo, {"statement": "x"}).status_code == 302
    assert not Vote.objects.exists()
    assert verify_log(talk).holds


def test_who_changes_votes_by_program_is_slowed(
    talk: Conversation, voter: Any, time_machine: Any
) -> None:
    time_machine.move_to(timezone.now(), tick=False)
    statuses = [vote(voter, talk, 1, value=n % 2).status_code for n in range(62)]
    assert set(statuses[:61]) == {302}
    assert statuses[61] == 429
    assert voter.post(at("vote_undo", talk), {"statement": 1}).status_code in {404, 429}


def test_taking_everything_back(talk: Conversation, voter: Any) -> None:
    vote(voter, talk, 1)
    voter.post(at("write", talk), {"text": "Slower cars on Elm Road"})
    read(voter.get(at("withdraw", talk)))
    page = read(voter.post(at("withdraw", talk), follow=True))
    assert "nothing here leads to you any more" in page
    assert (Voter.objects.count(), Vote.objects.count()) == (0, 0)
    assert Statement.objects.get(origin="participant").state == "withdrawn"
    assert verify_log(talk).holds


def test_a_shared_device_forgets(talk: Conversation, voter: Any) -> None:
    vote(voter, talk, 1)
    voter.post(at("conversation_leave", talk))
    assert voter.get(at("my_votes", talk)).url == at("conversation", talk)
    assert Vote.objects.count() == 1


def test_nobody_sees_the_votes_of_another(
    talk: Conversation, voter: Any, client_factory: Any
) -> None:
    vote(voter, talk, 1)
    other = client_factory()
    other.post(at("conversation_start", talk))
    assert "Seed number 1" not in read(other.get(at("my_votes", talk)))


def test_a_translation_is_marked_as_one(talk: Conversation, voter: Any) -> None:
    translate_statement(
        statement=talk.statements.get(number=1),
        language="ur",
        text="زیادہ بینچ",
        made_by="a neighbour",
        by=PersonFactory(),
    )
    page = read(voter.get(at("vote", talk)))
    assert 'lang="ur" dir="rtl"' in page
    assert "Urdu (a translation)" in page


def test_a_statement_keeps_its_language_wherever_it_stands(
    talk: Conversation, voter: Any, client_factory: Any
) -> None:
    text, english = "Więcej ławek przy drodze", "More benches along the road"
    assert "Which language is it in?" in read(voter.get(at("write", talk)))
    voter.post(at("write", talk), {"text": text, "language": "pl"})
    statement = Statement.objects.waiting().get()
    publish_statement(statement=statement, by=PersonFactory())
    translate_statement(
        statement=statement,
        language="en",
        text=english,
        made_by="a neighbour",
        by=PersonFactory(),
    )
    for _ in range(12):
        browser = client_factory()
        browser.post(at("conversation_start", talk))
        vote(browser, talk, statement.number)
    for name in ("results", "decisions", "my_statements"):
        page = read(voter.get(at(name, talk)))
        assert 'lang="pl" dir="ltr">' in page, name
        assert text in page, name
        assert (english in page) == (name != "my_statements")


def test_writing_in_a_language_we_do_not_know_is_refused(
    talk: Conversation, voter: Any
) -> None:
    sent = {"text": "Something", "language": "tlh"}
    assert "There is a problem" in read(voter.post(at("write", talk), sent))
    assert not Statement.objects.waiting().exists()


def test_writing_shows_what_is_similar_first(talk: Conversation, voter: Any) -> None:
    url = at("write", talk)
    read(voter.get(url))
    StatementFactory(
        conversation=talk, text="We need more benches along the road", number=50
    )
    sent = {"text": "More benches along our road"}
    page = read(voter.post(url, sent))
    assert "Does one of these say it already?" in page
    assert "We need more benches along the road" in page
    assert not Statement.objects.waiting().exists()
    answer = voter.post(url, {**sent, "sure": "yes"})
    statement = Statement.objects.waiting().get()
    assert answer.url == at("sent", talk, statement.number)
    assert "Thank you for writing" in read(voter.get(answer.url))


@pytest.mark.parametrize(
    ("text", "words"),
    [("", "Write your statement"), ("x" * 201, "201"), ("Seed number 1", "exactly")],
)
def test_words_that_do_not_fit_are_explained(
    text: str, words: str, talk: Conversation, voter: Any
) -> None:
    page = read(voter.post(at("write", talk), {"text": text, "sure": "yes"}))
    assert "There is a problem" in page
    assert words in page


def test_an_author_hears_what_became_of_it(
    talk: Conversation, voter: Any, client_factory: Any
) -> None:
    boss = PersonFactory()
    for text in ("Slower cars", "Brighter lamps"):
        voter.post(at("write", talk), {"text": text})
    cars, lamps = Statement.objects.waiting().order_by("pk")
    publish_statement(statement=lamps, by=boss)
    return_statement(
        statement=cars, reason=talk.reasons.all()[0], by=boss, note="Sorry"
    )
    page = read(voter.get(at("my_statements", talk)))
    for words in ("People vote on it now.", "It names a private person", "Sorry"):
        assert words in page
    url = at("my_statement_appeal", talk, cars.number)
    read(voter.get(url))
    assert voter.post(url, {"words": "I name nobody"}).url == at("my_statements", talk)
    assert cars.reviews.get().appeal.words == "I name nobody"
    assert voter.get(url).status_code == 302
    assert "Somebody else will take it" in read(voter.get(at("my_statements", talk)))
    other = client_factory()
    other.post(at("conversation_start", talk))
    for name in ("my_statement_appeal", "sent"):
        assert other.get(at(name, talk, cars.number)).status_code == 404


def test_an_author_takes_back_what_waits(talk: Conversation, voter: Any) -> None:
    voter.post(at("write", talk), {"text": "Slower cars"})
    statement = Statement.objects.waiting().get()
    url = at("my_statement_take_back", talk, statement.number)
    assert voter.get(url).status_code == 405
    voter.post(url)
    assert not Statement.objects.waiting().exists()


def test_a_writer_goes_back_to_their_words(talk: Conversation, voter: Any) -> None:
    sent = {"text": "Seed number 9", "language": "pl"}
    assert "Does one of these say it already?" in read(
        voter.post(at("write", talk), sent)
    )
    page = read(voter.post(at("write", talk), sent | {"back": "yes"}))
    assert ">\nSeed number 9</textarea>" in page
    assert '<option value="pl" selected>' in page
    assert not Statement.objects.waiting().exists()


def test_words_that_come_too_late_are_given_back(
    talk: Conversation, voter: Any
) -> None:
    talk.closes_at = timezone.now()
    talk.save()
    answer = voter.post(at("write", talk), {"text": "Slower cars"}, follow=True)
    assert "This conversation is closed, so this was not sent: “Slower cars”" in read(
        answer
    )
    assert not Statement.objects.waiting().exists()


def open_link(letter: Any) -> str:
    [link] = re.findall(r"http://localhost:8000(/following/\S+)", letter.body)
    return link


def test_following_needs_a_yes_and_ends_with_a_press(
    talk: Conversation,
    client: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        client.post(at("follow_conversation", talk), {"email": "Ann@example.org"})
    [letter] = mail.outbox
    assert letter.to == ["ann@example.org"]
    link = open_link(letter)
    assert "Shall we write to you?" in read(client.get(link))
    client.post(link, {"answer": "yes"})
    assert Follower.objects.get().is_confirmed
    assert 'name="answer" type="submit" value="stop"' in shown_button(client.get(link))
    client.post(link, {"answer": "stop"})
    assert not Follower.objects.exists()
    assert client.get(link).status_code == 404
    assert client.get(reverse("following", args=["1:forged"])).status_code == 404


def shown_button(page: Any) -> str:
    [button] = re.findall(r'<button[^>]*name="answer"[^>]*>', read(page))
    return re.sub(r' (class|data-[\w-]+)="[^"]*"', "", button)


def test_saying_yes_twice_is_saying_yes(talk: Conversation, client: Any) -> None:
    follower = follow(conversation=talk, email="ann@example.org")
    link = reverse("following", args=[sign_follower(follower.pk)])
    assert 'name="answer" type="submit" value="yes"' in shown_button(client.get(link))
    for _ in range(2):
        page = read(client.post(link, {"answer": "yes"}, follow=True))
        assert "Thank you. We write to you when there is news." in page
    assert Follower.objects.get().is_confirmed


@pytest.mark.parametrize("is_confirmed", [True, False])
def test_a_press_that_says_nothing_changes_nothing(
    is_confirmed: bool, talk: Conversation, client: Any
) -> None:
    follower = follow(conversation=talk, email="ann@example.org")
    Follower.objects.update(is_confirmed=is_confirmed)
    link = reverse("following", args=[sign_follower(follower.pk)])
    shown_button(client.post(link))
    assert Follower.objects.get().is_confirmed == is_confirmed


def test_authors_and_followers_are_told_each_once(
    talk: Conversation, voter: Any, django_capture_on_commit_callbacks: Any
) -> None:
    voter.post(at("write", talk), {"text": "Slower cars"})
    statement = Statement.objects.waiting().get()
    for email, about in (
        ("author@example.org", statement),
        ("author@example.org", None),
        ("reader@example.org", None),
        ("unsure@example.org", None),
    ):
        follower = follow(conversation=talk, email=email, statement=about)
        Follower.objects.filter(pk=follower.pk).update(
            is_confirmed=email != "unsure@example.org"
        )
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        publish_statement(statement=statement, by=PersonFactory(), note="Thank you")
    [letter] = mail.outbox
    assert (letter.to, letter.subject) == (
        ["author@example.org"],
        "Your statement is open for votes",
    )
    assert "Slower cars" in letter.body


def test_a_second_look_that_changes_nothing_is_told(
    talk: Conversation, voter: Any, django_capture_on_commit_callbacks: Any
) -> None:
    voter.post(at("write", talk), {"text": "Slower cars"})
    statement = Statement.objects.waiting().get()
    reason, first = talk.reasons.all()[0], PersonFactory()
    return_statement(statement=statement, reason=reason, by=first)
    asked = appeal(review=statement.reviews.get(), words="")
    follower = follow(conversation=talk, email="a@example.org", statement=statement)
    Follower.objects.filter(pk=follower.pk).update(is_confirmed=True)
    other = RoleGrantFactory(programme=talk.programme, role="lead").person
    with django_capture_on_commit_callbacks(execute=True):
        answer_appeal(appeal=asked, is_granted=False, answer="It stays.", by=other)
    assert "It stays." in mail.outbox[-1].body


def test_who_is_too_quick_waits_a_moment(
    talk: Conversation, voter: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MOST_VOTES", 2)
    vote(voter, talk, 1)
    vote(voter, talk, 2)
    answer = vote(voter, talk, 3)
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) in range(50, 61)
    page = answer.content.decode()
    assert "Nothing is lost" in page
    assert 'name="vote"' in page
    assert Vote.objects.count() == 2


def test_a_library_is_slowed_not_locked_out(
    talk: Conversation, client_factory: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    pace = limits.Pace("join-network", burst=2, seconds=5)
    monkeypatch.setattr("lehc.conversations.views.entering.JOINING_BY_NETWORK", pace)
    statuses = [
        client_factory().post(at("conversation_start", talk)).status_code
        for _ in range(3)
    ]
    assert statuses == [302, 302, 429]
    later = limits.time.time() + 9
    monkeypatch.setattr(limits.time, "time", lambda: later)
    assert client_factory().post(at("conversation_start", talk)).status_code == 302


def fill(talk: Conversation, factory: Any, people: int, disagreeing: int = 0) -> None:
    for number in range(people):
        browser = factory()
        browser.post(at("conversation_start", talk))
        for statement in (1, 2, 3):
            value = -1 if number < disagreeing and statement == 2 else 1
            vote(browser, talk, statement, value)


def test_results_begin_with_ten_voters(
    talk: Conversation, client: Any, client_factory: Any
) -> None:
    fill(talk, client_factory, 9)
    page = read(client.get(at("results", talk)))
    assert "once ten people have voted" in page
    assert "Seed number 1" not in page
    fill(talk, client_factory, 3, disagreeing=1)
    page = read(client.get(at("results", talk)))
    assert "12 people have voted" in page
    assert "at least 8 of 12 agree" in page
    assert "at least 67%" in page
    assert "nhsuk-table--responsive" in page  # on a phone nothing is cut off
    assert "11 of 12" not in page  # it would tell that one person differs
    assert "92%" not in page


def test_what_matters_is_shown_where_it_does_to_five(
    talk: Conversation, client: Any, client_factory: Any
) -> None:
    fill(talk, client_factory, 12)
    ticked = {1: 4, 2: 5, 3: 10}
    for number, count in ticked.items():
        votes = Vote.objects.filter(statement__number=number)
        chosen = votes.order_by("pk")[:count].values_list("pk", flat=True)
        Vote.objects.filter(pk__in=list(chosen)).update(matters=True)
    page = read(client.get(at("results", talk)))
    said = page.partition("What matters most")[2]
    assert said.index("matters to at least 8 of 12") < said.index("matters to 5 of 12")
    assert page.count("matters to ") == 2
    assert talk.snapshots.get().matters == {
        str(talk.statements.get(number=number).pk): count
        for number, count in ticked.items()
    }
    [part] = say_back(read_results(talk)["results"])[-1:]
    assert part["title"] == "This matters to many of you"
    assert [line["said"] for line in part["lines"]] == [
        "matters to at least 8 of 12",
        "matters to 5 of 12",
    ]


def test_results_stay_until_three_people_have_done_something(
    talk: Conversation, client: Any, client_factory: Any
) -> None:
    fill(talk, client_factory, 10)
    read(client.get(at("results", talk)))
    fill(talk, client_factory, 2)
    assert "10 people have voted" in read(client.get(at("results", talk)))
    fill(talk, client_factory, 1)
    assert "13 people have voted" in read(client.get(at("results", talk)))
    assert Snapshot.objects.count() == 2


def test_a_room_of_twelve_is_told_why_there_is_no_map(
    talk: Conversation, client: Any, client_factory: Any
) -> None:
    fill(talk, client_factory, 12)
    page = read(client.get(at("results", talk)))
    assert "No groups can be told apart" in page
    assert "So we draw no map." in page
    assert '<svg class="lehc-opinions__svg"' not in page


def test_a_map_shows_only_you_your_dot(
    client: Any, client_factory: Any, django_capture_on_commit_callbacks: Any
) -> None:
    talk = open_conversation(seeds=10)
    for person in range(24):
        browser = client_factory()
        browser.post(at("conversation_start", talk))
        voter = Voter.objects.filter(votes__isnull=True).get()
        for statement in talk.statements.all():
            side = 1 if statement.number > 7 or person % 2 else -1
            value = 0 if (person + statement.number) % 9 == 0 else side
            cast_vote(voter=voter, statement=statement, value=value)
    with django_capture_on_commit_callbacks(execute=True):
        page = read(client.get(at("results", talk)))
    assert "The votes are being counted" in page
    page = read(client.get(at("results", talk)))
    assert "being counted" not in page
    assert "There are 2 groups, and they hold" in page
    assert "What every group agrees with" in page
    assert "Only you see" not in page
    mine = read(browser.get(at("results", talk)))
    assert "Only you see your dot." in mine
    assert "you stand nearest to Group" in mine
    assert [each.count("lehc-opinions__dot") for each in (page, mine)] == [0, 1]
    for voter in Voter.objects.all()[:3]:
        cast_vote(voter=voter, statement=talk.statements.all()[0], value=0)
    page = read(client.get(at("results", talk)))
    assert "More people have voted since. Their votes are being counted" in page
    assert "There are 2 groups, and they hold" in page


def test_the_record_counts_in_public(
    talk: Conversation, voter: Any, client: Any
) -> None:
    vote(voter, talk, 1)
    voter.post(at("write", talk), {"text": "Slower cars"})
    page = read(client.get(at("record", talk)))
    assert "Participants wrote 1" in page
    assert LogEntry.objects.get().hash in page


def count_queries(ask: Any) -> int:
    with CaptureQueriesContext(connection) as captured:
        ask()
    return len(captured)


def test_the_card_asks_the_same_number_of_questions(
    talk: Conversation, voter: Any
) -> None:
    voter.get(at("vote", talk))
    few = count_queries(lambda: voter.get(at("vote", talk)))
    one_vote = count_queries(lambda: vote(voter, talk, 1))
    for number in range(10):
        StatementFactory(conversation=talk, text=f"Wish {number}")
    assert count_queries(lambda: voter.get(at("vote", talk))) == few
    assert count_queries(lambda: vote(voter, talk, 2)) == one_vote


def test_results_ask_the_same_number_of_questions(
    talk: Conversation, client: Any, client_factory: Any
) -> None:
    fill(talk, client_factory, 10)
    client.get(at("results", talk))
    few = count_queries(lambda: client.get(at("results", talk)))
    for number in range(3):
        StatementFactory(conversation=talk, text=f"Wish {number}")
    assert count_queries(lambda: client.get(at("results", talk))) == few


def test_links_in_letters_can_not_be_guessed(talk: Conversation, client: Any) -> None:
    follower = follow(conversation=talk, email="ann@example.org")
    token = sign_follower(follower.pk)
    read(client.get(reverse("following", args=[token])))
    forged = f"{follower.pk + 1}:{token.partition(':')[2]}"
    assert client.get(reverse("following", args=[forged])).status_code == 404
