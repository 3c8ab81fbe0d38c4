"""Assessors: invite, change, end access."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from lehc.assessment.actions.assessors import (
    add_assessor,
    change_assessor,
    end_access,
)
from lehc.assessment.forms.assessors import AssessorForm, NewAssessorForm
from lehc.assessment.queries.access import get_desk_call, get_team_assessor
from lehc.programmes.forms import copy_errors
from lehc.programmes.views.desk import (
    render_confirmation,
    render_desk,
    render_desk_form,
)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def assessor_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Invite somebody by e-mail."""
    call = get_desk_call(request.user, slug)
    form = NewAssessorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            added = add_assessor(
                call=call,
                email=form.cleaned_data["email"],
                name=form.cleaned_data["name"],
                by=request.user,
                **form.read_fields(),
            )
        except ValidationError as error:
            copy_errors(form, error)
        else:
            messages.success(request, f"{added.person} has been invited by letter.")
            return redirect("assessment", slug)
    return render_desk_form(
        request,
        call.cohort,
        form=form,
        heading="Add an assessor",
        introduction="They get a letter that says what to do and how to sign in.",
        button="Invite them",
        back_url=reverse("assessment", args=[slug]),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def assessor_change(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """What we know of an assessor."""
    call = get_desk_call(request.user, slug)
    assessor = get_team_assessor(call, pk)
    form = AssessorForm(request.POST or None, initial=AssessorForm.describe(assessor))
    if request.method == "POST" and form.is_valid():
        change_assessor(assessor=assessor, by=request.user, **form.read_fields())
        messages.success(request, f"What we know of {assessor.person} has been saved.")
        return redirect("assessment", slug)
    return render_desk(
        request,
        call.cohort,
        "assessment/assessor.html",
        form=form,
        assessor=assessor,
        heading=str(assessor.person),
        back_url=reverse("assessment", args=[slug]),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def assessor_end(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """End an assessor's access now, after a question."""
    call = get_desk_call(request.user, slug)
    assessor = get_team_assessor(call, pk)
    if request.method == "POST":
        end_access(assessor=assessor, by=request.user)
        messages.success(request, f"{assessor.person} no longer has access.")
        return redirect("assessment", slug)
    return render_confirmation(
        request,
        call.cohort,
        heading=f"End the access of {assessor.person}?",
        text="Reviews they have sent go on counting. What they have not finished "
        "leaves their list: share out again to give it to somebody else.",
        button="End their access",
        back_url=reverse("assessor_change", args=[slug, pk]),
    )
