"""From a fixed cohort to offers, and from a free place to the waiting list."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from lehc.audit.actions import record
from lehc.background.registry import enqueue_on_commit
from lehc.recruitment.actions.offers import (
    make_offers,
    put_on_waiting_list,
    tell_not_this_time,
)
from lehc.recruitment.enums import CHOOSABLE_STATES, ApplicationState
from lehc.recruitment.models import Application, Call
from lehc.selection.actions.fixing import fix_run, refuse_unready
from lehc.selection.actions.runs import LARGEST_SEED
from lehc.selection.enums import RunKind, RunState, Standing
from lehc.selection.inputs import with_standings
from lehc.selection.models import Run, RunPerson
from lehc.selection.queries.runs import settled_run_of

STANDINGS: dict[str, Standing] = {
    ApplicationState.OFFERED: Standing.ACCEPTED,
    ApplicationState.ACCEPTED: Standing.ACCEPTED,
    ApplicationState.WAITING: Standing.FREE,
}


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
    """Everybody's letter, held; call it inside the transaction that settles the run."""
    people = list(people)
    make_offers(applications=[p.application for p in people if p.is_chosen], by=by)
    waiting = [p.application for p in people if not p.is_chosen]
    put_on_waiting_list(ordered_applications=waiting, by=by)
    rest = Application.objects.filter(call=run.call).choosable()
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
def ask_for_replacement(*, call: Call, by: Any) -> Run:
    """Have free places filled from the waiting list, keeping everyone who has one.

    The people and targets are those of the settled cohort, so the balance is the same.
    The seed follows from the first one and from who left, so that asking again changes
    nothing.

    Raises:
        ValidationError: no cohort has been settled, no place is free, or nobody waits.
    """
    base = settled_run_of(call)
    if base is None:
        raise ValidationError("Fix a cohort first.", code="no_cohort")
    people = list(base.people.select_related("application"))
    standings = {
        p.anonymous_id: STANDINGS.get(p.application.state, Standing.OUT) for p in people
    }
    refuse_needless(list(standings.values()), base.seats)
    run = Run.objects.create(
        call=call,
        kind=RunKind.REPLACEMENT,
        replaces=base,
        method=base.method,
        seed=follow_seed(base.seed, standings),
        seats=base.seats,
        statements=base.statements,
        people_csv=with_standings(base.people_csv, standings),
        targets_csv=base.targets_csv,
        asked_by=by,
    )
    RunPerson.objects.bulk_create(
        RunPerson(
            run=run,
            application=person.application,
            anonymous_id=person.anonymous_id,
            standing=standings[person.anonymous_id],
        )
        for person in people
    )
    record("selection.ask_for_replacement", run, by=by, replaces=base.pk)
    enqueue_on_commit("selection.compute_run", run_id=run.pk)
    return run


def follow_seed(seed: int, standings: dict[str, Standing]) -> int:
    """A seed that follows from another and from who holds a place, waits or left."""
    facts = f"{seed} {sorted((name, str(one)) for name, one in standings.items())}"
    return int.from_bytes(sha256(facts.encode()).digest()[:8]) % LARGEST_SEED


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
    fixed.settled_at = timezone.now()
    fixed.save(update_fields=["settled_at"])
    return fixed


def refuse_stale(people: list[RunPerson]) -> None:
    for person in people:
        now = STANDINGS.get(person.application.state, Standing.OUT)
        if now != person.standing:
            raise ValidationError(
                "Somebody answered an offer since this was computed. Compute it again.",
                code="stale",
            )
