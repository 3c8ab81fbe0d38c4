"""The parts of a draft form: sections and questions, added, changed, moved, removed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from lehc.programmes.forms import copy_errors
from lehc.programmes.models import Cohort
from lehc.programmes.queries import get_cohort_for
from lehc.programmes.views.desk import read_post, render_confirmation, render_desk_form
from lehc.recruitment.actions.building import (
    move_question,
    move_section,
    remove_question,
    remove_section,
    save_question,
    save_section,
)
from lehc.recruitment.forms.building import QuestionForm, SectionForm
from lehc.recruitment.models import Question, Section
from lehc.recruitment.queries.forms import get_question, get_section
from lehc.recruitment.views.desk_form import fetch_form

EDITING = ["GET", "HEAD", "POST"]


@require_http_methods(EDITING)
@login_required
def section_new(request: HttpRequest, slug: str) -> HttpResponse:
    cohort = get_cohort_for(request.user, slug)
    version = fetch_form(cohort)
    form = SectionForm(read_post(request))

    def save() -> Section:
        return save_section(version=version, by=request.user, **form.cleaned_data)

    return edit_part(request, cohort, form, save, heading="Add a section")


@require_http_methods(EDITING)
@login_required
def section_change(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    cohort = get_cohort_for(request.user, slug)
    section = get_section(cohort, pk)
    form = SectionForm(read_post(request), initial=SectionForm.describe(section))

    def save() -> Section:
        return save_section(
            version=section.form_version,
            section=section,
            by=request.user,
            **form.cleaned_data,
        )

    return edit_part(request, cohort, form, save, heading="Change the section")


@require_http_methods(EDITING)
@login_required
def question_new(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Add a question to the section `pk`."""
    cohort = get_cohort_for(request.user, slug)
    section = get_section(cohort, pk)
    form = QuestionForm(read_post(request))

    def save() -> Question:
        return save_question(section=section, draft=form.read_draft(), by=request.user)

    heading = f"Add a question to “{section.title}”"
    return edit_part(request, cohort, form, save, heading=heading)


@require_http_methods(EDITING)
@login_required
def question_change(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    cohort = get_cohort_for(request.user, slug)
    question = get_question(cohort, pk)
    form = QuestionForm(read_post(request), initial=QuestionForm.describe(question))

    def save() -> Question:
        return save_question(
            section=question.section,
            question=question,
            draft=form.read_draft(),
            by=request.user,
        )

    return edit_part(request, cohort, form, save, heading="Change the question")


def edit_part(
    request: HttpRequest,
    cohort: Cohort,
    form: Any,
    save: Callable[[], Any],
    *,
    heading: str,
) -> HttpResponse:
    """Show the form of a part, and save it when it is complete."""
    back_url = reverse("desk_form", args=[cohort.slug])
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


@require_POST
@login_required
def section_move(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    cohort = get_cohort_for(request.user, slug)
    section = get_section(cohort, pk)
    up = request.POST.get("direction") == "up"
    return attempt(
        request, slug, lambda: move_section(section=section, up=up, by=request.user)
    )


@require_POST
@login_required
def question_move(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    cohort = get_cohort_for(request.user, slug)
    question = get_question(cohort, pk)
    up = request.POST.get("direction") == "up"
    return attempt(
        request, slug, lambda: move_question(question=question, up=up, by=request.user)
    )


def attempt(
    request: HttpRequest, slug: str, change: Callable[[], None]
) -> HttpResponse:
    """Make a change to the form, or say why not, and go back to it."""
    try:
        change()
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect("desk_form", slug)


@require_http_methods(EDITING)
@login_required
def section_remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    cohort = get_cohort_for(request.user, slug)
    section = get_section(cohort, pk)
    if request.method == "POST":
        return attempt(
            request, slug, lambda: remove_section(section=section, by=request.user)
        )
    return confirm_removal(
        request,
        cohort,
        heading=f"Remove “{section.title}”?",
        text="Its questions are removed with it.",
    )


@require_http_methods(EDITING)
@login_required
def question_remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    cohort = get_cohort_for(request.user, slug)
    question = get_question(cohort, pk)
    if request.method == "POST":
        return attempt(
            request, slug, lambda: remove_question(question=question, by=request.user)
        )
    return confirm_removal(
        request,
        cohort,
        heading="Remove this question?",
        text=question.words,
    )


def confirm_removal(
    request: HttpRequest, cohort: Cohort, *, heading: str, text: str
) -> HttpResponse:
    return render_confirmation(
        request,
        cohort,
        heading=heading,
        text=text,
        button="Remove",
        back_url=reverse("desk_form", args=[cohort.slug]),
    )
