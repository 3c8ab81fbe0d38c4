"""The panel: the list, one application with all its reviews, decisions."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from lehc.assessment.actions.panel import put_forward_from, record_decision
from lehc.assessment.calculations import calibrate, find_tendencies
from lehc.assessment.enums import PanelOutcome
from lehc.assessment.forms.panel import DecisionForm, PutForwardForm
from lehc.assessment.panel_notes import list_panel_notes
from lehc.assessment.policy import SEES, Fields, Part, Stage, panel_applications
from lehc.assessment.presenters.applications import show_assessed_answers, show_identity
from lehc.assessment.presenters.calibration import show_calibration
from lehc.assessment.presenters.desk import show_panel_desk
from lehc.assessment.presenters.panel import (
    address_any,
    show_columns,
    show_decisions,
    show_filters,
    show_line,
    show_reviews,
    show_sorts,
)
from lehc.assessment.queries.access import (
    Panel,
    count_undeclared,
    find_panel_for,
    get_panel_application,
    get_panel_for,
)
from lehc.assessment.queries.calibration import list_means, name_assessors
from lehc.assessment.queries.conflicts import describe_applicants, describe_fetched
from lehc.assessment.queries.panel import (
    ORDERS,
    SHOWN,
    Line,
    PanelList,
    count_panel,
    fetch_applications,
    list_decisions,
    list_reviews,
)
from lehc.assessment.queries.reading import narrow_to
from lehc.assessment.queries.scores import merits_among
from lehc.assessment.views.desk import render_no_call
from lehc.programmes.queries import get_cohort_for
from lehc.recruitment.enums import ASSESSABLE_STATES
from lehc.recruitment.models import Application
from lehc.recruitment.queries.answers import collect_answers

PAGE_SIZE = 50


@require_safe
@login_required
def panel(request: HttpRequest, slug: str) -> HttpResponse:
    """Every application the person may see, the largest disagreement first."""
    found = find_panel_for(request.user, slug)
    if found is None:
        return render_no_call(request, get_cohort_for(request.user, slug))
    sort, show = (
        read_choice(request, "sort", ORDERS),
        read_choice(request, "show", SHOWN),
    )
    counts = count_panel(request.user, found.call)
    rows: Any = PanelList(request.user, found.call, counts, sort=sort, show=show)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    fields = get_fields(found)
    return render_panel(
        request,
        found,
        "assessment/panel.html",
        rows=show_page(list(page), slug, fields),
        columns=show_columns(fields),
        page=page,
        summary=counts,
        sorts=show_sorts(sort, show),
        filters=show_filters(show, sort),
        undeclared=count_undeclared(request.user, found),
        notes=list_panel_notes(request.user, found.call),
    )


def read_choice(request: HttpRequest, name: str, choices: Any) -> str:
    """A choice from the address; the first there is for anything else."""
    asked = request.GET.get(name, "")
    return asked if asked in choices else next(iter(choices))


def get_fields(found: Panel) -> Fields:
    return SEES[found.part, Stage.CLEARED]


def show_page(lines: list[Line], slug: str, fields: Fields) -> list[list[Any]]:
    applications = fetch_applications(lines)
    facts = describe_fetched(applications.values())
    address = address_any(slug)
    return [
        show_line(
            line,
            applications[line.application_id],
            facts[line.application_id],
            address=address,
            fields=fields,
        )
        for line in lines
    ]


def render_panel(
    request: HttpRequest, found: Panel, template: str, **context: Any
) -> HttpResponse:
    """A page of the panel in its frame; `names` says whether people are named."""
    frame = {
        "desk": show_panel_desk(found.part, found.call.cohort, request.path),
        "slug": found.call.cohort.slug,
        "is_team": found.part is Part.TEAM,
    }
    return render(request, template, frame | context)


@require_safe
@login_required
def panel_calibration(request: HttpRequest, slug: str) -> HttpResponse:
    """How far assessors agree, and who is kind or strict; scores stay as they are."""
    found = get_panel_for(request.user, slug)
    applications = panel_applications(request.user, found.call)
    return render_panel(
        request,
        found,
        "assessment/calibration.html",
        **show_calibration(
            calibrate(applications), name_assessors(found.call), get_fields(found)
        ),
        back_url=reverse("panel", args=[slug]),
        back_text="Back to the panel's list",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def panel_application(request: HttpRequest, slug: str, reference: str) -> HttpResponse:
    """One application with all its reviews side by side; the panel decides."""
    found = get_panel_for(request.user, slug)
    application = get_panel_application(request.user, found.call, reference)
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            decision = record_decision(
                application=application,
                outcome=PanelOutcome(form.cleaned_data["outcome"]),
                reason=form.cleaned_data["reason"],
                by=request.user,
            )
        except ValidationError as error:
            messages.error(request, error.messages[0])
            return redirect("panel_application", slug, reference)
        messages.success(
            request, f"{reference}: “{decision.get_outcome_display()}” is recorded."
        )
        return redirect("panel", slug)
    return show_panel_application(request, found, application, form)


def show_panel_application(
    request: HttpRequest, found: Panel, application: Application, form: DecisionForm
) -> HttpResponse:
    fields, only = get_fields(found), narrow_to([application])
    seen = panel_applications(request.user, found.call)
    answers = collect_answers([application])[application.pk]
    facts = describe_applicants(only)[application.pk]
    return render_panel(
        request,
        found,
        "assessment/panel_application.html",
        form=form,
        identity=show_identity(application, facts, fields),
        answers=show_assessed_answers(application, answers, fields),
        merit=merits_among(only).get(application.pk),
        reviews=show_reviews(
            list_reviews(application), fields, find_tendencies(list_means(seen))
        ),
        decisions=show_decisions(list_decisions(application), fields),
        is_open=application.state in ASSESSABLE_STATES,
        state=application.get_state_display(),
        conflict_url=find_conflict_page(found, application),
        back_url=reverse("panel", args=[found.call.cohort.slug]),
        back_text="Back to the panel's list",
    )


def find_conflict_page(found: Panel, application: Application) -> str:
    """Where this person declares that they have a conflict after all."""
    slug = found.call.cohort.slug
    if found.part is Part.CHAIR:
        return reverse("assessing_declare_one", args=[slug, application.pk])
    page = reverse("conflict_declare", args=[slug])
    return f"{page}?application={application.reference}"


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def panel_put_forward(request: HttpRequest, slug: str) -> HttpResponse:
    """Put forward every undecided application from a median on."""
    found = get_panel_for(request.user, slug)
    form = PutForwardForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        count = put_forward_from(
            call=found.call,
            applications=panel_applications(request.user, found.call),
            median=form.cleaned_data["median"],
            reason=form.cleaned_data["reason"],
            by=request.user,
        )
        words = "1 application was" if count == 1 else f"{count} applications were"
        messages.success(request, f"{words} put forward.")
        return redirect("panel", slug)
    return render_panel(
        request,
        found,
        "programmes/desk_form.html",
        form=form,
        heading="Put forward from a median on",
        introduction="Everything undecided whose median is at least this is put "
        "forward, with one reason. What the panel decided one by one stays as it is.",
        button="Put them forward",
        back_url=reverse("panel", args=[slug]),
    )
