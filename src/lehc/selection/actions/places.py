"""From a fixed cohort to everybody's letter."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from lehc.recruitment.actions.offers import (
    make_offers,
    put_on_waiting_list,
    tell_not_this_time,
)
from lehc.recruitment.enums import CHOOSABLE_STATES
from lehc.recruitment.models import Application, Call
from lehc.selection.actions.fixing import fix_run, refuse_unready
from lehc.selection.models import Run, RunPerson
from lehc.selection.queries.latecomers import Latecomers, find_latecomers
from lehc.selection.queries.runs import settled_run_of


@transaction.atomic
def settle_cohort(*, run: Run, reason: str, by: Any) -> Run:
    """Fix the best cohort and write everybody's letter, held in the outbox.

    Chosen people are offered a place, the rest of the pool waits, and everyone else
    who is eligible hears a kind “not this time”.

    Raises:
        ValidationError: the run can't be fixed, or some applications have not been
            looked at or have changed since. Then nothing has changed.
    """
    if run.is_lottery:
        raise ValidationError("Fix the lottery, then draw a number.", code="lottery")
    fixed = fix_run(run=run, reason=reason, by=by)
    refuse_unready(fixed)
    people = list(fixed.people.select_related("application").order_by("anonymous_id"))
    write_letters(run=fixed, people=people, by=by)
    return fixed


def write_letters(*, run: Run, people: Iterable[RunPerson], by: Any) -> None:
    """Everybody's letter, held; call it inside the transaction that settles the run.

    Whoever came to be choosable after a lottery was fixed had no part in it, so the
    draw says nothing about them: `answer_latecomers` does.
    """
    people = list(people)
    make_offers(applications=[p.application for p in people if p.is_chosen], by=by)
    waiting = [p.application for p in people if not p.is_chosen]
    put_on_waiting_list(ordered_applications=waiting, by=by)
    late = [row.pk for row in find_latecomers(run.call).joining]
    rest = Application.objects.filter(call=run.call).choosable().exclude(pk__in=late)
    tell_not_this_time(applications=rest, by=by)
    run.settled_at = timezone.now()
    run.save(update_fields=["settled_at"])


def still_choosable(run: Run) -> list[RunPerson]:
    """The people of a run who have not withdrawn since it was computed."""
    return list(
        run.people.filter(application__state__in=CHOOSABLE_STATES)
        .select_related("application")
        .order_by("anonymous_id")
    )


@transaction.atomic
def answer_latecomers(*, call: Call, by: Any) -> Latecomers:
    """Write, held, to whoever was found eligible after the cohort was fixed.

    Those the panel put forward go on the waiting list; those it did not, and those
    below the threshold, hear “not this time”. Whoever is still open waits.

    Raises:
        ValidationError: no cohort has been settled, or nobody can be answered.
    """
    if settled_run_of(call) is None:
        raise ValidationError("Fix a cohort first.", code="no_cohort")
    found = find_latecomers(call)
    if not found.joining and not found.not_this_time:
        raise ValidationError("Nobody can be answered now.", code="nobody")
    put_on_waiting_list(ordered_applications=found.joining, by=by)
    tell_not_this_time(applications=found.not_this_time, by=by)
    return found
