"""The form as a whole: started, looked at, published, and made anew."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from lehc.programmes.models import Cohort
from lehc.programmes.queries import get_cohort_for
from lehc.programmes.views.desk import render_confirmation, render_desk
from lehc.recruitment.actions.building import (
    build_standard_form,
    make_new_version,
    publish_form,
    start_form,
)
from lehc.recruitment.models import FormVersion
from lehc.recruitment.presenters.desk_calls import show_sections
from lehc.recruitment.queries.calls import (
    get_call,
    is_draft,
    is_published,
    list_form_versions,
    list_missing,
)
from lehc.recruitment.queries.forms import find_form
from lehc.recruitment.views.desk_call import fetch_call


@require_safe
@login_required
def desk_form(request: HttpRequest, slug: str) -> HttpResponse:
    cohort = get_cohort_for(request.user, slug)
    call = get_call(cohort)
    version = find_form(cohort)
    context: dict[str, Any] = {"call": call, "version": version}
    if call and version:
        draft = is_draft(version)
        context |= {
            "is_draft": draft,
            "sections": show_sections(
                version.sections.all(), slug=slug, is_draft=draft
            ),
            "versions": list_form_versions(call),
            "missing": list_missing(call) if draft else [],
        }
    return render_desk(request, cohort, "recruitment/desk_form.html", **context)


def fetch_form(cohort: Cohort, number: int | None = None) -> FormVersion:
    """The cohort's form, newest or numbered.

    Raises:
        Http404: there is none.
    """
    version = find_form(cohort, number)
    if version is None:
        raise Http404
    return version


@require_POST
@login_required
def form_start(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin a form: with our questions, or with none."""
    cohort = get_cohort_for(request.user, slug)
    call = fetch_call(cohort)
    try:
        if request.POST.get("with") == "standard":
            build_standard_form(call=call, by=request.user)
        else:
            start_form(call=call, by=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect("desk_form", slug)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def form_publish(request: HttpRequest, slug: str) -> HttpResponse:
    cohort = get_cohort_for(request.user, slug)
    version = fetch_form(cohort)
    if request.method == "POST":
        try:
            publish_form(version=version, by=request.user)
        except ValidationError as error:
            messages.error(request, ". ".join(error.messages))
        else:
            messages.success(request, "The form is published, and the call is public.")
        return redirect("desk_form", slug)
    return render_confirmation(
        request,
        cohort,
        heading=f"Publish version {version.number} of the form?",
        text=("" if is_published(version.call) else "The call becomes public. ")
        + "New applications start on this version, and nobody can change its questions "
        "any more. You can always make a new version.",
        button="Publish the form",
        variant="key",
        back_url=reverse("desk_form", args=[slug]),
    )


@require_POST
@login_required
def form_new_version(request: HttpRequest, slug: str) -> HttpResponse:
    cohort = get_cohort_for(request.user, slug)
    copy = make_new_version(version=fetch_form(cohort), by=request.user)
    messages.success(
        request,
        f"Version {copy.number} is a draft that you can change. Until you publish it, "
        "applicants go on using the one before.",
    )
    return redirect("desk_form", slug)
