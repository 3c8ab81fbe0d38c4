from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from lehc.recruitment.actions.applying import reopen_application, send_application
from lehc.recruitment.actions.teams import sign_off
from lehc.recruitment.actions.withdrawing import withdraw_application
from lehc.recruitment.documents import print_pdf
from lehc.recruitment.enums import ApplicationState
from lehc.recruitment.forms.applying import WithdrawForm
from lehc.recruitment.models import Application
from lehc.recruitment.presenters.applications import (
    show_check_sections,
    show_organisation_rows,
    show_state,
)
from lehc.recruitment.queries.applying import (
    find_sponsor,
    get_own_application,
    read_answers,
    read_progress,
)
from lehc.recruitment.queries.decisions import find_state_as_told
from lehc.recruitment.rules import may_edit, may_take_back, may_withdraw
from lehc.recruitment.views.applying_equality import find_step_after_check
from lehc.recruitment.views.attempts import attempt, read_post


@require_safe
@login_required
def application_check(request: HttpRequest, reference: str) -> HttpResponse:
    application = get_own_application(request.user, reference)
    if not may_edit(application):
        return redirect("application_tasks", application.reference)
    answers = read_answers(application)
    return render(
        request,
        "recruitment/applying/check.html",
        {
            "application": application,
            "about": show_organisation_rows(application, may_change=True),
            "sections": show_check_sections(application, answers, may_change=True),
            "is_ready": read_progress(application).is_ready,
            "onward_url": find_step_after_check(request, application),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def application_send(request: HttpRequest, reference: str) -> HttpResponse:
    """The last page: send it, or in a place team sign one's part off."""
    application = get_own_application(request.user, reference)
    if request.method == "POST":
        return deliver(request, application)
    if not may_edit(application):
        return redirect("application_tasks", application.reference)
    if not read_progress(application).is_ready:
        return redirect("application_check", application.reference)
    return render(
        request, "recruitment/applying/send.html", {"application": application}
    )


def deliver(request: HttpRequest, application: Application) -> HttpResponse:
    if application.team is not None:
        attempt(request, sign_off, application=application)
        return redirect("team", application.team.reference)
    if attempt(request, send_application, application=application):
        return redirect("application_sent", application.reference)
    return redirect("application_tasks", application.reference)


@require_safe
@login_required
def application_sent(request: HttpRequest, reference: str) -> HttpResponse:
    """The confirmation; it can be bookmarked and stays true."""
    application = get_own_application(request.user, reference)
    if application.state != ApplicationState.SUBMITTED:
        return redirect("application_tasks", application.reference)
    return render(
        request,
        "recruitment/applying/sent.html",
        {"application": application, "sponsor": find_sponsor(application)},
    )


@require_safe
@login_required
def application_copy(request: HttpRequest, reference: str) -> HttpResponse:
    """Everything the applicant wrote, to read, print or keep."""
    application = get_own_application(request.user, reference)
    return render(request, "recruitment/applying/copy.html", gather_copy(application))


@require_safe
@login_required
def application_pdf(request: HttpRequest, reference: str) -> HttpResponse:
    application = get_own_application(request.user, reference)
    document = print_pdf("recruitment/applying/copy_pdf.html", gather_copy(application))
    name = f"application-{application.reference}.pdf"
    return HttpResponse(
        document,
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "private, no-store",
        },
    )


def gather_copy(application: Application) -> dict[str, object]:
    answers = read_answers(application)
    return {
        "application": application,
        "state": show_state(find_state_as_told(application)),
        "about": show_organisation_rows(application, may_change=False),
        "sections": show_check_sections(application, answers, may_change=False),
        "sponsor": find_sponsor(application),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def application_change(request: HttpRequest, reference: str) -> HttpResponse:
    """Take a sent application back to change it."""
    application = get_own_application(request.user, reference)
    if request.method == "POST":
        attempt(request, reopen_application, application=application)
        return redirect("application_tasks", application.reference)
    if not may_take_back(application):
        return redirect("application_tasks", application.reference)
    return render(
        request, "recruitment/applying/change.html", {"application": application}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def application_withdraw(request: HttpRequest, reference: str) -> HttpResponse:
    application = get_own_application(request.user, reference)
    form = WithdrawForm(read_post(request))
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        attempt(request, withdraw_application, application=application, reason=reason)
        return redirect("application_tasks", application.reference)
    if not may_withdraw(application):
        return redirect("application_tasks", application.reference)
    return render(
        request,
        "recruitment/applying/withdraw.html",
        {"application": application, "form": form},
    )
