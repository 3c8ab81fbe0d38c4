"""The list of applications: filtered by the address, sorted, exported, checked."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from lehc.accounts.queries import collect_needs
from lehc.programmes.queries import get_cohort_for
from lehc.programmes.views.desk import render_desk
from lehc.recruitment.actions.exporting import record_export
from lehc.recruitment.forms.applications import FilterForm
from lehc.recruitment.models import Application, ApplicationQuerySet
from lehc.recruitment.presenters.desk_applications import (
    EXPORT_HEADINGS,
    show_cells,
    show_columns,
    show_export,
    show_rows,
    show_state_links,
    write_query,
)
from lehc.recruitment.queries.applications import (
    count_chosen,
    count_states,
    filter_applications,
    list_place_choices,
    read_rows,
    recall_place_choices,
    with_row,
)
from lehc.recruitment.sight import see_cohort_applications
from lehc.recruitment.spreadsheets import write_csv
from lehc.recruitment.views.desk_checks import show_undo

ROWS_A_PAGE = 50


@require_safe
@login_required
def desk_applications(request: HttpRequest, slug: str) -> HttpResponse:
    cohort = get_cohort_for(request.user, slug)
    visible = see_cohort_applications(request.user, cohort)
    places = recall_place_choices(visible, person=request.user, cohort=cohort)
    form, wanted = read_filters(request, places)
    counts = count_states(filter_applications(visible, wanted | {"state": ""}))
    page = turn_to_page(request, filter_applications(visible, wanted), counts, wanted)
    applications = read_rows(page.object_list)
    needs = collect_needs(application.person_id for application in applications)
    rows = show_rows(applications, dict(places), needs, slug=slug)
    return render_desk(
        request,
        cohort,
        "recruitment/desk_applications.html",
        form=form,
        wanted=wanted,
        page=page,
        rows=rows,
        cells=show_cells(rows),
        columns=show_columns(wanted, request.path),
        caption=f"Applications, {page.start_index()} to {page.end_index()} "
        f"of {page.paginator.count}",
        states=show_state_links(counts, wanted, request.path),
        query=write_query(wanted),
        undo=show_undo(request, cohort),
    )


def read_filters(
    request: HttpRequest, places: list[tuple[str, str]]
) -> tuple[FilterForm, dict[str, str]]:
    """The filters in the address, and their form."""
    form = FilterForm(request.GET, places=places)
    wanted = form.read()
    for name in ("state", "sort"):
        if request.GET.get(name):
            wanted[name] = request.GET[name]
    return form, wanted


def turn_to_page(
    request: HttpRequest,
    chosen: ApplicationQuerySet,
    counts: dict[str, int],
    wanted: dict[str, str],
) -> Page[Application]:
    """The page asked for; the states' counts say how many there are."""
    paginator = Paginator(chosen, ROWS_A_PAGE)
    paginator.count = count_chosen(counts, wanted.get("state", ""))
    return paginator.get_page(request.GET.get("page"))


@require_safe
@login_required
def applications_export(request: HttpRequest, slug: str) -> HttpResponse:
    """What the filter shows, as a spreadsheet."""
    cohort = get_cohort_for(request.user, slug)
    visible = see_cohort_applications(request.user, cohort)
    places = list_place_choices(visible)
    _, wanted = read_filters(request, places)
    chosen = list(with_row(filter_applications(visible, wanted)))
    record_export(cohort=cohort, count=len(chosen), by=request.user)
    text = write_csv(EXPORT_HEADINGS, show_export(chosen, dict(places)))
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    name = f"{cohort.slug}-applications.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
