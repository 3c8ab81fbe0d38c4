"""After a decision: feedback, and a second look by a different person."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from lehc.assessment.actions.feedback import edit_feedback, send_feedback
from lehc.assessment.actions.second_looks import (
    answer_second_look,
    ask_second_look,
    declare_second_look,
    give_second_look,
)
from lehc.assessment.enums import SecondLookState
from lehc.assessment.forms.after import (
    AnswerForm,
    AskSecondLookForm,
    FeedbackForm,
    GiveForm,
)
from lehc.assessment.forms.declaring import ConflictForm
from lehc.assessment.models import SecondLook
from lehc.assessment.policy import SEES, Part, Stage
from lehc.assessment.presenters.after import (
    is_waiting,
    say_given,
    show_feedback_list,
    show_own_second_look,
    show_second_looks,
)
from lehc.assessment.presenters.applications import show_assessed_answers
from lehc.assessment.presenters.assessing import show_declarable
from lehc.assessment.presenters.panel import show_decisions, show_reviews
from lehc.assessment.queries.access import get_desk_call
from lehc.assessment.queries.after import (
    find_feedback,
    find_own_second_look,
    get_second_look_for,
    has_cleared,
    list_for_feedback,
    list_lookers,
    list_second_looks,
    list_sendable,
    read_draft,
)
from lehc.assessment.queries.conflicts import describe_applicants
from lehc.assessment.queries.panel import list_decisions, list_reviews
from lehc.assessment.queries.reading import narrow_to, read_form
from lehc.assessment.rules import may_ask_second_look
from lehc.programmes.forms import copy_errors
from lehc.programmes.views.desk import read_post, render_desk, render_desk_form
from lehc.recruitment.queries.answers import collect_answers
from lehc.recruitment.queries.applying import get_own_application


@require_safe
@login_required
def feedback(request: HttpRequest, slug: str) -> HttpResponse:
    """Whose feedback is to be written, is ready, or has gone."""
    call = get_desk_call(request.user, slug)
    items = show_feedback_list(list_for_feedback(request.user, call), slug)
    return render_desk(
        request,
        call.cohort,
        "assessment/feedback.html",
        sections=[{"title": "People without a place now", "items": items}],
        items=items,
        sendable=list_sendable(request.user, call).count(),
        back_url=reverse("panel", args=[slug]),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def feedback_edit(request: HttpRequest, slug: str, reference: str) -> HttpResponse:
    """One person's feedback: a draft from the rubric, made a person's own."""
    call = get_desk_call(request.user, slug)
    rows = list_for_feedback(request.user, call)
    application = get_object_or_404(rows, reference=reference)
    kept = find_feedback(application)
    first = {"words": kept.words if kept else read_draft(application)}
    first["is_ready"] = bool(kept and kept.ready_at)  # type: ignore[assignment]
    form = FeedbackForm(read_post(request), initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            edit_feedback(application=application, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            copy_errors(form, error)
        else:
            messages.success(request, "The feedback has been saved.")
            return redirect("feedback", slug)
    return render_desk(
        request,
        call.cohort,
        "assessment/feedback_edit.html",
        form=form,
        feedback=kept,
        heading=f"Feedback for {application.person}",
        is_waiting=is_waiting(application),
        back_url=reverse("feedback", args=[slug]),
    )


@require_POST
@login_required
def feedback_send(request: HttpRequest, slug: str) -> HttpResponse:
    """Send all that is ready to those who have been told the decision."""
    call = get_desk_call(request.user, slug)
    rows = list_sendable(request.user, call)
    count = send_feedback(feedback=rows, by=request.user)
    words = "1 letter with feedback has" if count == 1 else f"{count} letters have"
    messages.success(request, f"{words} been sent.")
    return redirect("feedback", slug)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def application_second_look(request: HttpRequest, reference: str) -> HttpResponse:
    """The applicant asks for a second look, and sees how far it is."""
    application = get_own_application(request.user, reference)
    look = find_own_second_look(application)
    if look is None and not may_ask_second_look(request.user, application):
        raise Http404
    form = AskSecondLookForm(read_post(request))
    if request.method == "POST" and form.is_valid():
        try:
            words = form.cleaned_data["words"]
            ask_second_look(application=application, words=words, by=request.user)
        except ValidationError as error:
            copy_errors(form, error)
        else:
            return redirect(request.path)
    context = {
        "application": application,
        "form": form,
        "look": show_own_second_look(look) if look else None,
    }
    return render(request, "assessment/second_look_ask.html", context)


@require_safe
@login_required
def second_looks(request: HttpRequest, slug: str) -> HttpResponse:
    """Every second look that was asked for, open ones first."""
    call = get_desk_call(request.user, slug)
    return render_desk(
        request,
        call.cohort,
        "assessment/second_looks.html",
        looks=show_second_looks(list_second_looks(request.user, call), slug),
        back_url=reverse("panel", args=[slug]),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def second_look_give(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Give a second look to somebody who had no part in the decision."""
    call = get_desk_call(request.user, slug)
    look = get_object_or_404(list_second_looks(request.user, call), pk=pk)
    form = GiveForm(read_post(request), lookers=list_lookers(look.application))
    if request.method == "POST" and form.is_valid():
        looker = form.cleaned_data["looker"]
        try:
            give_second_look(second_look=look, looker=looker, by=request.user)
        except ValidationError as error:
            copy_errors(form, error)
        else:
            messages.success(request, f"{looker} has been asked by letter.")
            return redirect("second_looks", slug)
    return render_desk_form(
        request,
        call.cohort,
        form=form,
        heading=f"Second look at {look.application.reference}",
        introduction="If nobody is listed, add an assessor who is new to this call.",
        button="Ask them",
        back_url=reverse("second_looks", args=[slug]),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def second_look(request: HttpRequest, pk: int) -> HttpResponse:
    """For whoever was asked: declare first, then read everything, then answer."""
    look = get_second_look_for(request.user, pk)
    if not has_cleared(request.user, look.application):
        return declare_first(request, look)
    form = AnswerForm(read_post(request))
    if request.method == "POST" and form.is_valid():
        to, reason = form.cleaned_data["to"], form.cleaned_data["reason"]
        answer_second_look(
            second_look=look, to=SecondLookState(to), reason=reason, by=request.user
        )
        messages.success(request, "Thank you. The applicant is told by letter.")
        return redirect("assessing")
    return show_second_look(request, look, form)


def declare_first(request: HttpRequest, look: SecondLook) -> HttpResponse:
    """Who it is from, and nothing more, until “no conflict” is said."""
    form = ConflictForm(read_post(request))
    if request.method == "POST" and form.is_valid():
        said = form.read_said(look.application)
        declare_second_look(
            second_look=look, kind=said.kind, note=said.note, by=request.user
        )
        messages.success(request, "Thank you. Your declaration has been kept.")
        return redirect("assessing" if said.kind else request.path)
    application = read_form(look.application_id)
    item = show_declarable(
        application,
        describe_applicants(narrow_to([application]))[application.pk],
        [],
        collect_answers([application])[application.pk],
        fields=SEES[Part.LOOKER, Stage.UNDECLARED],
    )
    return render(
        request, "assessment/second_look_declare.html", {"form": form, "item": item}
    )


def show_second_look(
    request: HttpRequest, look: SecondLook, form: AnswerForm
) -> HttpResponse:
    fields = SEES[Part.LOOKER, Stage.CLEARED]
    application = read_form(look.application_id)
    answers = collect_answers([application])[application.pk]
    context = {
        "form": form,
        "reference": application.reference,
        "words": look.words,
        "asked": say_given(look),
        "answers": show_assessed_answers(application, answers, fields),
        "reviews": show_reviews(list_reviews(application), fields, {}),
        "decisions": show_decisions(list_decisions(application), fields),
    }
    return render(request, "assessment/second_look.html", context)
