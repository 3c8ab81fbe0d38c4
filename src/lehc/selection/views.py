from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from lehc.programmes.models import Cohort
from lehc.programmes.presenters import show_desk
from lehc.programmes.queries import get_cohort_for
from lehc.recruitment.models import Call
from lehc.recruitment.sight import see_applications
from lehc.selection.actions.places import (
    ask_for_replacement,
    offer_replacements,
    settle_cohort,
)
from lehc.selection.actions.runs import ask_for_run
from lehc.selection.actions.settings import set_targets, set_threshold
from lehc.selection.calculations.cohorts import check_targets
from lehc.selection.enums import RunKind, RunState
from lehc.selection.forms import ReasonForm, RunForm, TargetsForm, ThresholdForm
from lehc.selection.inputs import name_anonymously, write_people, write_targets
from lehc.selection.models import Run
from lehc.selection.presenters import (
    Namer,
    PersonRow,
    show_explanation,
    show_facts,
    show_left_out,
    show_person,
    show_targets,
)
from lehc.selection.queries.calls import find_call, get_call
from lehc.selection.queries.features import list_named_features
from lehc.selection.queries.pool import Pool, build_pool
from lehc.selection.queries.runs import (
    count_free_places,
    fixed_run_of,
    get_public_run,
    get_run,
    people_of,
    runs_of,
    targets_of,
    threshold_of,
)

READ_OR_SEND = ["GET", "HEAD", "POST"]


@require_safe
@login_required
def desk_selection(request: HttpRequest, slug: str) -> HttpResponse:
    """The pool as it is now, whether the targets can be met, and every run."""
    cohort = get_cohort_for(request.user, slug)
    call = find_call(cohort)
    if call is None:
        context = {"desk": show_desk(cohort, request.path)}
        return render(request, "selection/no_call.html", context)
    form = RunForm(initial={"seats": cohort.capacity})
    return render_overview(request, cohort, call, form)


def render_overview(
    request: HttpRequest, cohort: Cohort, call: Call, form: RunForm
) -> HttpResponse:
    pool = build_pool(call)
    targets = list(targets_of(call))
    return render(
        request,
        "selection/desk_selection.html",
        {
            "desk": show_desk(cohort, request.path),
            "call": call,
            "form": form,
            "pool_size": len(pool.candidates),
            "left_out": show_left_out(pool),
            "targets": targets,
            "threshold": threshold_of(call),
            "explanation": explain_now(pool, targets, cohort.capacity),
            "runs": runs_of(call),
            "fixed": fixed_run_of(call),
            "free_places": count_free_places(call),
        },
    )


def explain_now(pool: Pool, targets: list[Any], seats: int) -> dict[str, Any]:
    """Why the present targets can't be met by the present pool; empty when they can."""
    if not pool.candidates:
        return {}
    people = name_anonymously(pool, seed=0)
    keys = list(dict.fromkeys(target.question_key for target in targets))
    facts = check_targets(write_people(people, keys), write_targets(targets), seats)
    return show_explanation(facts, Namer(pool.features))


@require_http_methods(READ_OR_SEND)
@login_required
def desk_targets(request: HttpRequest, slug: str) -> HttpResponse:
    """Set least and most seats beside the live counts of the pool."""
    cohort = get_cohort_for(request.user, slug)
    call = get_call(cohort)
    data = request.POST if request.method == "POST" else None
    form = TargetsForm(pool=build_pool(call), targets=targets_of(call), data=data)
    if data is not None and form.is_valid():
        set_targets(call=call, wishes=form.list_wishes(), by=request.user)
        messages.success(request, "We have saved your targets.")
        return redirect("desk_selection", slug=slug)
    return render(
        request,
        "selection/desk_targets.html",
        {
            "desk": show_desk(cohort, request.path),
            "targets_form": form,
            "has_errors": bool(form.errors),
            "seats": cohort.capacity,
        },
    )


@require_http_methods(READ_OR_SEND)
@login_required
def desk_threshold(request: HttpRequest, slug: str) -> HttpResponse:
    """The merit below which nobody is chosen."""
    cohort = get_cohort_for(request.user, slug)
    call = get_call(cohort)
    present = threshold_of(call)
    initial = {"merit": present.merit, "reason": present.reason} if present else {}
    form = ThresholdForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        set_threshold(call=call, by=request.user, **form.cleaned_data)
        messages.success(request, "We have saved the threshold.")
        return redirect("desk_selection", slug=slug)
    context = {"desk": show_desk(cohort, request.path), "form": form}
    return render(request, "selection/desk_threshold.html", context)


@require_POST
@login_required
def desk_run(request: HttpRequest, slug: str) -> HttpResponse:
    """Have a cohort computed in the background."""
    cohort = get_cohort_for(request.user, slug)
    call = get_call(cohort)
    form = RunForm(request.POST)
    if form.is_valid():
        try:
            run = ask_for_run(call=call, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect("desk_run_result", slug=slug, pk=run.pk)
    return render_overview(request, cohort, call, form)


@require_POST
@login_required
def desk_replacement(request: HttpRequest, slug: str) -> HttpResponse:
    """Have the free places filled from the waiting list, in the background."""
    cohort = get_cohort_for(request.user, slug)
    try:
        run = ask_for_replacement(call=get_call(cohort), by=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect("desk_selection", slug=slug)
    return redirect("desk_run_result", slug=slug, pk=run.pk)


@require_http_methods(READ_OR_SEND)
@login_required
def desk_run_result(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """What a run found; and, with a reason, make it the cohort."""
    cohort = get_cohort_for(request.user, slug)
    run = get_run(get_call(cohort), pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            settle(run, form.cleaned_data["reason"], request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(
                request, "Done. Everyone's letter now waits in the outbox."
            )
            return redirect("desk_run_result", slug=slug, pk=pk)
    return render_result(request, cohort, run, form)


def make_namer(run: Run) -> Namer:
    """Words for the features and values that the run's certificate names."""
    targets = (run.certificate or {}).get("targets", [])
    return Namer(list_named_features(run.call, [row["value"] for row in targets]))


def show_people(run: Run, *, viewer: Any) -> list[PersonRow]:
    """The people of a run; whoever the viewer must not see stays an anonymous id."""
    visible = set(see_applications(viewer, run.call).values_list("pk", flat=True))
    return [
        show_person(person, is_visible=person.application_id in visible)
        for person in people_of(run)
    ]


def settle(run: Run, reason: str, by: Any) -> None:
    act = settle_cohort if run.kind == RunKind.COHORT else offer_replacements
    act(run=run, reason=reason, by=by)


def render_result(
    request: HttpRequest, cohort: Cohort, run: Run, form: ReasonForm
) -> HttpResponse:
    namer = make_namer(run)
    people = show_people(run, viewer=request.user)
    return render(
        request,
        "selection/desk_run.html",
        {
            "desk": show_desk(cohort, request.path),
            "run": run,
            "form": form,
            "is_waiting": run.state == RunState.WAITING,
            "is_done": run.state == RunState.DONE,
            "is_replacement": run.kind == RunKind.REPLACEMENT,
            "facts": show_facts(run),
            "targets": show_targets(run, namer),
            "explanation": show_explanation(
                (run.certificate or {}).get("infeasible"), namer
            ),
            "chosen": [person for person in people if person.is_chosen],
            "others": [person for person in people if not person.is_chosen],
        },
    )


@require_safe
@login_required
def desk_run_file(request: HttpRequest, slug: str, pk: int, name: str) -> HttpResponse:
    """One of the three files by which anybody can repeat a run."""
    cohort = get_cohort_for(request.user, slug)
    run = get_run(get_call(cohort), pk)
    files = {
        "people.csv": (run.people_csv, "text/csv"),
        "targets.csv": (run.targets_csv, "text/csv"),
        "certificate.json": (json.dumps(run.certificate, indent=2), "application/json"),
    }
    text, kind = files[name]
    return HttpResponse(
        text,
        content_type=f"{kind}; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="run-{pk}-{name}"'},
    )


@require_safe
def certificate(request: HttpRequest, pk: int) -> HttpResponse:
    """The public certificate of a fixed run: everything but the people."""
    run = get_public_run(pk)
    namer = make_namer(run)
    return render(
        request,
        "selection/certificate.html",
        {
            "run": run,
            "cohort": run.call.cohort,
            "call": run.call,
            "facts": show_facts(run),
            "targets": show_targets(run, namer),
        },
    )
