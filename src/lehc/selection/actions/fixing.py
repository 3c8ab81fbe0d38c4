"""One run of a call becomes what counts: with a reason, after the call has closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from lehc.audit.actions import record
from lehc.background.registry import enqueue_on_commit
from lehc.recruitment.enums import ApplicationState
from lehc.recruitment.models import Application, Call
from lehc.selection.actions.statements import require_statements
from lehc.selection.changes import find_changes
from lehc.selection.enums import RunKind, RunState
from lehc.selection.inputs import list_features
from lehc.selection.models import Run


@dataclass(frozen=True)
class DrawPlan:
    """When and where a number will be drawn, and what anybody may download."""

    on: date | None = None
    where: str = ""
    publishes_people: bool = False


@transaction.atomic
def fix_run(*, run: Run, reason: str, by: Any) -> Run:
    """Make this run the one that counts: one a call, with a reason, after it closed.

    Raises:
        ValidationError: the run found nothing, the call is still open, another run has
            been fixed, or a statement its targets stand on was withdrawn.
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
    if run.fixed_at is not None:
        raise ValidationError("This run has been fixed before.", code="fixed")
    if run.kind != RunKind.COHORT:
        return
    if run.call.is_open:
        raise ValidationError(
            "The call is still open. Fix the cohort after it has closed, so that "
            "everyone who applies in time is looked at.",
            code="open",
        )
    refuse_second(Run.objects.cohorts_only().fixed().filter(call=run.call).first())
    capacity = run.call.cohort.capacity
    if run.seats > capacity:
        raise ValidationError(
            f"This run fills {run.seats} seats, and there "
            f"{'is 1 place' if capacity == 1 else f'are {capacity} places'}. Try again "
            "with as many, or change how many places the cohort has.",
            code="seats",
        )
    require_statements(call=run.call, keys=list_features(run.targets_csv))


def refuse_second(fixed: Run | None) -> None:
    """Raise ValidationError if a run of the call counts already."""
    if fixed is None:
        return
    if fixed.settled_at is None:
        raise ValidationError(
            f"A lottery is fixed already, run {fixed.pk}. Draw its number, or take it "
            "back first.",
            code="fixed",
        )
    raise ValidationError(
        "A cohort has been fixed already. Free places are filled from the waiting "
        "list.",
        code="fixed",
    )


def refuse_outdated(run: Run) -> None:
    """Raise ValidationError if the people differ from those the run looked at."""
    found = find_changes(run)
    said = [
        f"{count} {'person' if count == 1 else 'people'} {words}"
        for count, words in (
            (found.joined, "can be chosen only now"),
            (found.left, "can no longer be chosen"),
            (found.differing, "with other scores or answers"),
        )
        if count
    ]
    if said:
        raise ValidationError(
            f"This run is out of date: {', '.join(said)}. Compute it again, so that "
            "everybody is looked at as they are now.",
            code="outdated",
        )


def refuse_unready(run: Run) -> None:
    """Raise ValidationError unless all were looked at, as they are now."""
    refuse_unchecked(run.call)
    refuse_outdated(run)


def refuse_unchecked(call: Call) -> None:
    unchecked = Application.objects.filter(
        call=call, state=ApplicationState.SUBMITTED
    ).count()
    if unchecked:
        have = "application has" if unchecked == 1 else "applications have"
        raise ValidationError(
            f"{unchecked} {have} not been checked yet. Mark each as eligible or not, "
            "then choose again.",
            code="unchecked",
        )


@dataclass(frozen=True)
class Obstacle:
    """What stands in the way of fixing a run: in words, and by the error's code."""

    words: str
    code: str


def find_obstacle(run: Run) -> Obstacle | None:
    """The first thing that stands in the way of fixing this run now."""
    try:
        refuse_fixing(run)
        if run.kind == RunKind.COHORT:
            refuse_unready(run)
    except ValidationError as error:
        return Obstacle(str(error.messages[0]), error.code or "")
    return None


@transaction.atomic
def fix_lottery(*, run: Run, reason: str, plan: DrawPlan, by: Any) -> Run:
    """Publish a lottery's numbered cohorts; nobody is chosen until a number is drawn.

    Raises:
        ValidationError: it is no lottery, can't be fixed, or some applications have
            not been looked at, or have changed since.
    """
    if not run.is_lottery:
        raise ValidationError("There is nothing to draw in this run.", code="best")
    fixed = fix_run(run=run, reason=reason, by=by)
    refuse_unready(fixed)
    fixed.draw_on, fixed.draw_where = plan.on, plan.where
    fixed.publishes_people = plan.publishes_people
    fixed.save(update_fields=["draw_on", "draw_where", "publishes_people"])
    enqueue_on_commit("selection.print_cohorts", run_id=fixed.pk)
    return fixed


@transaction.atomic
def take_back_lottery(*, run: Run, reason: str, by: Any) -> Run:
    """Give up a fixed lottery before its draw, in public, so another can be fixed.

    Raises:
        ValidationError: it was not fixed, or a number has been drawn.
    """
    current = Run.objects.select_for_update().get(pk=run.pk)
    is_open = current.is_lottery and current.fixed_at and not current.taken_back_at
    if not is_open or current.settled_at:
        raise ValidationError(
            "Only a fixed lottery that has not been drawn can be taken back.",
            code="not_open",
        )
    current.taken_back_at, current.taken_back_reason = timezone.now(), reason
    current.save(update_fields=["taken_back_at", "taken_back_reason"])
    record("selection.take_back_lottery", current, by=by)
    return current
