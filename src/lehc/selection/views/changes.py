"""People decide otherwise: one person for another, or a lottery taken back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from lehc.assessment.policy import Part
from lehc.assessment.presenters.desk import show_panel_desk
from lehc.assessment.queries.access import get_panel_for
from lehc.programmes.forms import copy_errors
from lehc.programmes.queries import get_cohort_for
from lehc.programmes.views.desk import read_post, render_desk_form
from lehc.selection.actions.fixing import take_back_lottery
from lehc.selection.actions.overrides import is_open_to_change, override_cohort
from lehc.selection.calculations.cohorts import count_now
from lehc.selection.forms.runs import OverrideForm, TakeBackForm
from lehc.selection.models import Run
from lehc.selection.presenters.decisions import show_overrides
from lehc.selection.presenters.panel import say_standing, show_cohort
from lehc.selection.presenters.runs import show_targets
from lehc.selection.queries.calls import get_call
from lehc.selection.queries.runs import (
    find_panel_run,
    get_run,
    overrides_of,
    people_of,
)
from lehc.selection.sight import find_sight
from lehc.selection.views.desk import READ_OR_SEND
from lehc.selection.views.runs import make_namer

OTHER_RUN = (
    "Another cohort was found while this page was open, and its ids stand for other "
    "people. Nothing was changed. Read the lists anew before you decide."
)
CHANGED = "We have changed the cohort and kept your reason."


def change(request: HttpRequest, run: Run, form: OverrideForm) -> bool:
    """Put one person in for another as the form says; whether that could be done."""
    try:
        override_cohort(run=run, by=request.user, **form.cleaned_data)
    except ValidationError as error:
        copy_errors(form, error)
        return False
    messages.success(request, CHANGED)
    return True


@require_http_methods(READ_OR_SEND)
@login_required
def panel_cohort(request: HttpRequest, slug: str) -> HttpResponse:
    """The best cohort as the panel may see it; the chair or the team decides otherwise.

    Whoever the person has a conflict with, or has not declared on, is left out, and
    others with them: see `selection.sight`.
    """
    panel = get_panel_for(request.user, slug)
    run = find_panel_run(panel.call)
    if run is None:
        raise Http404
    form = OverrideForm(read_post(request))
    if request.method == "POST" and form.is_valid():
        if request.POST.get("run") != str(run.pk):
            form = form.without_ids()
            form.add_error(None, OTHER_RUN)
        elif change(request, run, form):
            return redirect("panel_cohort", slug)
    is_team = panel.part is Part.TEAM
    return render(
        request,
        "selection/panel_cohort.html",
        {
            "desk": show_panel_desk(panel.part, panel.call.cohort, request.path),
            "run": run,
            "form": form,
            "is_team": is_team,
            "is_open": is_open_to_change(run),
            "standing": say_standing(run),
            **describe_cohort(run, request.user, slug),
        },
    )


def describe_cohort(run: Run, viewer: Any, slug: str) -> dict[str, Any]:
    """Who is in and out, what people changed, and which targets then hold."""
    people, overrides = list(people_of(run)), list(overrides_of(run))
    sight = find_sight(run, people, viewer)
    chosen = [person.anonymous_id for person in people if person.is_chosen]
    seats = count_now(run, chosen) if overrides else None
    return show_cohort(people, sight, slug) | {
        "is_limited": sight.is_limited,
        "overrides": show_overrides(overrides, is_public=False),
        "targets": show_targets(run, make_namer(run), seats=seats),
    }


@require_http_methods(READ_OR_SEND)
@login_required
def desk_run_change(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The panel decides otherwise: one person for another, with a reason."""
    cohort = get_cohort_for(request.user, slug)
    run = get_run(get_call(cohort), pk)
    form = OverrideForm(read_post(request))
    if request.method == "POST" and form.is_valid() and change(request, run, form):
        return redirect("desk_run_result", slug=slug, pk=pk)
    return render_desk_form(
        request,
        cohort,
        form=form,
        heading="Decide otherwise than the computation",
        introduction="One person gets a place instead of another. The certificate says "
        "when and why the programme team decided so, without your name. Targets that "
        "are then missed are named.",
        button="Change the cohort",
        back_url=reverse("desk_run_result", args=[slug, pk]),
    )


@require_http_methods(READ_OR_SEND)
@login_required
def desk_run_take_back(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Give up a fixed lottery before its draw."""
    cohort = get_cohort_for(request.user, slug)
    run = get_run(get_call(cohort), pk)
    form = TakeBackForm(read_post(request))
    if request.method == "POST" and form.is_valid():
        try:
            take_back_lottery(run=run, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            copy_errors(form, error)
        else:
            messages.success(request, "The lottery is taken back.")
            return redirect("desk_selection", slug=slug)
    return render_desk_form(
        request,
        cohort,
        form=form,
        heading="Take the lottery back",
        introduction="Do this only if something was wrong, such as a missing "
        "application. The list stays public, with your reason. Then you can fix "
        "another run.",
        button="Take it back",
        back_url=reverse("desk_run_result", args=[slug, pk]),
    )
