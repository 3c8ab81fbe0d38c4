from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_http_methods

from lehc.recruitment.actions.answers import Overwritten, save_answer
from lehc.recruitment.forms.answers import (
    AnswerForm,
    FileForm,
    PlaceForm,
    choose_form,
)
from lehc.recruitment.models import Answer, Application, Question, Section
from lehc.recruitment.presenters.answers import show_answer
from lehc.recruitment.queries.applying import (
    find_answer,
    get_own_application,
    get_question,
    list_areas,
)
from lehc.recruitment.rules import may_edit
from lehc.recruitment.uploads import list_too_large
from lehc.recruitment.views.attempts import keep_typed, show_not_saved

BACKS = ("check", "section")


@require_http_methods(["GET", "HEAD", "POST"])
@keep_typed
@login_required
def application_question(
    request: HttpRequest, reference: str, key: str
) -> HttpResponse:
    """One question on a page. Continue keeps the answer, whole or not."""
    application = get_own_application(request.user, reference)
    section, question = get_question(application, key)
    present = find_answer(application, question)
    if request.method != "POST" and not may_edit(application):
        return redirect("application_tasks", application.reference)
    form = build_form(request, section, question, present)
    if request.method == "POST":
        try:
            return take_answer(request, application, section, question, form)
        except ValidationError as refusal:
            back_url = reverse("application_tasks", args=[application.reference])
            return show_not_saved(request, back_url, refusal)
    return show_form(request, application, section, question, form)


def build_form(
    request: HttpRequest, section: Section, question: Question, present: Answer | None
) -> AnswerForm:
    kind = choose_form(question)
    facts: dict[str, Any] = {"question": question, "current": present}
    facts |= {"caption": section.title, "is_draft": "later" in request.POST}
    if kind is PlaceForm:
        facts["areas"] = list_areas()
    if kind is FileForm:
        facts["is_too_large"] = "answer" in list_too_large(request)
    if request.method == "POST":
        return kind(request.POST, request.FILES, **facts)
    return kind(**facts)


def take_answer(
    request: HttpRequest,
    application: Application,
    section: Section,
    question: Question,
    form: AnswerForm,
) -> HttpResponse:
    """Keep a whole answer and go on; keep unfinished words and show them again."""
    facts: dict[str, Any] = {"application": application, "question": question}
    facts |= {"by": request.user, "seen": read_seen(request)}
    overwritten = None
    if form.is_valid():
        overwritten = save_answer(value=form.value, file=form.file, **facts)
        onward = find_onward(request, application, section, question)
    else:
        if form.typed:
            overwritten = save_answer(value=form.typed, **facts)
        onward = ""
    if overwritten is not None and question.kind != "file":
        return show_overwritten(request, application, question, overwritten, onward)
    if onward:
        return redirect(onward)
    return show_form(request, application, section, question, form)


def read_seen(request: HttpRequest) -> datetime | None:
    """When the answer on the page had last been changed, as the page said."""
    try:
        return parse_datetime(request.POST.get("seen", ""))
    except ValueError:
        return None


def find_onward(
    request: HttpRequest, application: Application, section: Section, question: Question
) -> str:
    """Back to where a Change link came from, or the next question, or the section."""
    if "later" in request.POST:
        return reverse("application_tasks", args=[application.reference])
    back = request.GET.get("back")
    if back in BACKS:
        return find_back(application, section, back)
    keys = [each.key for each in section.questions.all()]
    after = keys[keys.index(question.key) + 1 :]
    if after:
        return reverse("application_question", args=[application.reference, after[0]])
    return find_back(application, section, "section")


def find_back(application: Application, section: Section, back: str | None) -> str:
    if back == "check":
        return reverse("application_check", args=[application.reference])
    if back == "section":
        return reverse("application_section", args=[application.reference, section.pk])
    return reverse("application_tasks", args=[application.reference])


def find_previous(
    request: HttpRequest, application: Application, section: Section, question: Question
) -> str:
    """Where the back link leads: where they came from, or the question before."""
    if request.GET.get("back") in BACKS:
        return find_back(application, section, request.GET["back"])
    keys = [each.key for each in section.questions.all()]
    before = keys[: keys.index(question.key)]
    if before:
        return reverse("application_question", args=[application.reference, before[-1]])
    return find_back(application, section, None)


def show_form(
    request: HttpRequest,
    application: Application,
    section: Section,
    question: Question,
    form: AnswerForm,
) -> HttpResponse:
    present = find_answer(application, question)
    return render(
        request,
        "recruitment/applying/question.html",
        {
            "application": application,
            "section": section,
            "question": question,
            "form": form,
            "present": present,
            "is_together": section.is_shared and application.team is not None,
            "back_url": find_previous(request, application, section, question),
        },
    )


def show_overwritten(
    request: HttpRequest,
    application: Application,
    question: Question,
    overwritten: Overwritten,
    onward: str,
) -> HttpResponse:
    """Somebody else in the team had changed the answer meanwhile: show theirs too.

    `onward` is empty when the answer has to be changed before they can go on.
    """
    theirs = Answer(question=question, value=overwritten.value)
    return render(
        request,
        "recruitment/applying/overwritten.html",
        {
            "application": application,
            "question": question,
            "theirs": show_answer(theirs),
            "who": overwritten.by,
            "onward": onward,
        },
    )
