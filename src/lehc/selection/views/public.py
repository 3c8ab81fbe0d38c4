"""What anybody may see: the certificate, the list of cohorts, the draw."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from lehc.programmes.forms import copy_errors
from lehc.programmes.views.desk import read_post
from lehc.recruitment.queries.applying import get_own_application
from lehc.selection.actions.draws import enter_draw
from lehc.selection.calculations.cohorts import count_now
from lehc.selection.forms.draws import DrawForm
from lehc.selection.models import Run
from lehc.selection.presenters.before_fixing import say_amended
from lehc.selection.presenters.decisions import show_overrides, show_statements
from lehc.selection.presenters.draws import show_chance, show_draw, show_list
from lehc.selection.presenters.runs import show_command, show_facts, show_targets
from lehc.selection.queries.runs import (
    chosen_ids,
    count_people,
    count_tried,
    find_chance,
    find_draw,
    find_later_place,
    get_public_run,
    overrides_of,
)
from lehc.selection.rules import may_enter_number
from lehc.selection.views.desk import READ_OR_SEND
from lehc.selection.views.runs import make_namer

NOT_TAKEN = (
    "Your number was not taken: this lottery has been drawn or taken back meanwhile."
)


@require_safe
def certificate(request: HttpRequest, pk: int) -> HttpResponse:
    """The public certificate of a fixed run: everything but the people."""
    run = get_public_run(pk)
    namer, drawn, overrides = make_namer(run), find_draw(run), list(overrides_of(run))
    seats = count_now(run, chosen_ids(run)) if overrides else None
    return render(
        request,
        "selection/certificate.html",
        {
            "run": run,
            "cohort": run.call.cohort,
            "call": run.call,
            "drawn": drawn,
            "facts": show_facts(
                run, people=count_people(run), drawn=drawn, tried=count_tried(run)
            ),
            "command": show_command(run, drawn=drawn),
            "targets": show_targets(run, namer, seats=seats),
            "amended": say_amended(run, namer),
            "overrides": show_overrides(overrides, is_public=True),
            "statements": show_statements(run),
        },
    )


def get_lottery(pk: int) -> Run:
    """A fixed lottery.

    Raises:
        Http404: there is none.
    """
    run = get_public_run(pk)
    if run.cohorts is None:
        raise Http404
    return run


@require_safe
def draw(request: HttpRequest, pk: int) -> HttpResponse:
    """The draw in large type: before, how it goes; after, the number and the cohort."""
    run = get_lottery(pk)
    return render(
        request,
        "selection/draw.html",
        show_draw(run, find_draw(run), people=count_people(run))
        | {"may_enter": may_enter_number(request.user, run)},
    )


@require_safe
def draw_cohorts(request: HttpRequest, pk: int) -> HttpResponse:
    """Every numbered cohort, to look up and to print."""
    return render(request, "selection/draw_cohorts.html", show_list(get_lottery(pk)))


@require_http_methods(READ_OR_SEND)
@login_required
def draw_number(request: HttpRequest, pk: int) -> HttpResponse:
    """The chair enters the number, once."""
    run = get_lottery(pk)
    if not may_enter_number(request.user, run):
        raise Http404
    if run.settled_at or run.taken_back_at:
        if request.method == "POST":
            messages.error(request, NOT_TAKEN)
        return redirect("draw", pk)
    form = DrawForm(read_post(request), count=len(run.cohorts or []))
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("how", "number")}
        witnesses = form.cleaned_data["witnesses"]
        try:
            enter_draw(run=run, by=request.user, witnesses=witnesses, **values)
        except ValidationError as error:
            copy_errors(form, error)
        else:
            messages.success(request, "The number is recorded. Letters wait unsent.")
            return redirect("draw", pk)
    context = {
        "run": run,
        "cohort": run.call.cohort,
        "form": form,
        "is_early": run.draw_on is not None and timezone.localdate() < run.draw_on,
    }
    return render(request, "selection/draw_number.html", context)


@require_safe
@login_required
def application_chance(request: HttpRequest, reference: str) -> HttpResponse:
    """An applicant's own chance, to that person only, once they have been told."""
    application = get_own_application(request.user, reference)
    found = find_chance(application)
    if found is None:
        raise Http404
    context = {
        "application": application,
        "later": find_later_place(application),
        "chance": show_chance(found, make_namer(found.run)),
    }
    return render(request, "selection/chance.html", context)
