from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404

from lehc.recruitment.enums import ApplicationState
from lehc.recruitment.models import Application, Call
from lehc.selection.enums import RunKind
from lehc.selection.models import Run, RunPerson, Target, Threshold


def runs_of(call: Call) -> QuerySet[Run]:
    """A call's runs, newest first, without the files that only one page needs."""
    return (
        Run.objects.filter(call=call)
        .defer("people_csv", "targets_csv", "certificate", "findings")
        .select_related("asked_by")
    )


def get_run(call: Call, pk: int) -> Run:
    """One run of the call.

    Raises:
        Http404: there is none.
    """
    run = Run.objects.filter(call=call, pk=pk).select_related("call__cohort").first()
    if run is None:
        raise Http404
    return run


def get_public_run(pk: int) -> Run:
    """A run whose certificate is public: one that was fixed.

    Raises:
        Http404: there is none.
    """
    run = (
        Run.objects.filter(pk=pk, fixed_at__isnull=False)
        .select_related("call__cohort__programme")
        .first()
    )
    if run is None:
        raise Http404
    return run


def people_of(run: Run) -> QuerySet[RunPerson]:
    """Who stands behind the ids of a run."""
    return run.people.select_related(
        "application__person",
        "application__organisation",
        "application__team",
        "application__waiting_place",
    ).order_by("anonymous_id")


def targets_of(call: Call) -> QuerySet[Target]:
    return Target.objects.filter(call=call)


def threshold_of(call: Call) -> Threshold | None:
    return Threshold.objects.filter(call=call).first()


def fixed_run_of(call: Call) -> Run | None:
    """The run that became the cohort, if one has."""
    return Run.objects.filter(
        call=call, kind=RunKind.COHORT, fixed_at__isnull=False
    ).first()


def count_free_places(call: Call) -> int:
    """Seats of the fixed cohort that nobody holds or has been offered."""
    fixed = fixed_run_of(call)
    if fixed is None:
        return 0
    taken = Application.objects.filter(
        call=call, state__in=[ApplicationState.OFFERED, ApplicationState.ACCEPTED]
    ).count()
    return max(0, fixed.seats - taken)
