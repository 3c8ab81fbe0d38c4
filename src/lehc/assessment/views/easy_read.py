"""Easy Read: how an assessor likes to read, and the summaries the team writes."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from lehc.assessment.actions.easy_read import choose_reading, write_easy_read
from lehc.assessment.forms.reading import EasyReadForm, ReadingForm
from lehc.assessment.policy import SEES, Part, Stage
from lehc.assessment.presenters.applications import show_assessed_answers
from lehc.assessment.presenters.desk import show_wanted
from lehc.assessment.queries.access import get_assessor_for, get_desk_call
from lehc.assessment.queries.easy_read import find_easy_read, list_wanted
from lehc.programmes.views.desk import read_post, render_desk
from lehc.recruitment.queries.answers import collect_answers


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def assessing_reading(request: HttpRequest, slug: str) -> HttpResponse:
    """How I like to read."""
    assessor = get_assessor_for(request.user, slug)
    form = ReadingForm(read_post(request), initial=ReadingForm.describe(assessor))
    if request.method == "POST" and form.is_valid():
        choose_reading(assessor=assessor, by=request.user, **form.cleaned_data)
        messages.success(request, "Your pages now look the way you chose.")
        return redirect("assessing_round", slug)
    context = {"form": form, "slug": slug, "contact": assessor.call}
    return render(request, "assessment/reading.html", context)


@require_safe
@login_required
def easy_read(request: HttpRequest, slug: str) -> HttpResponse:
    """The summaries that assessors would like, those not written first."""
    call = get_desk_call(request.user, slug)
    wanted = list(list_wanted(request.user, call))
    items = show_wanted(wanted, slug)
    return render_desk(
        request,
        call.cohort,
        "assessment/easy_read_list.html",
        items=items,
        sections=[{"title": "Wanted by assessors", "items": items}],
        missing=sum(not row.has_easy_read for row in wanted),  # type: ignore[attr-defined]
        back_url=reverse("assessment", args=[slug]),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def easy_read_write(request: HttpRequest, slug: str, reference: str) -> HttpResponse:
    """Write one summary, the applicant's own words beside it."""
    call = get_desk_call(request.user, slug)
    wanted = list_wanted(request.user, call).with_form()
    application = get_object_or_404(wanted, reference=reference)
    summary = find_easy_read(application)
    form = EasyReadForm(
        read_post(request),
        application=application,
        initial={"words": summary.words} if summary else {},
    )
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["words"]
        write_easy_read(application=application, words=words, by=request.user)
        messages.success(request, "The summary has been saved.")
        return redirect("easy_read", slug)
    answers = collect_answers([application])[application.pk]
    fields = SEES[Part.TEAM, Stage.UNDECLARED]
    return render_desk(
        request,
        call.cohort,
        "assessment/easy_read_write.html",
        form=form,
        reference=reference,
        answers=show_assessed_answers(application, answers, fields),
        back_url=reverse("easy_read", args=[slug]),
    )
