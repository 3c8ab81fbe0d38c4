from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from lehc.recruitment.actions.sponsors import (
    answer_sponsor,
    ask_sponsor,
    is_waiting,
    remind_sponsor,
)
from lehc.recruitment.forms.sponsors import BackingForm, SponsorForm
from lehc.recruitment.limits import SPONSOR_REQUESTS, count_use
from lehc.recruitment.models import Application
from lehc.recruitment.queries.applying import find_sponsor, get_own_application
from lehc.recruitment.queries.sponsors import find_sponsor_by_link
from lehc.recruitment.rules import may_ask_sponsor
from lehc.recruitment.views.attempts import attempt, keep_typed, read_post
from lehc.recruitment.views.links import count_wrong_link, has_guessed_too_often

TOO_MANY_REQUESTS = "You have sent many requests just now. Please try again in an hour."


@require_http_methods(["GET", "HEAD", "POST"])
@keep_typed
@login_required
def application_sponsor(request: HttpRequest, reference: str) -> HttpResponse:
    """Name a sponsor, see the answer, or name somebody else."""
    application = get_own_application(request.user, reference)
    if not may_ask_sponsor(application):
        return redirect("application_tasks", application.reference)
    form = SponsorForm(read_post(request))
    if request.method == "POST" and form.is_valid() and ask(request, application, form):
        return redirect("application_sponsor", application.reference)
    sponsor = find_sponsor(application)
    return render(
        request,
        "recruitment/sponsors/application_sponsor.html",
        {
            "application": application,
            "sponsor": sponsor,
            "is_waiting": sponsor is not None and is_waiting(sponsor),
            "form": form,
            "is_changing": "change" in request.GET,
        },
    )


def ask(request: HttpRequest, application: Application, form: SponsorForm) -> bool:
    if not count_use(SPONSOR_REQUESTS, application.person_id):
        form.add_error(None, TOO_MANY_REQUESTS)
        return False
    try:
        ask_sponsor(application=application, by=request.user, **form.cleaned_data)
    except ValidationError as refusal:
        is_address = getattr(refusal, "code", "") == "own_address"
        form.add_error("email" if is_address else None, refusal)
        return False
    messages.success(request, f"We have written to {form.cleaned_data['name']}.")
    return True


@require_POST
@login_required
def application_sponsor_remind(request: HttpRequest, reference: str) -> HttpResponse:
    application = get_own_application(request.user, reference)
    if not count_use(SPONSOR_REQUESTS, application.person_id):
        messages.error(request, TOO_MANY_REQUESTS)
    elif attempt(request, remind_sponsor, application=application):
        messages.success(request, "We have sent the request again, with a new link.")
    return redirect("application_sponsor", application.reference)


@require_http_methods(["GET", "HEAD", "POST"])
def sponsor(request: HttpRequest, token: str) -> HttpResponse:
    """What a sponsor sees: who asks, for what, and the answer to give."""
    if has_guessed_too_often(request):
        return render(request, "recruitment/applying/too_many.html", status=429)
    found = find_sponsor_by_link(token)
    if found is None or not is_waiting(found):
        return show_used_link(request, found)
    form = BackingForm(read_post(request))
    if request.method == "POST" and form.is_valid():
        answer_sponsor(sponsor=found, **form.cleaned_data)
        return redirect("sponsor", token)
    return render(
        request,
        "recruitment/sponsors/sponsor.html",
        {"sponsor": found, "application": found.application, "form": form},
    )


def show_used_link(request: HttpRequest, found: object) -> HttpResponse:
    """Thanks for an answer given; or that the link has run out or never was."""
    if found is None:
        count_wrong_link(request)
        return render(request, "recruitment/sponsors/unknown.html", status=404)
    return render(request, "recruitment/sponsors/answered.html", {"sponsor": found})
