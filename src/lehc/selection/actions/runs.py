from __future__ import annotations

import secrets
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from lehc.audit.actions import record
from lehc.background.registry import enqueue_on_commit
from lehc.recruitment.models import Call
from lehc.selection.calculations.cohorts import Answer, compute
from lehc.selection.enums import RunKind, RunState
from lehc.selection.inputs import name_anonymously, write_people, write_targets
from lehc.selection.models import Run, RunPerson, Target
from lehc.selection.queries.pool import build_pool

LARGEST_SEED = 2**31


@transaction.atomic
def ask_for_run(
    *, call: Call, seats: int, by: Any, method: str = "best", seed: int | None = None
) -> Run:
    """Note down the pool and the targets as they are now, and have a cohort computed.

    Raises:
        ValidationError: the pool is empty.
    """
    seed = secrets.randbelow(LARGEST_SEED) if seed is None else seed
    pool = build_pool(call)
    if not pool.candidates:
        raise ValidationError(
            "Nobody can be chosen yet. See below why, and what to do.", code="empty"
        )
    targets = list(Target.objects.filter(call=call))
    keys = list(dict.fromkeys(target.question_key for target in targets))
    people = name_anonymously(pool, seed=seed)
    run = Run.objects.create(
        call=call,
        method=method,
        seed=seed,
        seats=seats,
        people_csv=write_people(people, keys),
        targets_csv=write_targets(targets),
        asked_by=by,
    )
    RunPerson.objects.bulk_create(
        RunPerson(run=run, application=row.application, anonymous_id=name)
        for name, row in people.items()
    )
    record("selection.ask_for_run", run, by=by, seed=seed, seats=seats, method=method)
    enqueue_on_commit("selection.compute_run", run_id=run.pk)
    return run


def compute_run(run_id: int) -> None:
    """Compute a waiting run and keep its certificate; nothing if it is not waiting."""
    run = Run.objects.filter(pk=run_id, state=RunState.WAITING).first()
    if run is not None:
        keep_answer(run=run, answer=compute(run))


@transaction.atomic
def keep_answer(*, run: Run, answer: Answer) -> None:
    """Write down what a computation found, once."""
    current = Run.objects.select_for_update().get(pk=run.pk)
    if current.state != RunState.WAITING:
        return
    current.certificate = answer.certificate
    current.state = RunState.DONE if answer.is_chosen else RunState.CANNOT_BE_MET
    current.finished_at = timezone.now()
    current.findings = answer.findings
    current.save(update_fields=["certificate", "findings", "state", "finished_at"])
    current.people.filter(anonymous_id__in=answer.selected).update(is_chosen=True)
    record("selection.compute_run", current, by=None, state=current.state)


@transaction.atomic
def fix_run(*, run: Run, reason: str, by: Any) -> Run:
    """Make this run's cohort the cohort: one a call, with a reason, after it closed.

    Raises:
        ValidationError: the run found no cohort, the call is still open, or another
            run has been fixed.
    """
    current = Run.objects.select_for_update().select_related("call").get(pk=run.pk)
    refuse_fixing(current)
    current.fixed_at = timezone.now()
    current.fixed_reason = reason
    current.save(update_fields=["fixed_at", "fixed_reason"])
    record("selection.fix_run", current, by=by)
    return current


def refuse_fixing(run: Run) -> None:
    if run.state != RunState.DONE:
        raise ValidationError("This run found no cohort.", code="no_cohort")
    if run.kind == RunKind.COHORT and run.call.is_open:
        raise ValidationError(
            "The call is still open. Fix the cohort after it has closed, so that "
            "everyone who applies in time is looked at.",
            code="open",
        )
    fixed = Run.objects.filter(call=run.call, kind=RunKind.COHORT)
    if run.kind == RunKind.COHORT and fixed.exclude(fixed_at=None).exists():
        raise ValidationError(
            "A cohort has been fixed already. Free places are filled from the "
            "waiting list.",
            code="fixed",
        )
