from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from lehc.audit.actions import record
from lehc.background.registry import enqueue_on_commit
from lehc.recruitment.models import Call
from lehc.selection.actions.statements import require_statements
from lehc.selection.actions.watching import RunStoppedError, RunWatch
from lehc.selection.calculations.cohorts import (
    Answer,
    InputError,
    TimeRanOutError,
    compute,
    find_certain,
)
from lehc.selection.calculations.findings import find_out
from lehc.selection.conditions import Condition, conditions_of, list_keys
from lehc.selection.enums import Method, RunState, Standing
from lehc.selection.inputs import (
    name_anonymously,
    with_standings,
    write_people,
    write_targets,
)
from lehc.selection.models import Run, RunPerson, Target
from lehc.selection.queries.pool import Candidate, Pool, build_pool
from lehc.selection.queries.runs import known_names, threshold_of

LARGEST_SEED = 2**31
TOOK_TOO_LONG = (
    "It took longer than a quarter of an hour, so we stopped it. Fewer targets, or the "
    "lottery that makes only the smallest chance as large as it can be, are faster."
)


@dataclass(frozen=True)
class Wanted:
    """What is to be tried. `left_out` names targets by what they are about."""

    seats: int
    method: str = Method.BEST
    seed: int | None = None
    uses_band: bool = True
    left_out: Collection[tuple[Condition, ...]] = ()


@transaction.atomic
def ask_for_run(*, call: Call, wanted: Wanted, by: Any) -> Run:
    """Note down the pool and the targets as they are now, and have it computed.

    Raises:
        ValidationError: there are fewer people than seats, more people are clearly in
            than there are seats, or a target lacks its statement.
    """
    seed = choose_seed(call) if wanted.seed is None else wanted.seed
    pool = build_pool(call)
    check_pool(pool, wanted.seats)
    targets = [
        target
        for target in Target.objects.filter(call=call)
        if conditions_of(target) not in wanted.left_out
    ]
    keys = list_keys(map(conditions_of, targets))
    statements = require_statements(call=call, keys=keys)
    people = name_anonymously(pool, known=known_names(call))
    people_csv = write_people(people, keys)
    band = threshold_of(call)
    in_from = band.in_from if band and wanted.uses_band else None
    standings = find_standings(people_csv, wanted.seats, in_from)
    run = Run.objects.create(
        call=call,
        method=wanted.method,
        seed=seed,
        seats=wanted.seats,
        out_below=band.merit if band else None,
        in_from=in_from,
        statements=statements,
        people_csv=with_standings(people_csv, standings),
        targets_csv=write_targets(targets),
        asked_by=by,
    )
    note_people(run, people, standings)
    facts = {"seed": seed, "seats": wanted.seats, "method": str(wanted.method)}
    record("selection.ask_for_run", run, by=by, **facts)
    enqueue_on_commit("selection.compute_run", run_id=run.pk)
    return run


def note_people(
    run: Run, people: Mapping[str, Candidate], standings: Mapping[str, str]
) -> None:
    """Who stands behind each id of a run, and how they stood."""
    RunPerson.objects.bulk_create(
        RunPerson(
            run=run,
            application=row.application,
            anonymous_id=name,
            standing=standings.get(name, Standing.FREE),
        )
        for name, row in people.items()
    )


def choose_seed(call: Call) -> int:
    """That of the call's first run, so that nobody tries seeds by trying again."""
    first = Run.objects.cohorts_only().filter(call=call).order_by("pk").first()
    return secrets.randbelow(LARGEST_SEED) if first is None else first.seed


def check_pool(pool: Pool, seats: int) -> None:
    """Raise ValidationError unless there are people for so many seats."""
    people = len(pool.candidates)
    if not people:
        raise ValidationError(
            "Nobody can be chosen yet. See below why, and what to do.", code="empty"
        )
    if seats > people:
        raise ValidationError(
            {
                "seats": f"Of the people who may be chosen now there are {people}. "
                "Enter at most that many seats"
            },
            code="seats",
        )


def find_standings(people_csv: str, seats: int, in_from: Any) -> dict[str, str]:
    """Who is clearly in by the merit band."""
    if in_from is None:
        return {}
    try:
        certain = find_certain(people_csv, seats=seats, in_from=float(in_from))
    except InputError as error:
        raise ValidationError(
            f"{error} Raise the line from which people are clearly in.", code="band"
        ) from error
    return dict.fromkeys(certain, Standing.CERTAIN)


def compute_run(run_id: int) -> None:
    """Compute a waiting run and keep what it found; nothing if it is not waiting.

    The answer is kept as soon as it is there; what each target costs comes after.
    """
    run = Run.objects.filter(pk=run_id, state=RunState.WAITING).first()
    if run is None:
        return
    try:
        keep_answer(run=run, answer=compute(run, watch=RunWatch(run)))
    except RunStoppedError:
        return
    except TimeRanOutError:
        end_without_answer(run=run, note=TOOK_TOO_LONG)
    except InputError as error:
        end_without_answer(run=run, note=str(error))
    add_findings(run_id)


@transaction.atomic
def keep_answer(*, run: Run, answer: Answer) -> None:
    """Write down what a computation found, once."""
    current = Run.objects.select_for_update().get(pk=run.pk)
    if current.state != RunState.WAITING:
        return
    current.certificate = answer.certificate
    current.cohorts = answer.cohorts
    current.state = RunState.DONE if answer.is_found else RunState.CANNOT_BE_MET
    current.finished_at = timezone.now()
    current.findings = answer.findings
    current.save(
        update_fields=["certificate", "cohorts", "findings", "state", "finished_at"]
    )
    current.people.filter(anonymous_id__in=answer.selected).update(is_chosen=True)
    record("selection.compute_run", current, by=None, state=current.state)


@transaction.atomic
def end_without_answer(*, run: Run, note: str) -> None:
    """Stop a waiting run and say why."""
    current = Run.objects.select_for_update().get(pk=run.pk)
    if current.state != RunState.WAITING:
        return
    current.state, current.note = RunState.STOPPED, note
    current.finished_at = timezone.now()
    current.save(update_fields=["state", "note", "finished_at"])
    record("selection.end_without_answer", current, by=None)


def add_findings(run_id: int) -> None:
    """Add to a run that found something what each of its targets costs."""
    run = Run.objects.filter(pk=run_id, state=RunState.DONE).first()
    if run is None or "costs" in run.findings:
        return
    try:
        found = find_out(run, watch=RunWatch(run, RunState.DONE))
    except (RunStoppedError, TimeRanOutError):
        found = {"costs": []}
    with transaction.atomic():
        current = Run.objects.select_for_update().get(pk=run.pk)
        current.findings = current.findings | found
        current.save(update_fields=["findings"])


@transaction.atomic
def stop_run(*, run: Run, by: Any) -> None:
    """Stop a run that is being computed; the worker notices within seconds.

    Raises:
        ValidationError: it has come to its end already.
    """
    current = Run.objects.select_for_update().get(pk=run.pk)
    if current.state != RunState.WAITING:
        raise ValidationError("This run has come to its end already.", code="ended")
    current.state, current.note = RunState.STOPPED, "Somebody in the team stopped it."
    current.finished_at = timezone.now()
    current.save(update_fields=["state", "note", "finished_at"])
    record("selection.stop_run", current, by=by)
