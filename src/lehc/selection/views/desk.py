"""Choosing the cohort: the pool, the targets, the merit band."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from lehc.assessment.policy import Part
from lehc.assessment.presenters.desk import show_panel_desk
from lehc.assessment.queries.access import get_panel_for
from lehc.programmes.forms import copy_errors
from lehc.programmes.models import Cohort
from lehc.programmes.presenters import show_desk
from lehc.programmes.queries import get_cohort_for
from lehc.programmes.rules import is_lead
from lehc.programmes.views.desk import read_post
from lehc.recruitment.models import Call
from lehc.recruitment.queries.offers import count_free_places
from lehc.recruitment.sight import see_applications
from lehc.selection.actions.settings import set_targets, set_threshold
from lehc.selection.calculations.feasibility import (
    InputError,
    check_targets,
    count_certain,
)
from lehc.selection.changes import find_changes
from lehc.selection.conditions import TargetLike
from lehc.selection.forms.runs import (
    BandForm,
    ReplacementForm,
    RunForm,
    name_target,
)
from lehc.selection.forms.targets import TargetsForm
from lehc.selection.models import Run, Target, Threshold
from lehc.selection.naming import Namer
from lehc.selection.presenters.before_fixing import say_joined, say_open_ends
from lehc.selection.presenters.runs import show_explanation, show_left_out
from lehc.selection.presenters.targets import show_features, show_pairs
from lehc.selection.queries.calls import find_call, get_call
from lehc.selection.queries.latecomers import see_latecomers
from lehc.selection.queries.open_ends import find_open_ends
from lehc.selection.queries.pool import Pool, build_pool
from lehc.selection.queries.runs import (
    fixed_run_of,
    runs_of,
    settled_run_of,
    targets_of,
    threshold_of,
)
from lehc.selection.queries.statements import statements_of
from lehc.selection.sight import hides_some

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
    return render_overview(request, cohort, call)


def render_overview(
    request: HttpRequest,
    cohort: Cohort,
    call: Call,
    form: RunForm | None = None,
    filling: ReplacementForm | None = None,
) -> HttpResponse:
    pool, band, targets = build_pool(call), threshold_of(call), list(targets_of(call))
    visible = see_applications(request.user, call)
    seen = pool.among(set(visible.values_list("pk", flat=True)))
    namer, fixed = Namer(pool.features), fixed_run_of(call)
    free = count_free_places(call)
    return render(
        request,
        "selection/desk_selection.html",
        {
            "desk": show_desk(cohort, request.path),
            "call": call,
            "form": form or make_run_form(cohort, namer, targets, band),
            "pool_size": len(seen.candidates),
            "hides_some": hides_some(request.user, call),
            "left_out": show_left_out(seen),
            "open_ends": say_open_ends(
                find_open_ends(call, visible), team_minimum=call.team_minimum
            ),
            "targets": targets,
            "band": show_band(seen, band, cohort.capacity),
            "answer": check_now(pool, targets, cohort.capacity, band),
            "runs": runs_of(call),
            "fixed": fixed,
            "free_places": free,
            "filling": filling or ReplacementForm(initial={"places": free}),
            "latecomers": see_latecomers(call, request.user)
            if fixed and fixed.settled_at
            else None,
            "missing": say_missing(fixed),
        },
    )


def say_missing(fixed: Run | None) -> str:
    """Who may be chosen but is not in a lottery that waits for its draw, in words."""
    if fixed is None or fixed.settled_at:
        return ""
    return say_joined(find_changes(fixed).joined)


def make_run_form(
    cohort: Cohort,
    namer: Namer,
    targets: list[Target],
    band: Threshold | None,
    data: Any = None,
) -> RunForm:
    initial = {"seats": cohort.capacity, "methods": ["best"]}
    return RunForm(data, namer=namer, targets=targets, band=band, initial=initial)


def show_band(pool: Pool, band: Threshold | None, seats: int) -> dict[str, Any] | None:
    """The merit band with how many people are on which side of it."""
    if band is None:
        return None
    shown = {"merit": band.merit, "in_from": band.in_from, "reason": band.reason}
    if band.in_from is None or not pool.candidates:
        return shown
    try:
        certain = count_certain(pool, seats=seats, in_from=float(band.in_from))
    except InputError as error:
        return shown | {"fault": str(error)}
    return shown | {"certain": certain, "between": len(pool.candidates) - certain}


def check_now(
    pool: Pool, targets: Iterable[TargetLike], seats: int, band: Threshold | None
) -> dict[str, Any]:
    """Whether these targets can be met by the present pool, and what would help."""
    if not pool.candidates:
        return {"is_empty": True}
    in_from = float(band.in_from) if band and band.in_from is not None else None
    try:
        facts = check_targets(pool, targets, seats=seats, in_from=in_from)
    except InputError as error:
        return {"fault": str(error)}
    return {"explanation": show_explanation(facts, Namer(pool.features))}


@require_http_methods(READ_OR_SEND)
@login_required
def desk_targets(request: HttpRequest, slug: str) -> HttpResponse:
    """Set least and most seats beside the counts of the pool, and see what can be met.

    The same form checks without saving (`check`), takes over an offered change
    (`use`), and saves.
    """
    cohort = get_cohort_for(request.user, slug)
    call = get_call(cohort)
    if settled_run_of(call) is not None:
        return redirect("desk_selection", slug=slug)
    pool, statements = build_pool(call), list(statements_of(call))
    visible = see_applications(request.user, call).values_list("pk", flat=True)
    seen, saved = pool.among(set(visible)), list(targets_of(call))
    form = TargetsForm(
        pool=seen,
        targets=saved,
        allowed=[one.question_key for one in statements],
        data=read_post(request),
    )
    is_right = form.is_valid()
    if (
        request.method == "POST"
        and is_right
        and not asks_only(request)
        and form.may_save()
    ):
        set_targets(call=call, wishes=form.list_wishes(), by=request.user)
        messages.success(request, "We have saved your targets.")
        return redirect("desk_selection", slug=slug)
    answer = answer_targets(request, form, pool, cohort, call) if is_right else {}
    return render(
        request,
        "selection/desk_targets.html",
        {
            "desk": show_desk(cohort, request.path),
            "targets_form": form,
            "features": show_features(form, statements, cohort.capacity),
            "pairs": show_pairs(form),
            "has_errors": bool(form.errors),
            "saved": [name_target(one, Namer(pool.features)) for one in saved],
            "seats": cohort.capacity,
            "pool_size": len(seen.candidates),
            "hides_some": hides_some(request.user, call),
            "answer": answer,
            "is_lead": is_lead(request.user, cohort),
        },
    )


def asks_only(request: HttpRequest) -> bool:
    return "check" in request.POST or "use" in request.POST


def answer_targets(
    request: HttpRequest, form: TargetsForm, pool: Pool, cohort: Cohort, call: Call
) -> dict[str, Any]:
    """What the page says about the typed targets, once an offered change is taken."""
    band = threshold_of(call)
    answer = check_now(pool, form.list_wishes(), cohort.capacity, band)
    chosen = request.POST.get("use", "")
    changes = (answer.get("explanation") or {}).get("changes", [])
    if chosen in map(str, range(len(changes))):
        form.apply(changes[int(chosen)])
        answer = check_now(pool, form.list_wishes(), cohort.capacity, band)
    return answer


@require_http_methods(READ_OR_SEND)
@login_required
def desk_threshold(request: HttpRequest, slug: str) -> HttpResponse:
    """The merit band: set by the panel, written down by its chair or the team."""
    panel = get_panel_for(request.user, slug)
    call = panel.call
    initial = BandForm.describe(threshold_of(call))
    form = BandForm(read_post(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            set_threshold(call=call, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            copy_errors(form, error)
        else:
            messages.success(request, "We have saved the merit band.")
            is_team = panel.part is Part.TEAM
            return redirect("desk_selection" if is_team else "panel", slug)
    desk = show_panel_desk(panel.part, call.cohort, request.path)
    context = {"desk": desk, "form": form}
    return render(request, "selection/desk_threshold.html", context)
