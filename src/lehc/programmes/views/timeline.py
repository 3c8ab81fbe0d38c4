"""The programme's timeline: moments and visits, which its team or editor writes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from lehc.accounts.enums import EDITING_ROLES
from lehc.programmes.models import Milestone, Programme, Visit
from lehc.programmes.presenters import show_milestone_rows, show_visit_rows
from lehc.programmes.public_actions import remove_entry, save_milestone, save_visit
from lehc.programmes.public_forms import MilestoneForm, VisitForm
from lehc.programmes.queries import get_programme_for, list_milestones, list_visits
from lehc.programmes.views.desk import read_post
from lehc.programmes.views.programme_desk import (
    render_programme_confirmation,
    render_programme_desk,
    render_programme_form,
)


@require_safe
@login_required
def desk_timeline(request: HttpRequest, slug: str) -> HttpResponse:
    programme = get_programme_for(request.user, slug, EDITING_ROLES)
    return render_programme_desk(
        request,
        programme,
        "programmes/desk_timeline.html",
        milestones=show_milestone_rows(list_milestones(programme), slug),
        visits=show_visit_rows(list_visits(programme), slug),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def milestone_new(request: HttpRequest, slug: str) -> HttpResponse:
    programme = get_programme_for(request.user, slug, EDITING_ROLES)
    return edit_milestone(request, programme, None)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def milestone_change(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    programme = get_programme_for(request.user, slug, EDITING_ROLES)
    milestone = get_object_or_404(programme.milestones, pk=pk)
    return edit_milestone(request, programme, milestone)


def edit_milestone(
    request: HttpRequest, programme: Programme, milestone: Milestone | None
) -> HttpResponse:
    form = MilestoneForm(read_post(request), initial=MilestoneForm.describe(milestone))
    if request.method == "POST" and form.is_valid():
        save_milestone(
            programme=programme,
            milestone=milestone,
            by=request.user,
            **form.cleaned_data,
        )
        return redirect("desk_timeline", programme.slug)
    return render_programme_form(
        request,
        programme,
        form=form,
        heading="Change a moment" if milestone else "Add a moment",
        button="Save",
        back_url=reverse("desk_timeline", args=[programme.slug]),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def milestone_remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    programme = get_programme_for(request.user, slug, EDITING_ROLES)
    return remove(request, programme, get_object_or_404(programme.milestones, pk=pk))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def visit_new(request: HttpRequest, slug: str) -> HttpResponse:
    programme = get_programme_for(request.user, slug, EDITING_ROLES)
    return edit_visit(request, programme, None)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def visit_change(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    programme = get_programme_for(request.user, slug, EDITING_ROLES)
    return edit_visit(request, programme, get_object_or_404(programme.visits, pk=pk))


def edit_visit(
    request: HttpRequest, programme: Programme, visit: Visit | None
) -> HttpResponse:
    form = VisitForm(read_post(request), initial=VisitForm.describe(visit))
    if request.method == "POST" and form.is_valid():
        save_visit(
            programme=programme, visit=visit, by=request.user, **form.cleaned_data
        )
        return redirect("desk_timeline", programme.slug)
    return render_programme_form(
        request,
        programme,
        form=form,
        heading="Change a visit" if visit else "Add a visit",
        introduction="Somebody of influence who came to see the work, as all may read.",
        button="Save",
        back_url=reverse("desk_timeline", args=[programme.slug]),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def visit_remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    programme = get_programme_for(request.user, slug, EDITING_ROLES)
    return remove(request, programme, get_object_or_404(programme.visits, pk=pk))


def remove(request: HttpRequest, programme: Programme, entry: Any) -> HttpResponse:
    back_url = reverse("desk_timeline", args=[programme.slug])
    if request.method == "POST":
        remove_entry(entry=entry, by=request.user)
        messages.success(request, f"“{entry}” is no longer on the timeline.")
        return redirect(back_url)
    return render_programme_confirmation(
        request,
        programme,
        heading=f"Remove “{entry}”?",
        text="It disappears from the public timeline.",
        button="Remove it",
        back_url=back_url,
    )
