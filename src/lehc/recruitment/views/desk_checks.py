"""Marking applications eligible or not, one or many, and taking it back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from lehc.programmes.models import Cohort
from lehc.programmes.queries import get_cohort_for
from lehc.programmes.views.desk import read_ids, render_desk
from lehc.recruitment.actions.eligibility import (
    mark_eligible,
    mark_not_eligible,
    undo_checks,
)
from lehc.recruitment.enums import TRANSITIONS, ApplicationState
from lehc.recruitment.forms.applications import ReasonForm
from lehc.recruitment.models import ApplicationQuerySet, StateChange
from lehc.recruitment.queries.applications import filter_applications
from lehc.recruitment.queries.calls import get_call
from lehc.recruitment.sight import see_cohort_applications

UNDO = "recruitment_undo"
FILTERS = ("state", "place", "sector", "team", "sponsor", "words")


def may_become(state: ApplicationState) -> list[ApplicationState]:
    return [was for was in ApplicationState if state in TRANSITIONS[was]]


@require_POST
@login_required
def applications_check(request: HttpRequest, slug: str) -> HttpResponse:
    """Mark the chosen applications; those that can't be marked now stay as they are."""
    cohort = get_cohort_for(request.user, slug)
    chosen = choose_applications(request, cohort)
    if request.POST.get("decision") == "not_eligible":
        return check_not_eligible(request, cohort, chosen)
    fitting = list(chosen.filter(state__in=may_become(ApplicationState.ELIGIBLE)))
    changes = mark_eligible(applications=fitting, by=request.user)
    return finish_check(request, cohort, chosen.count(), changes, "eligible")


def choose_applications(request: HttpRequest, cohort: Cohort) -> ApplicationQuerySet:
    """The applications ticked on the list, or all that its filter showed."""
    visible = see_cohort_applications(request.user, cohort)
    if "everything" in request.POST:
        wanted = {name: request.POST.get(f"filter-{name}", "") for name in FILTERS}
        return filter_applications(visible, wanted)
    return visible.filter(pk__in=read_ids(request.POST.getlist("chosen")))


def check_not_eligible(
    request: HttpRequest, cohort: Cohort, chosen: ApplicationQuerySet
) -> HttpResponse:
    """Ask for the reason first: the applicants will read it."""
    fitting = chosen.filter(state__in=may_become(ApplicationState.NOT_ELIGIBLE))
    applications = list(fitting.select_related("person"))
    if not applications:
        messages.warning(request, "Choose at least one application that can be marked.")
        return redirect_to_list(request, cohort)
    form = ReasonForm(request.POST if "reason" in request.POST else None)
    if form.is_bound and form.is_valid():
        reason = form.cleaned_data["reason"]
        changes = mark_not_eligible(
            applications=applications, reason=reason, by=request.user
        )
        return finish_check(
            request, cohort, len(applications), changes, "not eligible this time"
        )
    return render_desk(
        request,
        cohort,
        "recruitment/desk_not_eligible.html",
        form=form,
        applications=applications,
        next_url=request.POST.get("next", ""),
        back_url=reverse("desk_applications", args=[cohort.slug]),
    )


def finish_check(
    request: HttpRequest,
    cohort: Cohort,
    asked: int,
    changes: list[StateChange],
    words: str,
) -> HttpResponse:
    """Say what was done, remember how to take it back, and return to the list."""
    left = asked - len(changes)
    if changes:
        request.session[UNDO] = {
            "cohort": cohort.pk,
            "words": words,
            "changes": [change.pk for change in changes],
        }
    else:
        messages.warning(request, "Choose at least one application that can be marked.")
    if changes and left:
        messages.info(request, f"{left} stayed as they were: they are further on.")
    return redirect_to_list(request, cohort)


def redirect_to_list(request: HttpRequest, cohort: Cohort) -> HttpResponse:
    """Back to where the person was, if that is a page of ours."""
    onward = request.POST.get("next", "")
    if onward.startswith("/") and url_has_allowed_host_and_scheme(
        onward, allowed_hosts=None
    ):
        return HttpResponseRedirect(onward)
    return redirect("desk_applications", cohort.slug)


def show_undo(request: HttpRequest, cohort: Cohort) -> dict[str, Any] | None:
    """What can be taken back on this cohort's list: how many became what."""
    kept = request.session.get(UNDO)
    if not kept or kept["cohort"] != cohort.pk:
        return None
    return {"count": len(kept["changes"]), "words": kept["words"]}


@require_POST
@login_required
def applications_undo(request: HttpRequest, slug: str) -> HttpResponse:
    cohort = get_cohort_for(request.user, slug)
    call = get_call(cohort)
    kept = request.session.pop(UNDO, None)
    undone = 0
    if call and kept and kept["cohort"] == cohort.pk:
        undone = undo_checks(call=call, change_ids=kept["changes"], by=request.user)
    if undone:
        messages.success(request, f"{undone} are back as they were.")
    else:
        messages.warning(request, "There is nothing left to take back.")
    return redirect_to_list(request, cohort)
