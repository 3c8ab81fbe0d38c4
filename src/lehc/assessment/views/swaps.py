"""Swaps: an assessor asks, a colleague or the team agrees."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from lehc.assessment.actions.swaps import agree_swap, ask_swap, take_back_swap
from lehc.assessment.forms.swaps import AgreeSwapForm, AskSwapForm
from lehc.assessment.presenters.desk import show_swaps, show_takers
from lehc.assessment.queries.access import (
    get_assessor_for,
    get_desk_call,
    get_reading,
    get_team_assessor,
    list_team_assessors,
)
from lehc.assessment.queries.swaps import (
    list_offered_to,
    list_open_swaps,
    list_takers,
    list_visible_swaps,
)
from lehc.programmes.forms import copy_errors
from lehc.programmes.views.desk import read_post, render_desk, render_desk_form


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def swap_ask(request: HttpRequest, slug: str, reference: str) -> HttpResponse:
    """Ask that a colleague read this one."""
    assessor = get_assessor_for(request.user, slug)
    assignment = get_reading(assessor, reference)
    form = AskSwapForm(read_post(request))
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            ask_swap(assignment=assignment, reason=reason, by=request.user)
        except ValidationError as error:
            copy_errors(form, error)
        else:
            messages.success(
                request,
                "Thank you for saying so. It is yours until somebody agrees.",
            )
            return redirect("assessing_round", slug)
    context = {"form": form, "slug": slug, "reference": reference}
    return render(request, "assessment/swap_ask.html", context)


@require_POST
@login_required
def swap_take(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take over what a colleague asks somebody to read."""
    assessor = get_assessor_for(request.user, slug)
    offered = {swap.pk for swap, _ in list_offered_to(assessor)}
    swap = get_object_or_404(list_open_swaps(assessor.call), pk__in=offered & {pk})
    try:
        agree_swap(swap=swap, taker=assessor, by=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, "Thank you. Declare on it first, as always.")
    return redirect("assessing_round", slug)


@require_POST
@login_required
def swap_take_back(request: HttpRequest, slug: str, reference: str) -> HttpResponse:
    """Read it oneself after all."""
    assessor = get_assessor_for(request.user, slug)
    mine = list_open_swaps(assessor.call).filter(assignment__assessor=assessor)
    swap = get_object_or_404(mine, assignment__application__reference=reference)
    take_back_swap(swap=swap, by=request.user)
    messages.success(request, "It stays in your list, and nobody is asked any more.")
    return redirect("assessing_round", slug)


@require_safe
@login_required
def swaps(request: HttpRequest, slug: str) -> HttpResponse:
    """What assessors ask for, and whether anybody may take it."""
    call = get_desk_call(request.user, slug)
    rows = list_visible_swaps(request.user, call)
    return render_desk(
        request,
        call.cohort,
        "assessment/swaps.html",
        swaps=show_swaps(rows, list_takers(call, rows), slug),
        back_url=reverse("assessment", args=[slug]),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def swap_agree(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The team chooses who takes it."""
    call = get_desk_call(request.user, slug)
    found = {row.pk: row for row in list_visible_swaps(request.user, call)}
    swap = get_object_or_404(list_open_swaps(call), pk__in=found.keys() & {pk})
    takers = list_takers(call, [swap])[swap.pk]
    choices = show_takers(takers, list_team_assessors(call))
    form = AgreeSwapForm(read_post(request), takers=choices)
    if request.method == "POST" and form.is_valid():
        taker = get_team_assessor(call, int(form.cleaned_data["taker"]))
        try:
            agree_swap(swap=swap, taker=taker, by=request.user)
        except ValidationError as error:
            copy_errors(form, error)
        else:
            messages.success(request, "Both have been told by letter.")
            return redirect("swaps", slug)
    return render_desk_form(
        request,
        call.cohort,
        form=form,
        heading=f"Who reads {swap.assignment.application.reference}?",
        introduction="Listed are assessors without a conflict whose lists stay equal, "
        "the best fit first.",
        button="Give it to them",
        back_url=reverse("swaps", args=[slug]),
    )
