"""The rubric: criteria with weights and words, versions, the closing of the round."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from lehc.assessment.actions.rubrics import (
    build_standard_rubric,
    change_line,
    change_round,
    publish_rubric,
    start_next_version,
)
from lehc.assessment.forms.rubrics import (
    END_OF_DAY,
    AgreementForm,
    LineForm,
    RoundForm,
)
from lehc.assessment.policy import find_rubric
from lehc.assessment.presenters.rubrics import show_rubric_desk, show_scoring
from lehc.assessment.queries.access import get_desk_call, get_rubric_call
from lehc.assessment.queries.rubrics import (
    find_draft,
    find_working,
    get_draft,
    get_draft_line,
    get_public_rubric,
    get_working,
    list_lines_with_words,
    list_versions,
)
from lehc.programmes.forms import copy_errors
from lehc.programmes.rules import is_team
from lehc.programmes.times import join_moment
from lehc.programmes.views.desk import read_post, render_desk_form
from lehc.recruitment.models import Call
from lehc.recruitment.wording import say_deadline

NORMAL_LENGTH = timedelta(days=21)


@require_safe
@login_required
def rubric(request: HttpRequest, slug: str) -> HttpResponse:
    """The draft if there is one, else the version in force."""
    call = get_rubric_call(request.user, slug)
    working = find_working(call)
    return render_rubric(
        request,
        call,
        "assessment/rubric.html",
        is_team=is_team(request.user, call.cohort),
        versions=list_versions(call),
        rubric=working,
        lines=list_lines_with_words(working) if working else [],
        closes=say_deadline(working.closes_at) if working else "",
        in_force=find_rubric(call),
        is_draft=find_draft(call) is not None,
        has_criteria=call.criteria.exists(),
    )


def render_rubric(
    request: HttpRequest, call: Call, template: str, **context: Any
) -> HttpResponse:
    """A page of the rubric in the frame of the team, or of the co-producers."""
    desk = show_rubric_desk(request.user, call.cohort, request.path)
    return render(request, template, {"desk": desk} | context)


@require_safe
def scoring(request: HttpRequest, slug: str) -> HttpResponse:
    """For anybody: what is looked for, what weighs how much, and who decided that."""
    found = get_public_rubric(slug)
    lines = list_lines_with_words(found)
    context = show_scoring(found, lines, list_versions(found.call))
    return render(request, "assessment/scoring.html", context)


@require_POST
@login_required
def rubric_start(request: HttpRequest, slug: str) -> HttpResponse:
    """Start the first draft from the criteria, or the next from the one in force."""
    call = get_rubric_call(request.user, slug)
    current = find_rubric(call)
    try:
        if current:
            start_next_version(rubric=current, by=request.user)
        else:
            start = timezone.localtime(max(call.closes_at, timezone.now()))
            closes_at = join_moment((start + NORMAL_LENGTH).date(), END_OF_DAY)
            build_standard_rubric(call=call, by=request.user, closes_at=closes_at)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect("rubric", slug)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def rubric_line(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One criterion: its weight and its words."""
    call = get_rubric_call(request.user, slug)
    line = get_draft_line(call, pk)
    form = LineForm(request.POST or None, initial=LineForm.describe(line))
    if request.method == "POST" and form.is_valid():
        change_line(line=line, by=request.user, **form.read_fields())
        messages.success(request, f"“{line.criterion.title}” has been changed.")
        return redirect("rubric", slug)
    return render_rubric(
        request,
        call,
        "programmes/desk_form.html",
        form=form,
        heading=line.criterion.title,
        introduction=line.criterion.description,
        button="Save these words",
        back_url=reverse("rubric", args=[slug]),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def rubric_round(request: HttpRequest, slug: str) -> HttpResponse:
    """When assessing closes, and how many people read each application."""
    call = get_desk_call(request.user, slug)
    working = get_working(call)
    form = RoundForm(request.POST or None, initial=RoundForm.describe(working))
    if request.method == "POST" and form.is_valid():
        try:
            change_round(rubric=working, by=request.user, **form.read_fields())
        except ValidationError as error:
            copy_errors(form, error)
        else:
            messages.success(request, "The round has been changed.")
            return redirect("rubric", slug)
    return render_desk_form(
        request,
        call.cohort,
        form=form,
        heading="The round of assessing",
        button="Save",
        back_url=reverse("rubric", args=[slug]),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def rubric_publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Say who agreed to the weights, and put the draft in force."""
    call = get_rubric_call(request.user, slug)
    draft = get_draft(call)
    form = AgreementForm(read_post(request))
    if request.method == "POST" and form.is_valid():
        agreement = form.read_agreement()
        try:
            publish_rubric(rubric=draft, agreement=agreement, by=request.user)
        except ValidationError as error:
            copy_errors(form, error)
        else:
            messages.success(
                request, "The rubric has been published. Anybody can read it now."
            )
            return redirect("rubric", slug)
    return render_rubric(
        request,
        call,
        "programmes/desk_form.html",
        form=form,
        heading="Publish the rubric",
        introduction="The weights are set by the co-production group. Say who agreed "
        "to them, when and why: it stands on a public page, and nobody can change it.",
        button="Publish it",
        back_url=reverse("rubric", args=[slug]),
    )
