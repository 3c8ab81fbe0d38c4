"""Offers, the waiting list, and the kind word to those not chosen this time.

Each writes a letter that waits in the outbox; nobody is told before it is sent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from lehc.audit.actions import record
from lehc.letters.enums import LetterState
from lehc.recruitment.actions.decision_letters import (
    rewrite_letter,
    write_decision,
    write_notice,
)
from lehc.recruitment.actions.moves import move_application
from lehc.recruitment.enums import ApplicationState
from lehc.recruitment.models import (
    Application,
    Call,
    DecisionLetter,
    Offer,
    WaitingPlace,
)
from lehc.recruitment.wording import say_deadline

LAST_MINUTE = time(23, 59)


def end_of_day(day: date) -> datetime:
    """The last minute of a day, in the programme's own time."""
    return timezone.make_aware(datetime.combine(day, LAST_MINUTE))


def choose_deadline(call: Call) -> datetime:
    """The end of the day `offer_days` after the decision date, or after today."""
    first_day = max(timezone.localdate(), call.decision_on)
    return end_of_day(first_day + timedelta(days=call.offer_days))


def read_in_order(applications: Iterable[Application]) -> list[Application]:
    """The same applications, in the same order, with all a letter speaks of."""
    ids = [application.pk for application in applications]
    found = Application.objects.select_related(
        "person", "team", "call__cohort__programme"
    ).in_bulk(ids)
    return [found[pk] for pk in ids]


@transaction.atomic
def make_offers(
    *, applications: Iterable[Application], by: Any, deadline: datetime | None = None
) -> list[Offer]:
    """Offer each a place until the deadline, and write their letters, held.

    Raises:
        ValidationError: the deadline is not ahead, or somebody can't be offered a
            place from where their application stands. Then nothing has changed.
    """
    if deadline is not None and deadline <= timezone.now():
        raise ValidationError("Give a deadline that is still to come.", code="deadline")
    return [
        make_offer(
            application=application,
            by=by,
            deadline=deadline or choose_deadline(application.call),
        )
        for application in read_in_order(applications)
    ]


def make_offer(*, application: Application, by: Any, deadline: datetime) -> Offer:
    """Offer one person a place; call it inside a transaction."""
    move_application(application=application, to=ApplicationState.OFFERED, by=by)
    WaitingPlace.objects.filter(application=application).delete()
    offer = Offer.objects.create(application=application, deadline=deadline)
    write_decision(
        application=application,
        template="offer",
        deadline=say_deadline(deadline),
        first_session=application.call.cohort.sessions.first(),
    )
    return offer


@transaction.atomic
def put_on_waiting_list(
    *,
    ordered_applications: Iterable[Application],
    by: Any,
    feedback: Mapping[int, str] | None = None,
) -> list[WaitingPlace]:
    """Put them on the waiting list in this order, after those already there.

    `feedback` maps an application's id to a paragraph for its letter.
    """
    places = []
    for application in read_in_order(ordered_applications):
        move_application(application=application, to=ApplicationState.WAITING, by=by)
        last = WaitingPlace.objects.filter(application__call=application.call)
        position = (last.aggregate(Max("position"))["position__max"] or 0) + 1
        places.append(
            WaitingPlace.objects.create(application=application, position=position)
        )
        write_decision(
            application=application,
            template="waiting_list",
            feedback=(feedback or {}).get(application.pk, ""),
        )
    return places


@transaction.atomic
def tell_not_this_time(
    *,
    applications: Iterable[Application],
    by: Any,
    feedback: Mapping[int, str] | None = None,
) -> list[DecisionLetter]:
    """Write, held, the kind letters to those who get no place this time.

    `feedback` maps an application's id to a paragraph for its letter.
    """
    letters = []
    sent_counts: dict[int, int] = {}
    for application in read_in_order(applications):
        call = application.call
        has_waited = application.state == ApplicationState.WAITING
        if call.pk not in sent_counts:
            sent_counts[call.pk] = call.applications.sent().count()
        move_application(
            application=application, to=ApplicationState.NOT_THIS_TIME, by=by
        )
        WaitingPlace.objects.filter(application=application).delete()
        letter = write_decision(
            application=application,
            template="not_this_time",
            feedback=(feedback or {}).get(application.pk, ""),
            sent_count=sent_counts[call.pk],
            has_waited=has_waited,
        )
        letters.append(letter)
    return letters


@transaction.atomic
def move_deadline(*, application: Application, deadline: datetime, by: Any) -> Offer:
    """Give somebody longer, or until another day, to answer their offer.

    A letter still in the outbox gets the new date in place of the old; somebody who
    has been told already gets a short notice.

    Raises:
        ValidationError: no open offer, or the deadline is not ahead.
    """
    if deadline <= timezone.now():
        raise ValidationError("Give a deadline that is still to come.", code="deadline")
    offer = lock_open_offer(application)
    old_words, new_words = say_deadline(offer.deadline), say_deadline(deadline)
    offer.deadline, offer.warned_at = deadline, None
    offer.save(update_fields=["deadline", "warned_at"])
    record("recruitment.move_deadline", offer, by=by, deadline=deadline.isoformat())
    newest = application.decision_letters.select_related("letter").last()
    if newest is not None and newest.letter.state == LetterState.HELD:
        rewrite_letter(
            letter=newest.letter,
            subject=newest.letter.subject,
            body=newest.letter.body.replace(old_words, new_words),
            by=by,
        )
    else:
        [full] = read_in_order([application])
        write_notice(application=full, template="new_deadline", deadline=new_words)
    return offer


def lock_open_offer(application: Application) -> Offer:
    """The newest offer, locked, of somebody who may still answer it.

    Raises:
        ValidationError: there is none, or it has been answered or lapsed meanwhile.
    """
    locked = Application.objects.select_for_update().get(pk=application.pk)
    offer = locked.offers.select_for_update().order_by("-id").first()
    if offer is None or locked.state != ApplicationState.OFFERED:
        raise ValidationError("There is no offer to answer now.", code="no_offer")
    return offer
