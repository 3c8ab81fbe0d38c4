from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import Http404

from lehc.letters.enums import LetterState
from lehc.recruitment.models import Application, Call, DecisionLetter
from lehc.recruitment.queries.decisions import told
from lehc.selection.enums import Method, RunKind, RunState, Standing
from lehc.selection.models import (
    Draw,
    Override,
    Run,
    RunPerson,
    Target,
    Threshold,
)
from lehc.selection.models.runs import RunQuerySet


def runs_of(call: Call) -> RunQuerySet:
    """A call's runs, newest first, without the files that only one page needs."""
    return Run.objects.filter(call=call).light().select_related("asked_by")


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
    """A run whose certificate is public: one that was fixed, even if taken back since.

    Raises:
        Http404: there is none.
    """
    run = find_fixed(pk)
    if run is None:
        raise Http404
    return run


def find_fixed(pk: int) -> Run | None:
    """A run that was fixed, even if it was taken back since."""
    return (
        Run.objects.filter(pk=pk, fixed_at__isnull=False)
        .select_related("call__cohort__programme")
        .first()
    )


def people_of(run: Run) -> QuerySet[RunPerson]:
    """Who stands behind the ids of a run."""
    return run.people.select_related(
        "application__person",
        "application__organisation",
        "application__team",
        "application__waiting_place",
    ).order_by("anonymous_id")


def count_people(run: Run) -> int:
    """Who could be chosen; of a replacement, who waited."""
    if run.replaces_id is not None:
        return run.people.filter(standing=Standing.FREE).count()
    return run.people.count()


def chosen_ids(run: Run) -> list[str]:
    """The ids of those who get the places, as people left them."""
    return list(
        run.people.filter(is_chosen=True).values_list("anonymous_id", flat=True)
    )


def known_names(call: Call) -> dict[int, str]:
    """The anonymous ids of the call's runs for a cohort, by application's id."""
    people = RunPerson.objects.filter(
        run__in=Run.objects.cohorts_only(), run__call=call
    )
    return dict(people.order_by("-pk").values_list("application_id", "anonymous_id"))


def count_tried(run: Run) -> int:
    """How many runs for the same were asked for before this one was fixed.

    For a replacement those are other replacements that were not fixed themselves.
    """
    others = Run.objects.filter(
        call=run.call_id, kind=run.kind, replaces=run.replaces_id
    ).exclude(pk=run.pk)
    if run.replaces_id is not None:
        others = others.filter(fixed_at__isnull=True)
    return others.filter(asked_at__lt=run.fixed_at).count() if run.fixed_at else 0


def find_draw(run: Run) -> Draw | None:
    """The number that was drawn, if one was."""
    return Draw.objects.filter(run=run).first()


def overrides_of(run: Run) -> QuerySet[Override]:
    return run.overrides.select_related("taken_out", "put_in", "made_by")


def runs_among(call: Call, chosen: list[int]) -> QuerySet[Run]:
    """The chosen runs for a cohort, newest first; all of them where none is chosen."""
    runs = runs_of(call).cohorts_only()
    return runs.filter(pk__in=chosen) if chosen else runs


def find_chance(application: Application) -> RunPerson | None:
    """Where the person stood in the run that became the cohort, once they were told.

    None before their letter has left: a chance would give the decision away.
    """
    return chances_of(application).select_related("run__call__cohort").first()


def find_later_place(application: Application) -> Run | None:
    """The replacement by which somebody got a place after all, once they were told."""
    mine = RunPerson.objects.filter(
        application__in=told(Application.objects.filter(pk=application.pk)).values(
            "pk"
        ),
        is_chosen=True,
        standing=Standing.FREE,
    )
    replacements = Run.objects.filter(kind=RunKind.REPLACEMENT).settled()
    return replacements.filter(people__in=mine.values("pk")).first()


def chances_of(application: Application) -> QuerySet[RunPerson]:
    """The person's row in the run that became the cohort; none before their letter.

    A later letter that still waits, as of a place that came free, takes nothing away.
    """
    settled = Run.objects.cohorts_only().settled().filter(call=application.call_id)
    let_go = DecisionLetter.objects.exclude(letter__state=LetterState.HELD).filter(
        application=application, letter__written_at__gte=OuterRef("run__fixed_at")
    )
    mine = RunPerson.objects.filter(
        application=application, run__in=settled.values("pk")
    )
    return mine.filter(Exists(let_go))


def targets_of(call: Call) -> QuerySet[Target]:
    return Target.objects.filter(call=call)


def threshold_of(call: Call) -> Threshold | None:
    return Threshold.objects.filter(call=call).first()


def fixed_run_of(call: Call) -> Run | None:
    """The run that counts, if one has been fixed; a lottery may wait for its draw."""
    return Run.objects.cohorts_only().fixed().filter(call=call).first()


def find_run_to_explain(call: Call) -> Run | None:
    """The same, with no more than a link to it needs: certificates are large."""
    runs = Run.objects.cohorts_only().fixed().filter(call=call)
    return runs.only("kind", "method").first()


def find_panel_run(call: Call, *, without: Iterable[str] = ()) -> Run | None:
    """The best cohort that the panel may talk about: the fixed one, else the newest.

    None where a lottery was fixed: who is drawn is drawn. `without` names columns
    that are not needed, since certificates are large.
    """
    computed = Q(method=Method.BEST, state=RunState.DONE)
    runs = runs_of(call).cohorts_only().filter(taken_back_at__isnull=True)
    found = (
        runs.filter(computed | Q(fixed_at__isnull=False))
        .order_by(F("fixed_at").desc(nulls_last=True), "-pk")
        .defer(*without)
        .first()
    )
    return None if found is None or found.is_lottery else found


def settled_run_of(call: Call) -> Run | None:
    """The run that became the cohort, if one has."""
    return Run.objects.cohorts_only().settled().filter(call=call).first()
