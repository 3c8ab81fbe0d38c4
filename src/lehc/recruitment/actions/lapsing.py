"""Offers nobody answered: a warning first, then the place goes on."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from lehc.audit.actions import record
from lehc.recruitment.actions.decision_letters import write_notice
from lehc.recruitment.actions.moves import move_application
from lehc.recruitment.actions.offers import end_of_day, lock_open_offer, read_in_order
from lehc.recruitment.enums import ApplicationState
from lehc.recruitment.models import Application
from lehc.recruitment.queries.offers import awaiting_answer, near_deadline
from lehc.recruitment.wording import say_deadline

LEAST_DAYS_AFTER_WARNING = 2


def warn_of_deadlines() -> int:
    """Write once to everybody whose offer ends soon; say how many were written to."""
    near = near_deadline(Application.objects.all())
    unwarned = read_in_order(near.filter(Q(offer_warned_at__isnull=True)))
    for application in unwarned:
        warn_of_deadline(application=application)
    return len(unwarned)


@transaction.atomic
def warn_of_deadline(*, application: Application) -> None:
    """Write that the deadline is near; nobody has less than two days from then.

    Housekeeping may have stood still: then the deadline moves on with the warning.
    """
    offer = lock_open_offer(application)
    soonest = end_of_day(
        timezone.localdate() + timedelta(days=LEAST_DAYS_AFTER_WARNING)
    )
    offer.warned_at = timezone.now()
    offer.deadline = max(offer.deadline, soonest)
    offer.save(update_fields=["warned_at", "deadline"])
    record("recruitment.warn_of_deadline", offer, by=None)
    write_notice(
        application=application,
        template="deadline_near",
        deadline=say_deadline(offer.deadline),
    )


def lapse_offers() -> int:
    """Lapse every warned offer whose deadline is past; say how many lapsed."""
    late = awaiting_answer(Application.objects.all()).filter(
        Q(offer_deadline__lt=timezone.now(), offer_warned_at__isnull=False)
    )
    applications = read_in_order(late)
    for application in applications:
        lapse_offer(application=application)
    return len(applications)


@transaction.atomic
def lapse_offer(*, application: Application) -> None:
    """Let one unanswered offer go by, and say so kindly."""
    lock_open_offer(application)
    move_application(application=application, to=ApplicationState.LAPSED, by=None)
    write_notice(application=application, template="lapsed")
