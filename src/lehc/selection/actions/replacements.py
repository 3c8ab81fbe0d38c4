"""From a free place to the waiting list: those with a place keep it."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from lehc.audit.actions import record
from lehc.background.registry import enqueue_on_commit
from lehc.recruitment.actions.offers import make_offers
from lehc.recruitment.models import Call
from lehc.selection.actions.fixing import fix_run
from lehc.selection.actions.runs import LARGEST_SEED, note_people
from lehc.selection.enums import RunKind, RunState, Standing
from lehc.selection.inputs import list_features, with_standings, write_people
from lehc.selection.models import Run, RunPerson
from lehc.selection.queries.runs import settled_run_of
from lehc.selection.replacing import (
    amend_targets,
    find_standing,
    gather_people,
    list_newcomers,
)

STALE = (
    "Somebody’s place or answer has changed since this was computed. Compute it again."
)


@transaction.atomic
def ask_for_replacement(
    *, call: Call, by: Any, places: int | None = None, targets_csv: str | None = None
) -> Run:
    """Have free places filled from the waiting list, keeping everyone who has one.

    `places` is how many of the free ones, all by default. The people are those of the
    settled cohort, as they were noted, and whoever joined the waiting list since. The
    targets are the cohort's own, so the balance is the same, unless others are given.
    The seed follows from the first one and from who left, so that asking again changes
    nothing.

    Raises:
        ValidationError: no cohort has been settled, so many places are not free, or
            not so many people wait.
    """
    base = settled_run_of(call)
    if base is None:
        raise ValidationError("Fix a cohort first.", code="no_cohort")
    targets_csv = base.targets_csv if targets_csv is None else targets_csv
    people = gather_people(base)
    standings = {name: find_standing(row.application) for name, row in people.items()}
    seats = count_seats(list(standings.values()), call.cohort.capacity, places)
    people_csv = write_people(people, list_features(targets_csv))
    run = Run.objects.create(
        call=call,
        kind=RunKind.REPLACEMENT,
        replaces=base,
        method=base.method,
        seed=follow_seed(base.seed, standings),
        seats=seats,
        statements=base.statements,
        people_csv=with_standings(people_csv, standings),
        targets_csv=targets_csv,
        asked_by=by,
    )
    note_people(run, people, standings)
    record("selection.ask_for_replacement", run, by=by, replaces=base.pk)
    enqueue_on_commit("selection.compute_run", run_id=run.pk)
    return run


def ask_with_change(*, run: Run, number: int, by: Any) -> Run:
    """The same replacement with one of the smallest changes of targets it offers.

    Raises:
        ValidationError: the run offers no such change, or places or people have gone.
    """
    offered = ((run.certificate or {}).get("infeasible") or {}).get("alternatives", [])
    if run.kind != RunKind.REPLACEMENT or number not in range(len(offered)):
        raise ValidationError("This change is not offered.", code="no_change")
    return ask_for_replacement(
        call=run.call,
        by=by,
        places=run.seats - run.people.filter(standing=Standing.ACCEPTED).count(),
        targets_csv=amend_targets(run.targets_csv, offered[number]),
    )


def follow_seed(seed: int, standings: dict[str, Standing]) -> int:
    """A seed that follows from another and from who holds a place, waits or left."""
    facts = f"{seed} {sorted((name, str(one)) for name, one in standings.items())}"
    return int.from_bytes(sha256(facts.encode()).digest()[:8]) % LARGEST_SEED


def count_seats(standings: list[Standing], capacity: int, places: int | None) -> int:
    """The seats of a replacement: those held, and the free ones to be filled."""
    held, waiting = standings.count(Standing.ACCEPTED), standings.count(Standing.FREE)
    free = capacity - held
    if free <= 0:
        raise ValidationError("No place is free.", code="no_vacancy")
    if not waiting:
        raise ValidationError("Nobody is on the waiting list.", code="nobody_waits")
    places = min(free, waiting) if places is None else places
    if not 1 <= places <= min(free, waiting):
        raise ValidationError(
            f"{say_places(free)} free and {say_people(waiting)}. Enter a number from 1 "
            f"to {min(free, waiting)}",
            code="places",
        )
    return held + places


def say_places(count: int) -> str:
    return "1 place is" if count == 1 else f"{count} places are"


def say_people(count: int) -> str:
    return "1 person waits" if count == 1 else f"{count} people wait"


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
    refuse_stale(current, people)
    fixed = fix_run(run=current, reason=reason, by=by)
    chosen = [
        p.application for p in people if p.is_chosen and p.standing == Standing.FREE
    ]
    make_offers(applications=chosen, by=by)
    fixed.settled_at = timezone.now()
    fixed.save(update_fields=["settled_at"])
    return fixed


def refuse_stale(run: Run, people: Iterable[RunPerson]) -> None:
    """Raise ValidationError if anybody stands elsewhere now, or has joined since."""
    people = list(people)
    moved = any(p.standing != find_standing(p.application) for p in people)
    if moved or list_newcomers(run, [p.application_id for p in people]):
        raise ValidationError(STALE, code="stale")
