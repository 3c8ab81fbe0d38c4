"""Sending an issue: a row for each person first, then one copy after another.

A copy goes QUEUED -> HANDING -> SENT. The step to HANDING is one conditional update,
so only one worker gets to send a copy. A worker that dies before it leaves the copy
QUEUED, and the next worker sends it; one that dies after it leaves it HANDING, which
becomes UNSURE: it is not sent again, because a second copy would be worse than telling
the team that one may be missing. docs/adr says more.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from lehc.audit.actions import record
from lehc.background.registry import enqueue_patient_work
from lehc.site.newsletter.actions.subscribing import end_subscription
from lehc.site.newsletter.copies import write_copy
from lehc.site.newsletter.enums import CopyState, SubscriberState
from lehc.site.newsletter.models import Copy, Sending, Subscriber
from lehc.site.newsletter.postbag import Outcome, Postbag, open_postbag

BATCH = 50
PAUSE = timedelta(seconds=10)  # 300 a minute, and what people wait for goes between
AWAY = timedelta(minutes=5)
HANDING_LASTS = timedelta(minutes=10)
MOST_ATTEMPTS = 20
ROWS_AT_ONCE = 1000
BACK_IN_QUEUE = frozenset({Outcome.LATER, Outcome.CLOSED})


@transaction.atomic
def queue_copies(sending: Sending) -> int:
    """A row for everybody who gets the newsletter now; return how many there are."""
    ids = Subscriber.objects.active().values_list("pk", flat=True)
    rows = [Copy(sending=sending, subscriber_id=pk) for pk in ids.iterator()]
    Copy.objects.bulk_create(rows, batch_size=ROWS_AT_ONCE, ignore_conflicts=True)
    enqueue_patient_work("newsletter.send_batch", sending_id=sending.pk)
    return len(rows)


def send_batch(sending_id: int, *, most: int = BATCH) -> int:
    """Send some copies and ask for the next batch; return how many went."""
    sending = Sending.objects.unfinished().filter(pk=sending_id).first()
    if sending is None:
        return 0
    settle_stale_copies(sending)
    copies = sending.copies.queued().select_related("subscriber")[:most]
    with open_postbag() as postbag:
        outcomes = [] if postbag is None else send_copies(postbag, sending, copies)
    is_away = postbag is None or Outcome.CLOSED in outcomes
    go_on(sending, is_away=is_away)
    return outcomes.count(Outcome.SENT)


def send_copies(
    postbag: Postbag, sending: Sending, copies: Iterable[Copy]
) -> list[Outcome]:
    """Send them one by one, until the server goes away."""
    outcomes: list[Outcome] = []
    for copy in copies:
        outcomes.append(send_copy(postbag, sending, copy))
        if outcomes[-1] is Outcome.CLOSED:
            break
    return outcomes


def send_copy(postbag: Postbag, sending: Sending, copy: Copy) -> Outcome:
    """One copy to one person; whatever happens is written down at once."""
    if copy.subscriber is None:
        Copy.objects.queued().filter(pk=copy.pk).update(state=CopyState.STOPPED)
        return Outcome.TAKEN
    message = write_copy(sending, copy)
    outcome = postbag.hand_over(message, begin=lambda: begin_handing(copy))
    note_outcome(copy, outcome)
    return outcome


def begin_handing(copy: Copy) -> bool:
    """Take the copy, if it still waits and the person still wants it."""
    taken = (
        Copy.objects.queued()
        .filter(pk=copy.pk, subscriber__state=SubscriberState.ACTIVE)
        .update(state=CopyState.HANDING, handed_at=timezone.now())
    )
    return bool(taken)


@transaction.atomic
def note_outcome(copy: Copy, outcome: Outcome) -> None:
    if outcome is Outcome.TAKEN:
        return
    rows = Copy.objects.unfinished().filter(pk=copy.pk)
    if outcome is Outcome.SENT:
        rows.update(state=CopyState.SENT, sent_at=timezone.now())
    elif outcome is Outcome.UNSURE:
        rows.update(state=CopyState.UNSURE)
    elif outcome is Outcome.REFUSED:
        rows.update(state=CopyState.REFUSED)
        if copy.subscriber is not None:
            end_subscription(
                subscriber=copy.subscriber, state=SubscriberState.UNREACHABLE
            )
    elif outcome in BACK_IN_QUEUE:
        gave_up = copy.attempts + 1 >= MOST_ATTEMPTS
        state = CopyState.REFUSED if gave_up else CopyState.QUEUED
        rows.update(state=state, handed_at=None, attempts=F("attempts") + 1)


@transaction.atomic
def go_on(sending: Sending, *, is_away: bool) -> None:
    """Ask for the next batch, or say that all is done."""
    if sending.copies.queued().exists():
        wait = AWAY if is_away else PAUSE
        enqueue_patient_work("newsletter.send_batch", wait=wait, sending_id=sending.pk)
    elif not sending.copies.unfinished().exists():
        finished = Sending.objects.unfinished().filter(pk=sending.pk)
        if finished.update(finished_at=timezone.now()):
            record("newsletter.finish", sending, by=None)


def settle_stale_copies(sending: Sending) -> int:
    """Copies in the hands of a worker that died: nobody can tell whether they went."""
    before = timezone.now() - HANDING_LASTS
    stale = sending.copies.filter(state=CopyState.HANDING, handed_at__lt=before)
    return stale.update(state=CopyState.UNSURE)


@transaction.atomic
def send_unsure_again(*, sending: Sending, by: Any) -> int:
    """Send the unsure copies after all: the team prefers two to none."""
    rows = sending.copies.filter(
        state=CopyState.UNSURE, subscriber__state=SubscriberState.ACTIVE
    )
    count = rows.update(state=CopyState.QUEUED, handed_at=None)
    if count:
        Sending.objects.filter(pk=sending.pk).update(finished_at=None)
        record("newsletter.send_unsure_again", sending, by=by, copies=count)
        enqueue_patient_work("newsletter.send_batch", sending_id=sending.pk)
    return count
