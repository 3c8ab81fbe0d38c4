"""The call: the team makes it, says what it looks for, and sees what is missing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from lehc.programmes.forms import copy_errors
from lehc.programmes.models import Cohort
from lehc.programmes.queries import get_cohort_for
from lehc.programmes.views.desk import (
    read_post,
    render_confirmation,
    render_desk,
    render_desk_form,
)
from lehc.recruitment.actions.calls import (
    move_criterion,
    remove_criterion,
    save_call,
    save_criterion,
)
from lehc.recruitment.forms.calls import CallForm, CriterionForm
from lehc.recruitment.models import Call, Criterion
from lehc.recruitment.presenters.desk_calls import (
    show_call_rows,
    show_common_questions,
    show_criteria,
    show_standing,
)
from lehc.recruitment.queries.calls import (
    get_call,
    is_published,
    list_common_questions,
    list_criteria,
    list_missing,
    may_arrange_criteria,
    may_reword_criteria,
)

NOT_PUBLIC_YET = "Nobody outside the team sees it before you publish its form."
PUBLIC_ALREADY = "The call is public: everybody sees at once what you save here."


@require_safe
@login_required
def desk_call(request: HttpRequest, slug: str) -> HttpResponse:
    cohort = get_cohort_for(request.user, slug)
    call = get_call(cohort)
    context: dict[str, Any] = {"call": call}
    if call is not None:
        published = is_published(call)
        arrange = not published
        context |= {
            "rows": show_call_rows(call),
            "standing": show_standing(call, is_published=published),
            "is_published": published,
            "missing": [] if published else list_missing(call),
            "may_arrange": arrange,
            "criteria": show_criteria(
                list_criteria(call),
                slug=slug,
                may_arrange=arrange,
                may_reword=arrange or may_reword_criteria(call),
            ),
            "questions": show_common_questions(list_common_questions(call), slug=slug),
        }
    return render_desk(request, cohort, "recruitment/desk_call.html", **context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def call_change(request: HttpRequest, slug: str) -> HttpResponse:
    cohort = get_cohort_for(request.user, slug)
    call = get_call(cohort)
    contact = {
        "contact_name": cohort.programme.contact_name,
        "contact_email": cohort.programme.contact_email,
    }
    published = call is not None and is_published(call)
    form = CallForm(read_post(request), initial=CallForm.describe(call, contact))
    if request.method == "POST" and form.is_valid():
        try:
            save_call(cohort=cohort, by=request.user, **form.read_fields())
        except ValidationError as error:
            copy_errors(form, error)
        else:
            messages.success(request, "The call is saved.")
            return redirect("desk_call", slug)
    return render_desk_form(
        request,
        cohort,
        form=form,
        heading="Change the call" if call else "Plan the call",
        introduction=PUBLIC_ALREADY if published else NOT_PUBLIC_YET,
        button="Save the call",
        back_url=reverse("desk_call", args=[slug]),
    )


def fetch_call(cohort: Cohort) -> Call:
    """The cohort's call.

    Raises:
        Http404: it has none yet.
    """
    call = get_call(cohort)
    if call is None:
        raise Http404
    return call


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def criterion_new(request: HttpRequest, slug: str) -> HttpResponse:
    cohort = get_cohort_for(request.user, slug)
    call = fetch_call(cohort)
    if not may_arrange_criteria(call):
        raise Http404
    return edit_criterion(request, cohort, call, None)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def criterion_change(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    cohort = get_cohort_for(request.user, slug)
    call = fetch_call(cohort)
    criterion = get_object_or_404(call.criteria, pk=pk)
    return edit_criterion(request, cohort, call, criterion)


def edit_criterion(
    request: HttpRequest, cohort: Cohort, call: Call, criterion: Criterion | None
) -> HttpResponse:
    initial = CriterionForm.describe(criterion)
    form = CriterionForm(read_post(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            save_criterion(
                call=call, criterion=criterion, by=request.user, **form.cleaned_data
            )
        except ValidationError as error:
            copy_errors(form, error)
        else:
            return redirect("desk_call", cohort.slug)
    return render_desk_form(
        request,
        cohort,
        form=form,
        heading="Change what you look for" if criterion else "Add what you look for",
        button="Save",
        back_url=reverse("desk_call", args=[cohort.slug]),
    )


@require_POST
@login_required
def criterion_move(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    cohort = get_cohort_for(request.user, slug)
    criterion = get_object_or_404(fetch_call(cohort).criteria, pk=pk)
    try:
        up = request.POST.get("direction") == "up"
        move_criterion(criterion=criterion, up=up, by=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect("desk_call", slug)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def criterion_remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    cohort = get_cohort_for(request.user, slug)
    criterion = get_object_or_404(fetch_call(cohort).criteria, pk=pk)
    if request.method == "POST":
        try:
            remove_criterion(criterion=criterion, by=request.user)
        except ValidationError as error:
            messages.error(request, error.messages[0])
        return redirect("desk_call", slug)
    return render_confirmation(
        request,
        cohort,
        heading=f"Remove “{criterion.title}”?",
        text="Applicants will not be asked for it, and assessors will not score it.",
        button="Remove it",
        back_url=reverse("desk_call", args=[slug]),
    )
