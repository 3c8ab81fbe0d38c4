"""Copies against a real mail server, which may refuse, vanish or be slow."""

from __future__ import annotations

import datetime
from collections import Counter

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from lehc.audit.models import AuditEvent
from lehc.site.newsletter.actions import sending as sending_actions
from lehc.site.newsletter.actions.issues import send_issue, try_issue
from lehc.site.newsletter.actions.sending import (
    HANDING_LASTS,
    MOST_ATTEMPTS,
    begin_handing,
    queue_copies,
    send_batch,
    send_unsure_again,
)
from lehc.site.newsletter.actions.subscribing import end_subscription
from lehc.site.newsletter.models import Copy, Sending, Subscriber
from lehc.site.newsletter.tasks import go_on_sending
from tests.factories.accounts import PersonFactory
from tests.factories.newsletter import SubscriberFactory, make_issue, make_sending

pytestmark = pytest.mark.django_db


def count_states(sending: Sending) -> dict[str, int]:
    return dict(Counter(sending.copies.values_list("state", flat=True)))


def is_finished(sending: Sending) -> bool:
    sending.refresh_from_db()
    return sending.finished_at is not None


def test_everybody_gets_one_copy(post_office) -> None:
    sending = make_sending(subscribers=3)
    SubscriberFactory(state="waiting")
    SubscriberFactory(state="left")
    assert send_batch(sending.pk) == 3
    assert send_batch(sending.pk) == 0
    emails = Subscriber.objects.active().values_list("email", flat=True)
    assert sorted(post_office.recipients) == sorted(emails)
    assert (count_states(sending), is_finished(sending)) == ({"sent": 3}, True)


def test_a_copy_has_both_parts_and_leaves_in_one_press(post_office) -> None:
    sending = make_sending(
        subscribers=1,
        subject="Frühling & mehr",
        html='<p>Zoë</p><a href="https://leave.newsletter.invalid/">Leave</a>',
        text="Zoë\nLeave: https://leave.newsletter.invalid/\n",
    )
    send_batch(sending.pk)
    [letter] = post_office.letters
    copy = Copy.objects.get()
    link = f"http://localhost:8000/newsletter/leave/{copy.subscriber.key}/"
    names = "Message-ID", "List-ID", "List-Unsubscribe", "List-Unsubscribe-Post", "To"
    assert {name: "".join(letter[name].split("\r\n ")) for name in names} == {
        "Message-ID": f"<{copy.message_id}@localhost>",
        "List-ID": "<newsletter.localhost>",
        "List-Unsubscribe": f"<{link}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "To": copy.subscriber.email,
    }
    assert letter.get_content_type() == "multipart/alternative"
    parts = [
        (part.get_content_type(), part.get_payload(decode=True).decode().strip())
        for part in letter.get_payload()
    ]
    assert parts == [
        ("text/plain", f"Zoë\r\nLeave: {link}"),
        ("text/html", f'<p>Zoë</p><a href="{link}">Leave</a>'),
    ]


def test_bounces_go_where_the_settings_say(post_office, settings) -> None:
    settings.NEWSLETTER_FROM = "News <news@example.org>"
    send_batch(make_sending(subscribers=1).pk)
    settings.NEWSLETTER_BOUNCES = "bounces@example.org"
    send_batch(make_sending(subscribers=0).pk)
    assert post_office.senders == ["news@example.org", "bounces@example.org"]
    assert [letter["From"] for letter in post_office.letters] == [
        "News <news@example.org>"
    ] * 2


def test_batches_follow_each_other_until_all_is_sent(
    post_office, monkeypatch, django_capture_on_commit_callbacks
) -> None:
    monkeypatch.setattr(sending_actions.send_batch, "__kwdefaults__", {"most": 2})
    with django_capture_on_commit_callbacks(execute=True):
        sending = make_sending(subscribers=5)
    assert (len(post_office.letters), is_finished(sending)) == (5, True)


def test_nothing_to_send_is_finished_at_once(post_office) -> None:
    sending = make_sending()
    send_batch(sending.pk)
    assert is_finished(sending)
    assert send_batch(0) == 0


def test_closed_server_leaves_all_waiting(closed_post_office) -> None:
    sending = make_sending(subscribers=2)
    assert send_batch(sending.pk) == 0
    assert (count_states(sending), is_finished(sending)) == ({"queued": 2}, False)


@pytest.mark.parametrize(
    ("hook", "answer", "states", "people"),
    [
        ("on_recipient", "450 Busy", {"queued": 1, "sent": 1}, {"active": 2}),
        (
            "on_recipient",
            "550 No such person",
            {"refused": 1, "sent": 1},
            {"active": 1, "unreachable": 1},
        ),
        ("on_recipient", "421 Closing", {"queued": 2}, {"active": 2}),
        ("on_taken", "451 Try later", {"queued": 1, "sent": 1}, {"active": 2}),
        (
            "on_taken",
            "554 Not wanted",
            {"refused": 1, "sent": 1},
            {"active": 1, "unreachable": 1},
        ),
        ("on_taken", "cut", {"unsure": 1, "queued": 1}, {"active": 2}),
    ],
)
def test_what_the_server_says_is_kept(
    post_office, hook, answer, states, people
) -> None:
    sending = make_sending(subscribers=2)
    first = Subscriber.objects.all()[0].email
    setattr(post_office, hook, lambda email: answer if email == first else "")
    send_batch(sending.pk)
    assert count_states(sending) == states
    assert dict(Counter(Subscriber.objects.values_list("state", flat=True))) == people


def test_sender_that_is_refused_is_nobodys_fault(post_office) -> None:
    sending = make_sending(subscribers=2)
    post_office.on_sender = lambda email: "550 Not you"
    send_batch(sending.pk)
    assert count_states(sending) == {"queued": 2}
    assert Subscriber.objects.active().count() == 2


def test_copy_that_is_always_put_off_stops_in_the_end(post_office) -> None:
    sending = make_sending(subscribers=1)
    post_office.on_recipient = lambda email: "450 Busy"
    Copy.objects.update(attempts=MOST_ATTEMPTS - 1)
    send_batch(sending.pk)
    assert (count_states(sending), is_finished(sending)) == ({"refused": 1}, True)


def test_line_cut_after_the_copy_was_taken_sends_no_second(post_office) -> None:
    sending = make_sending(subscribers=3)
    cut = Subscriber.objects.all()[1].email
    post_office.on_taken = lambda email: "cut" if email == cut else ""
    for _ in range(3):
        send_batch(sending.pk)
    assert Counter(post_office.recipients) == Counter(
        Subscriber.objects.values_list("email", flat=True)
    )
    assert (count_states(sending), is_finished(sending)) == (
        {"sent": 2, "unsure": 1},
        True,
    )


def test_team_may_send_the_unsure_ones_again(post_office) -> None:
    sending = make_sending(subscribers=2)
    post_office.on_taken = lambda email: "cut"
    for _ in range(2):
        send_batch(sending.pk)
    end_subscription(subscriber=Subscriber.objects.all()[0])
    post_office.on_taken = lambda email: ""
    assert send_unsure_again(sending=sending, by=None) == 1
    assert not is_finished(sending)
    send_batch(sending.pk)
    assert (count_states(sending), is_finished(sending)) == (
        {"sent": 1, "unsure": 1},
        True,
    )
    assert send_unsure_again(sending=sending, by=None) == 0
    assert len({letter["Message-ID"] for letter in post_office.letters}) == 2


def test_two_workers_at_once_send_one_copy(post_office) -> None:
    """The other takes it while this one is at the recipient's name."""
    sending = make_sending(subscribers=1)
    copy = Copy.objects.select_related("subscriber").get()

    assert begin_handing(copy) is True
    assert begin_handing(copy) is False
    assert send_batch(sending.pk) == 0
    assert post_office.letters == []


def test_copy_taken_meanwhile_is_passed_over(post_office, monkeypatch) -> None:
    sending = make_sending(subscribers=2)
    taken = Copy.objects.all()[0]
    real = begin_handing

    def lose_the_first(copy: Copy) -> bool:
        return copy.pk != taken.pk and real(copy)

    monkeypatch.setattr(sending_actions, "begin_handing", lose_the_first)
    assert send_batch(sending.pk) == 1
    assert count_states(sending) == {"queued": 1, "sent": 1}


def test_somebody_who_leaves_during_the_sending_gets_none(post_office) -> None:
    sending = make_sending(subscribers=1)
    copy = Copy.objects.select_related("subscriber").get()
    end_subscription(subscriber=copy.subscriber)
    Copy.objects.update(state="queued")  # as if it had been read before they left
    send_batch(sending.pk)
    assert post_office.letters == []


def test_copy_of_somebody_forgotten_is_stopped(post_office) -> None:
    sending = make_sending(subscribers=1)
    Subscriber.objects.all().delete()
    send_batch(sending.pk)
    send_batch(sending.pk)
    assert (count_states(sending), is_finished(sending)) == ({"stopped": 1}, True)


def test_worker_killed_with_a_copy_in_its_hands_sends_no_second(
    post_office, monkeypatch
) -> None:
    sending = make_sending(subscribers=3)

    def die(copy: Copy, outcome: object) -> None:
        raise KeyboardInterrupt  # the server has it; its answer is lost

    monkeypatch.setattr(sending_actions, "note_outcome", die)
    with pytest.raises(KeyboardInterrupt):
        send_batch(sending.pk)
    monkeypatch.undo()
    assert count_states(sending) == {"handing": 1, "queued": 2}
    go_on_sending()
    assert len(set(post_office.recipients)) == len(post_office.recipients) == 3
    assert (count_states(sending), is_finished(sending)) == (
        {"handing": 1, "sent": 2},
        False,
    )
    later = timezone.now() + HANDING_LASTS + datetime.timedelta(seconds=1)
    with time_machine.travel(later):
        go_on_sending()
    assert (count_states(sending), is_finished(sending)) == (
        {"sent": 2, "unsure": 1},
        True,
    )
    assert len(post_office.letters) == 3


def test_queueing_twice_adds_only_who_is_new() -> None:
    sending = make_sending(subscribers=2)
    SubscriberFactory()
    queue_copies(sending)
    assert sending.copies.count() == 3


def test_database_holds_one_copy_for_each_person() -> None:
    sending = make_sending(subscribers=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Copy.objects.create(sending=sending, subscriber=Subscriber.objects.get())


@pytest.mark.parametrize("facts", [{"state": "sent"}, {"state": "handing"}])
def test_database_knows_when_a_copy_went(facts) -> None:
    make_sending(subscribers=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Copy.objects.update(**facts)


def test_letters_kept_as_files_go_without_smtp() -> None:
    sending = make_sending(subscribers=2)
    assert send_batch(sending.pk) == 2
    assert len(mail.outbox) == 2
    assert (count_states(sending), is_finished(sending)) == ({"sent": 2}, True)


def test_an_issue_is_sent_as_it_stood(post_office) -> None:
    lead, issue = PersonFactory(), make_issue("Spring news")
    SubscriberFactory()
    sending = send_issue(issue=issue, by=lead)
    issue.title = "Changed"
    issue.save()
    send_batch(sending.pk)
    assert post_office.letters[0]["Subject"] == "Spring news"
    event = AuditEvent.objects.get(action="newsletter.send")
    assert (event.actor_id, event.facts) == (lead.pk, {"issue": issue.pk, "copies": 1})


def test_an_issue_is_sent_once_and_only_when_it_is_public() -> None:
    lead, draft, issue = PersonFactory(), make_issue("A", live=False), make_issue("B")
    with pytest.raises(ValidationError, match="Publish the issue first"):
        send_issue(issue=draft, by=lead)
    with pytest.raises(ValidationError, match="Nobody gets the newsletter yet"):
        send_issue(issue=issue, by=lead)
    SubscriberFactory()
    send_issue(issue=issue, by=lead)
    with pytest.raises(ValidationError, match="has been sent already"):
        send_issue(issue=issue, by=lead)
    assert (Sending.objects.count(), Copy.objects.count()) == (1, 1)


def test_a_trial_goes_to_oneself_alone() -> None:
    SubscriberFactory()
    lead, issue = PersonFactory(), make_issue("Spring news", live=False)
    issue.title = "Spring, newer"
    issue.save_revision()
    try_issue(issue=issue, by=lead)
    [letter] = mail.outbox
    assert (letter.to, letter.subject) == ([lead.email], "Trial: Spring, newer")
    assert Sending.objects.count() == 0
