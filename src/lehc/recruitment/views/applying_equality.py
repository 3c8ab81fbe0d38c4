"""Equality monitoring on the way to sending: optional, and kept by another floor.

Nothing here says who answered: no audit event, no letter, no row. The session only
remembers that the step is behind the person, whatever they chose.
"""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lehc.equality.actions import record_response
from lehc.equality.enums import Stage
from lehc.equality.forms import MonitoringForm
from lehc.recruitment.forms.applying import EqualityForm
from lehc.recruitment.models import Application
from lehc.recruitment.queries.applying import get_own_application, was_sent_before
from lehc.recruitment.queries.stages import find_stage
from lehc.recruitment.rules import may_edit
from lehc.recruitment.views.attempts import read_post

BEHIND = "equality_behind"


def is_behind(request: HttpRequest, application: Application) -> bool:
    """Whether the person has been here for this application, or sent it before."""
    behind = application.reference in request.session.get(BEHIND, [])
    return behind or was_sent_before(application)


def put_behind(request: HttpRequest, application: Application) -> None:
    behind = set(request.session.get(BEHIND, []))
    request.session[BEHIND] = sorted(behind | {application.reference})


def find_step_after_check(request: HttpRequest, application: Application) -> str:
    step = "send" if is_behind(request, application) else "equality"
    return reverse(f"application_{step}", args=[application.reference])


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def application_equality(request: HttpRequest, reference: str) -> HttpResponse:
    """What the questions are for, and whether to answer them."""
    application = get_own_application(request.user, reference)
    if not may_edit(application) or is_behind(request, application):
        return redirect("application_send", application.reference)
    form = EqualityForm(read_post(request))
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["answers"]:
            return redirect("application_equality_questions", application.reference)
        put_behind(request, application)
        return redirect("application_send", application.reference)
    return render(
        request,
        "recruitment/applying/equality.html",
        {"application": application, "form": form},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def application_equality_questions(
    request: HttpRequest, reference: str
) -> HttpResponse:
    """The questions; then the code that withdraws the answers, shown once."""
    application = get_own_application(request.user, reference)
    if not may_edit(application) or is_behind(request, application):
        return redirect("application_send", application.reference)
    form = MonitoringForm(read_post(request))
    if request.method == "POST" and form.is_valid():
        put_behind(request, application)
        return show_code(request, application, form)
    return render(
        request,
        "recruitment/applying/equality_questions.html",
        {"application": application, "form": form},
    )


def show_code(
    request: HttpRequest, application: Application, form: MonitoringForm
) -> HttpResponse:
    """Store the answers apart and show the code; nothing to store, nothing to show."""
    answers = form.get_answers()
    if not answers:
        return redirect("application_send", application.reference)
    code = record_response(
        round_name=str(application.call),
        answers=answers,
        question_set=form.question_set.name,
    )
    return render(
        request,
        "recruitment/applying/equality_code.html",
        {
            "application": application,
            "code": code,
            "heading": "Your part is not signed off yet"
            if application.team
            else "Your application is not sent yet",
        },
    )


def may_ask_again(request: HttpRequest, application: Application) -> bool:
    """Whether the questions may be offered again, at a later stage."""
    stage = find_stage(application)
    return stage is not None and not was_asked(request, application, stage)


def was_asked(request: HttpRequest, application: Application, stage: Stage) -> bool:
    return f"{application.reference} {stage}" in request.session.get(BEHIND, [])


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def application_equality_again(request: HttpRequest, reference: str) -> HttpResponse:
    """The same questions at a later stage, as anonymous as the first time.

    Which stage is known from the application; what is stored says the stage and not
    the person. The session remembers, while it lasts, not to ask twice.
    """
    application = get_own_application(request.user, reference)
    stage = find_stage(application)
    if stage is None:
        raise Http404
    if was_asked(request, application, stage):
        return redirect("application_tasks", application.reference)
    form = MonitoringForm(read_post(request))
    context = {"application": application, "form": form, "code": ""}
    if request.method == "POST" and form.is_valid():
        behind = set(request.session.get(BEHIND, []))
        behind.add(f"{application.reference} {stage}")
        request.session[BEHIND] = sorted(behind)
        if not form.get_answers():
            return redirect("application_tasks", application.reference)
        context["code"] = record_response(
            round_name=str(application.call),
            answers=form.get_answers(),
            question_set=form.question_set.name,
            stage=stage,
        )
    return render(request, "recruitment/applying/equality_again.html", context)
