from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from lehc.recruitment.actions.answers import mark_section
from lehc.recruitment.actions.applying import apply_independently, name_organisation
from lehc.recruitment.explaining import list_next_steps
from lehc.recruitment.forms.applying import MarkForm
from lehc.recruitment.forms.organisations import OrganisationForm
from lehc.recruitment.models import Application
from lehc.recruitment.more import list_more
from lehc.recruitment.presenters.applications import (
    show_gaps,
    show_own_applications,
    show_section_rows,
    show_state,
)
from lehc.recruitment.presenters.tasks import count_tasks, list_tasks
from lehc.recruitment.progress import measure_section
from lehc.recruitment.queries.applying import (
    find_sponsor,
    get_own_application,
    get_section,
    list_applications_of,
    list_organisation_names,
    read_answers,
    read_marks,
    read_progress,
)
from lehc.recruitment.queries.decisions import find_state_as_told
from lehc.recruitment.queries.standing import read_states_as_told
from lehc.recruitment.rules import may_edit, may_take_back, may_withdraw
from lehc.recruitment.views.applying_equality import may_ask_again
from lehc.recruitment.views.attempts import (
    attempt,
    keep_typed,
    read_post,
    show_not_saved,
)


@require_safe
@login_required
def applications(request: HttpRequest) -> HttpResponse:
    rows = list(list_applications_of(request.user))
    states = read_states_as_told(rows)
    return render(
        request,
        "recruitment/applying/applications.html",
        {"applications": show_own_applications(rows, states)},
    )


@require_safe
@login_required
def application_tasks(request: HttpRequest, reference: str) -> HttpResponse:
    """The task list; once the application is sent, where it stands."""
    application = get_own_application(request.user, reference)
    if not may_edit(application):
        return show_standing(request, application)
    progress = read_progress(application)
    sections = list_tasks(application, progress, find_sponsor(application))
    return render(
        request,
        "recruitment/applying/tasks.html",
        {
            "application": application,
            "sections": sections,
            "count": count_tasks(sections),
        },
    )


def show_standing(request: HttpRequest, application: Application) -> HttpResponse:
    state = find_state_as_told(application)
    return render(
        request,
        "recruitment/applying/standing.html",
        {
            "next_steps": list_next_steps(application),
            "application": application,
            "state": show_state(state),
            "may_take_back": may_take_back(application),
            "may_withdraw": may_withdraw(application),
            "may_ask_again": may_ask_again(request, application),
            "more": list_more(application),
            "sponsor": find_sponsor(application),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@keep_typed
@login_required
def application_organisation(request: HttpRequest, reference: str) -> HttpResponse:
    application = get_own_application(request.user, reference)
    back = "check" if request.GET.get("back") == "check" else "tasks"
    form = OrganisationForm(read_post(request), application=application)
    if request.method == "POST" and form.is_valid():
        try:
            keep_organisation(request, application, form)
        except ValidationError as refusal:
            return show_not_saved(request, f"/applications/{reference}/", refusal)
        return redirect(f"application_{back}", application.reference)
    if request.method != "POST" and not may_edit(application):
        return redirect("application_tasks", application.reference)
    return render(
        request,
        "recruitment/applying/organisation.html",
        {
            "application": application,
            "form": form,
            "names": list_organisation_names(),
            "back_name": f"application_{back}",
        },
    )


def keep_organisation(
    request: HttpRequest, application: Application, form: OrganisationForm
) -> None:
    if form.is_independent:
        apply_independently(application=application, by=request.user)
        return
    name, sector = form.cleaned_data["name"], form.cleaned_data["sector"]
    name_organisation(
        application=application, name=name, sector=sector, by=request.user
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def application_section(
    request: HttpRequest, reference: str, section_id: int
) -> HttpResponse:
    """A section's answers; at its end, whether it is complete."""
    application = get_own_application(request.user, reference)
    section = get_section(application, section_id)
    if not may_edit(application):
        return redirect("application_tasks", application.reference)
    answers = read_answers(application)
    marked = section.pk in read_marks(application)
    progress = measure_section(section, answers, marked)
    if request.method != "POST" and progress.first_unseen is not None:
        key = progress.first_unseen.key
        return redirect("application_question", application.reference, key)
    form = MarkForm(read_post(request), initial={"is_complete": marked or None})
    if request.method == "POST" and form.is_valid():
        facts = {"application": application, "section": section, **form.cleaned_data}
        attempt(request, mark_section, **facts)
        return redirect("application_tasks", application.reference)
    return render(
        request,
        "recruitment/applying/section.html",
        {
            "application": application,
            "section": section,
            "rows": show_section_rows(application, section, answers),
            "gaps": show_gaps(application, progress.gaps),
            "form": form if progress.asks_for_mark else None,
        },
    )
