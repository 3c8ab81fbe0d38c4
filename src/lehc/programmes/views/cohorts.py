"""A lead's own pages: the words of a programme, and its cohorts."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from lehc.programmes.actions import change_cohort, change_programme, create_cohort
from lehc.programmes.forms import (
    CohortForm,
    NewCohortForm,
    ProgrammeForm,
    copy_errors,
)
from lehc.programmes.queries import get_cohort_for, get_programme_for_lead
from lehc.programmes.views.desk import read_post, render_desk_form
from lehc.programmes.views.programme_desk import render_programme_form


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def programme_words(request: HttpRequest, slug: str) -> HttpResponse:
    """How the programme introduces itself on its public pages."""
    programme = get_programme_for_lead(request.user, slug)
    initial = ProgrammeForm.describe(programme)
    form = ProgrammeForm(read_post(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        change_programme(programme=programme, by=request.user, **form.cleaned_data)
        messages.success(request, "The public pages now say it like this.")
        return redirect("desks")
    return render_programme_form(
        request,
        programme,
        form=form,
        heading="How the programme introduces itself",
        button="Save",
        back_url=reverse("desks"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def cohort_new(request: HttpRequest, slug: str) -> HttpResponse:
    programme = get_programme_for_lead(request.user, slug)
    form = NewCohortForm(read_post(request))
    if request.method == "POST" and form.is_valid():
        try:
            cohort = create_cohort(
                programme=programme, by=request.user, **form.cleaned_data
            )
        except ValidationError as error:
            copy_errors(form, error)
        else:
            messages.success(request, f"The {cohort.name.lower()} is ready to plan.")
            return redirect("desk", cohort.slug)
    context = {
        "form": form,
        "heading": "Start a new cohort",
        "introduction": "Everybody can see a cohort and its dates once you save them. "
        "Its call stays with the team until you publish it.",
    }
    return render(request, "programmes/lead_form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def cohort_change(request: HttpRequest, slug: str) -> HttpResponse:
    cohort = get_cohort_for(request.user, slug)
    form = CohortForm(read_post(request), initial=CohortForm.describe(cohort))
    if request.method == "POST" and form.is_valid():
        try:
            change_cohort(cohort=cohort, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            copy_errors(form, error)
        else:
            messages.success(request, "The cohort's places and dates are saved.")
            return redirect("desk_sessions", slug)
    return render_desk_form(
        request,
        cohort,
        form=form,
        heading="Places and dates of the cohort",
        button="Save",
        back_url=reverse("desk_sessions", args=[slug]),
    )
