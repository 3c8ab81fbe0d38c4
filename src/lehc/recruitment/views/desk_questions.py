"""Questions that people ask about a call: the team answers them for everybody."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
)

from lehc.programmes.models import Cohort
from lehc.programmes.queries import get_cohort_for
from lehc.programmes.views.desk import (
    read_post,
    render_confirmation,
    render_desk_form,
)
from lehc.recruitment.actions.common_questions import (
    move_common_question,
    remove_common_question,
    save_common_question,
)
from lehc.recruitment.forms.calls import CommonQuestionForm
from lehc.recruitment.models import Call, CommonQuestion
from lehc.recruitment.views.desk_call import fetch_call


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def common_question_new(request: HttpRequest, slug: str) -> HttpResponse:
    cohort = get_cohort_for(request.user, slug)
    return edit_question(request, cohort, fetch_call(cohort), None)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def common_question_change(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    cohort = get_cohort_for(request.user, slug)
    call = fetch_call(cohort)
    existing = get_object_or_404(call.common_questions, pk=pk)
    return edit_question(request, cohort, call, existing)


def edit_question(
    request: HttpRequest, cohort: Cohort, call: Call, existing: CommonQuestion | None
) -> HttpResponse:
    initial = CommonQuestionForm.describe(existing)
    form = CommonQuestionForm(read_post(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        save_common_question(
            call=call, existing=existing, by=request.user, **form.cleaned_data
        )
        return redirect("desk_call", cohort.slug)
    return render_desk_form(
        request,
        cohort,
        form=form,
        heading="Change a question" if existing else "Answer a question",
        introduction="Everybody reads it on the cohort's page.",
        button="Save",
        back_url=reverse("desk_call", args=[cohort.slug]),
    )


@require_POST
@login_required
def common_question_move(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    cohort = get_cohort_for(request.user, slug)
    existing = get_object_or_404(fetch_call(cohort).common_questions, pk=pk)
    up = request.POST.get("direction") == "up"
    move_common_question(existing=existing, up=up, by=request.user)
    return redirect("desk_call", slug)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def common_question_remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    cohort = get_cohort_for(request.user, slug)
    existing = get_object_or_404(fetch_call(cohort).common_questions, pk=pk)
    if request.method == "POST":
        remove_common_question(existing=existing, by=request.user)
        return redirect("desk_call", slug)
    return render_confirmation(
        request,
        cohort,
        heading=f"Remove “{existing}”?",
        text="The question and its answer disappear from the cohort's page.",
        button="Remove it",
        back_url=reverse("desk_call", args=[slug]),
    )
