"""Writing down an application that came by phone, on paper or in another way."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from lehc.programmes.forms import copy_errors
from lehc.programmes.models import Cohort
from lehc.programmes.queries import get_cohort_for
from lehc.programmes.views.desk import read_post, render_desk, render_desk_form
from lehc.recruitment.actions.answers import save_answer
from lehc.recruitment.actions.applying import apply_independently, name_organisation
from lehc.recruitment.actions.entering import enter_application, send_entered
from lehc.recruitment.actions.sponsors import ask_sponsor
from lehc.recruitment.enums import EDITABLE_STATES
from lehc.recruitment.forms.answers import AnswerForm, PlaceForm, choose_form
from lehc.recruitment.forms.applications import EntryForm
from lehc.recruitment.forms.organisations import OrganisationForm
from lehc.recruitment.forms.sponsors import SponsorForm
from lehc.recruitment.models import Application, Question
from lehc.recruitment.presenters.entry import show_entry
from lehc.recruitment.queries.applying import (
    find_answer,
    find_sponsor,
    get_question,
    list_areas,
    read_answers,
)
from lehc.recruitment.queries.desk import get_application_for, is_entered_for
from lehc.recruitment.views.desk_call import fetch_call

EDITING = ["GET", "HEAD", "POST"]


def get_entry(request: HttpRequest, cohort: Cohort, reference: str) -> Application:
    """An application that the team is writing down for somebody.

    Raises:
        Http404: the person must not see it, it is the applicant's own, or it is sent.
    """
    application = get_application_for(request.user, cohort, reference)
    if application.state not in EDITABLE_STATES or not is_entered_for(application):
        raise Http404
    return application


@require_http_methods(EDITING)
@login_required
def application_enter(request: HttpRequest, slug: str) -> HttpResponse:
    cohort = get_cohort_for(request.user, slug)
    call = fetch_call(cohort)
    form = EntryForm(read_post(request))
    if request.method == "POST" and form.is_valid():
        try:
            entry = enter_application(call=call, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            copy_errors(form, error)
        else:
            return redirect("application_entry", slug, entry.reference)
    return render_desk_form(
        request,
        cohort,
        form=form,
        heading="Enter an application for somebody",
        introduction="For somebody who applies by phone, on paper or in another way. "
        "What you enter is marked as entered by you, and they can read it.",
        button="Go on",
        back_url=reverse("desk_applications", args=[slug]),
    )


@require_http_methods(EDITING)
@login_required
def application_entry(request: HttpRequest, slug: str, reference: str) -> HttpResponse:
    """Everything the application asks for, with what has been entered; then send it."""
    cohort = get_cohort_for(request.user, slug)
    application = get_entry(request, cohort, reference)
    if request.method == "POST":
        try:
            send_entered(application=application, by=request.user)
        except ValidationError as error:
            messages.error(request, error.messages[0])
            return redirect("application_entry", slug, reference)
        messages.success(request, f"The application of {application.person} is sent.")
        return redirect("desk_application", slug, reference)
    return render_desk(
        request,
        cohort,
        "recruitment/desk_entry.html",
        application=application,
        sections=show_entry(
            application, read_answers(application), find_sponsor(application), slug=slug
        ),
        back_url=reverse("desk_application", args=[slug, reference]),
    )


@require_http_methods(EDITING)
@login_required
def entry_organisation(request: HttpRequest, slug: str, reference: str) -> HttpResponse:
    cohort = get_cohort_for(request.user, slug)
    application = get_entry(request, cohort, reference)
    form = OrganisationForm(read_post(request), application=application)

    def save() -> None:
        facts: dict[str, Any] = {"application": application, "by": request.user}
        if form.is_independent:
            apply_independently(**facts)
        else:
            values = form.cleaned_data
            name_organisation(name=values["name"], sector=values["sector"], **facts)

    heading = "Which organisation are they from?"
    return edit_entry(request, cohort, application, form, save, heading=heading)


@require_http_methods(EDITING)
@login_required
def entry_sponsor(request: HttpRequest, slug: str, reference: str) -> HttpResponse:
    cohort = get_cohort_for(request.user, slug)
    application = get_entry(request, cohort, reference)
    form = SponsorForm(read_post(request))

    def save() -> None:
        ask_sponsor(application=application, by=request.user, **form.cleaned_data)

    heading = "Who could sponsor them?"
    return edit_entry(request, cohort, application, form, save, heading=heading)


@require_http_methods(EDITING)
@login_required
def entry_question(
    request: HttpRequest, slug: str, reference: str, key: str
) -> HttpResponse:
    cohort = get_cohort_for(request.user, slug)
    application = get_entry(request, cohort, reference)
    _, question = get_question(application, key)
    form = build_form(request, application, question)

    def save() -> None:
        save_answer(
            application=application,
            question=question,
            value=form.value,
            file=form.file,
            by=request.user,
        )

    return edit_entry(request, cohort, application, form, save, heading=None)


def build_form(
    request: HttpRequest, application: Application, question: Question
) -> AnswerForm:
    kind = choose_form(question)
    facts: dict[str, Any] = {
        "question": question,
        "current": find_answer(application, question),
        "caption": f"For {application.person}",
    }
    if kind is PlaceForm:
        facts["areas"] = list_areas()
    if request.method == "POST":
        return kind(request.POST, request.FILES, **facts)
    return kind(**facts)


def edit_entry(
    request: HttpRequest,
    cohort: Cohort,
    application: Application,
    form: Any,
    save: Any,
    *,
    heading: str | None,
) -> HttpResponse:
    """Show one form of an entry, and keep what is complete."""
    back_url = reverse("application_entry", args=[cohort.slug, application.reference])
    if request.method == "POST" and form.is_valid():
        try:
            save()
        except ValidationError as error:
            copy_errors(form, error)
        else:
            return redirect(back_url)
    return render_desk_form(
        request, cohort, form=form, heading=heading, button="Save", back_url=back_url
    )
