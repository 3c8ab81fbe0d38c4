from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from lehc.recruitment.actions.applying import start_application
from lehc.recruitment.actions.teams import start_team
from lehc.recruitment.enums import EDITABLE_STATES
from lehc.recruitment.forms.applying import TEAM, HowForm
from lehc.recruitment.forms.teams import TeamForm
from lehc.recruitment.models import Call
from lehc.recruitment.presenters.calls import (
    list_dates,
    prepare_applicant,
    show_questions,
)
from lehc.recruitment.queries.applying import (
    fetch_form,
    find_application,
    get_call_by_slug,
    list_areas,
)
from lehc.recruitment.views.attempts import attempt, read_post


@require_safe
def apply_start(request: HttpRequest, slug: str) -> HttpResponse:
    """Before you start; or what to do while the call is not open."""
    call = get_call_by_slug(slug)
    return render(
        request,
        "recruitment/applying/start.html",
        {
            "call": call,
            "state": call.get_state().value,
            "dates": list_dates(call),
            "before": prepare_applicant(call, fetch_form(call)),
            "application": find_application(request.user, call),
        },
    )


@require_safe
def apply_questions(request: HttpRequest, slug: str) -> HttpResponse:
    """Every question, to read, print or talk over before starting."""
    call = get_call_by_slug(slug)
    sections = show_questions(fetch_form(call))
    return render(
        request,
        "recruitment/applying/questions.html",
        {"call": call, "sections": sections},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def apply_how(request: HttpRequest, slug: str) -> HttpResponse:
    """Alone or with a place team, where the call allows both."""
    call = get_call_by_slug(slug)
    known = find_application(request.user, call)
    if known is not None:
        return redirect("application_tasks", known.reference)
    if not call.is_open:
        return redirect("apply_start", slug)
    if not call.allows_single:
        return redirect("apply_team", slug)
    if not call.allows_teams:
        return confirm_start(request, call)
    form = HowForm(read_post(request), call=call)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["how"] == TEAM:
            return redirect("apply_team", slug)
        return begin(request, call)
    return render(
        request, "recruitment/applying/how.html", {"call": call, "form": form}
    )


def confirm_start(request: HttpRequest, call: Call) -> HttpResponse:
    """One button, so that following a link starts nothing."""
    if request.method == "POST":
        return begin(request, call)
    return render(request, "recruitment/applying/how.html", {"call": call})


def begin(request: HttpRequest, call: Call) -> HttpResponse:
    if not attempt(request, start_application, call=call):
        return redirect("apply_start", call.cohort.slug)
    return go_on(request, call)


def go_on(request: HttpRequest, call: Call) -> HttpResponse:
    """To the team's page or the task list of the application there now is."""
    application = find_application(request.user, call)
    if application is None:
        return redirect("apply_start", call.cohort.slug)
    if application.team is not None:
        return redirect("team", application.team.reference)
    return redirect("application_tasks", application.reference)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def apply_team(request: HttpRequest, slug: str) -> HttpResponse:
    """Start a place team: its name and its place."""
    call = get_call_by_slug(slug)
    known = find_application(request.user, call)
    if known is not None and known.team is not None:
        return redirect("team", known.team.reference)
    if not (call.is_open and call.allows_teams):
        return redirect("apply_start", slug)
    if known is not None and known.state not in EDITABLE_STATES:
        messages.warning(
            request,
            "Your application is sent already, so it can’t become part of a team. Take "
            "it back first, if that is still offered below.",
        )
        return redirect("application_tasks", known.reference)
    form = TeamForm(read_post(request), areas=list_areas())
    if request.method == "POST" and form.is_valid():
        facts = {"call": call, "name": form.cleaned_data["name"], "place": form.area}
        if attempt(request, start_team, **facts):
            return go_on(request, call)
    return render(
        request,
        "recruitment/teams/start.html",
        {"call": call, "form": form, "known": known},
    )
