"""From a fixed cohort to offers, and from a free place to the waiting list."""

from __future__ import annotations

import secrets
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from lehc.audit.actions import record
from lehc.background.registry import enqueue_on_commit
from lehc.recruitment.actions.offers import (
    make_offers,
    put_on_waiting_list,
    tell_not_this_time,
)
from lehc.recruitment.enums import ApplicationState
from lehc.recruitment.models import Application, Call
from lehc.selection.actions.runs import LARGEST_SEED, fix_run
from lehc.selection.enums import RunKind, RunState, Standing
from lehc.selection.models import Run, RunPerson

STANDINGS: dict[str, Standing] = {
    ApplicationState.OFFERED: Standing.ACCEPTED,
    ApplicationState.ACCEPTED: Standing.ACCEPTED,
    ApplicationState.WAITING: Standing.FREE,
}


@transaction.atomic
def settle_cohort(*, run: Run, reason: str, by: Any) -> Run:
    """Fix the cohort and write everybody's letter, held in the outbox.

    Chosen people are offered a place, the rest of the pool waits, and everyone else
    who is eligible hears a kind “not this time”.

    Raises:
        ValidationError: the run can't be fixed, or some applications have not been
            looked at. Then nothing has changed.
    """
    refuse_unchecked(run.call)
    fixed = fix_run(run=run, reason=reason, by=by)
    people = list(fixed.people.select_related("application").order_by("anonymous_id"))
    make_offers(applications=[p.application for p in people if p.is_chosen], by=by)
    waiting = [p.application for p in people if not p.is_chosen]
    put_on_waiting_list(ordered_applications=waiting, by=by)
    rest = Application.objects.filter(call=fixed.call).choosable()
    tell_not_this_time(applications=rest, by=by)
    return fixed


def refuse_unchecked(call: Call) -> None:
    unchecked = Application.objects.filter(
        call=call, state=ApplicationState.SUBMITTED
    ).count()
    if unchecked:
        raise ValidationError(
            f"{unchecked} applications have not been checked yet. Mark each as "
            "eligible or not, then choose again.",
            code="unchecked",
        )


@transaction.atomic
def ask_for_replacement(*, call: Call, by: Any) -> Run:
    """Have free places filled from the waiting list, keeping everyone who has one.

    The people and targets are those of the fixed cohort, so the balance is the same.

    Raises:
        ValidationError: no cohort has been fixed, no place is free, or nobody waits.
    """
    base = Run.objects.filter(
        call=call, kind=RunKind.COHORT, fixed_at__isnull=False
    ).first()
    if base is None:
        raise ValidationError("Fix a cohort first.", code="no_cohort")
    people = list(base.people.select_related("application"))
    standings = [STANDINGS.get(p.application.state, Standing.OUT) for p in people]
    refuse_needless(standings, base.seats)
    run = Run.objects.create(
        call=call,
        kind=RunKind.REPLACEMENT,
        replaces=base,
        method=base.method,
        seed=secrets.randbelow(LARGEST_SEED),
        seats=base.seats,
        people_csv=base.people_csv,
        targets_csv=base.targets_csv,
        asked_by=by,
    )
    RunPerson.objects.bulk_create(
        RunPerson(
            run=run,
            application=person.application,
            anonymous_id=person.anonymous_id,
            standing=standing,
        )
        for person, standing in zip(people, standings, strict=True)
    )
    record("selection.ask_for_replacement", run, by=by, replaces=base.pk)
    enqueue_on_commit("selection.compute_run", run_id=run.pk)
    return run


def refuse_needless(standings: list[Standing], seats: int) -> None:
    if standings.count(Standing.ACCEPTED) >= seats:
        raise ValidationError("No place is free.", code="no_vacancy")
    if Standing.FREE not in standings:
        raise ValidationError("Nobody is on the waiting list.", code="nobody_waits")


@transaction.atomic
def offer_replacements(*, run: Run, reason: str, by: Any) -> Run:
    """Fix a replacement and offer the free places to those it chose.

    Raises:
        ValidationError: the run can't be fixed, has been fixed already, or somebody's
            application has moved meanwhile. Then nothing has changed.
    """
    current = Run.objects.select_for_update().get(pk=run.pk)
    if current.kind != RunKind.REPLACEMENT or current.state != RunState.DONE:
        raise ValidationError("This run found no one for the place.", code="no_cohort")
    if current.fixed_at is not None:
        raise ValidationError("These places have been offered.", code="fixed")
    people = list(current.people.select_related("application"))
    refuse_stale(people)
    fixed = fix_run(run=current, reason=reason, by=by)
    chosen = [
        p.application for p in people if p.is_chosen and p.standing == Standing.FREE
    ]
    make_offers(applications=chosen, by=by)
    return fixed


def refuse_stale(people: list[RunPerson]) -> None:
    for person in people:
        now = STANDINGS.get(person.application.state, Standing.OUT)
        if now != person.standing:
            raise ValidationError(
                "Somebody answered an offer since this was computed. Compute it again.",
                code="stale",
            )
