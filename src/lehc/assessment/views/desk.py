"""The team's home of assessing: how far it has come, sharing out, reminding."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from lehc.assessment.actions.assessors import remind_assessors
from lehc.assessment.actions.assignments import SharedOut, share_out_applications
from lehc.assessment.policy import find_rubric, panel_applications
from lehc.assessment.presenters.desk import say_gaps, say_round, show_assessors
from lehc.assessment.queries.access import (
    find_call,
    get_desk_call,
    list_team_assessors,
)
from lehc.assessment.queries.progress import describe_progress
from lehc.assessment.queries.rubrics import find_draft
from lehc.assessment.rules import may_see_payments
from lehc.programmes.models import Cohort
from lehc.programmes.queries import get_cohort_for
from lehc.programmes.views.desk import render_desk


@require_safe
@login_required
def assessment(request: HttpRequest, slug: str) -> HttpResponse:
    """Who has how many to do, and what could not be met."""
    cohort = get_cohort_for(request.user, slug)
    call = find_call(cohort)
    if call is None:
        return render_no_call(request, cohort)
    rubric = find_rubric(call)
    visible = panel_applications(request.user, call)
    progress = describe_progress(call, rubric, visible)
    assessors = show_assessors(list_team_assessors(call), progress, slug)
    return render_desk(
        request,
        cohort,
        "assessment/desk.html",
        state=say_round(rubric, find_draft(call)),
        rubric=rubric,
        assessors=assessors,
        gaps=say_gaps(progress, rubric),
        progress=progress,
        finished=progress.finished,
        sees_payments=may_see_payments(request.user, cohort),
        may_remind=any(row["may_be_reminded"] for row in assessors),
    )


def render_no_call(request: HttpRequest, cohort: Cohort) -> HttpResponse:
    return render_desk(request, cohort, "assessment/no_call.html")


@require_POST
@login_required
def share_out(request: HttpRequest, slug: str) -> HttpResponse:
    """Give every application its assessors; safe to press again."""
    call = get_desk_call(request.user, slug)
    try:
        shared = share_out_applications(call=call, by=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, say_shared(shared))
    return redirect("assessment", slug)


def say_shared(shared: SharedOut) -> str:
    if not shared.added and not shared.removed:
        return "Nothing was missing, so nothing was changed."
    words = "place" if shared.added == 1 else "places"
    said = f"Shared out: {shared.added} new {words} in assessors' lists."
    if shared.removed:
        said += f" {shared.removed} not begun moved to make the lists equal."
    return said


@require_POST
@login_required
def remind(request: HttpRequest, slug: str) -> HttpResponse:
    """Write to one assessor, or to everybody who has something to do."""
    call = get_desk_call(request.user, slug)
    visible = panel_applications(request.user, call)
    progress = describe_progress(call, find_rubric(call), visible)
    chosen = [
        row
        for row in list_team_assessors(call).current()
        if progress.loads[row.pk].to_do > 0
        and request.POST.get("assessor", str(row.pk)) == str(row.pk)
    ]
    count = remind_assessors(call=call, assessors=chosen, by=request.user)
    if count:
        words = "1 reminder has" if count == 1 else f"{count} reminders have"
        messages.success(request, f"{words} been sent.")
    else:
        messages.info(request, "Nobody has anything left to do.")
    return redirect("assessment", slug)
