"""The list of applications: filtered by the address, sorted, exported, checked."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from lehc.programmes.queries import get_cohort_for
from lehc.programmes.views.desk import render_desk
from lehc.recruitment.actions.exporting import record_export
from lehc.recruitment.forms.applications import Filters, read_filters
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
    read_page,
    read_rows,
    recall_place_choices,
)
from lehc.recruitment.sight import see_cohort_applications
from lehc.recruitment.spreadsheets import write_csv
from lehc.recruitment.views.desk_checks import show_undo

ROWS_A_PAGE = 50


@require_safe
@login_required
def desk_applications(request: HttpRequest, slug: str) -> HttpResponse:
    cohort = get_cohort_for(request.user, slug)
    places = recall_place_choices(request.user, cohort)
    filters, wanted = read_address(request, places)
    counts = count_states(request.user, cohort, wanted)
    page = turn_to_page(request, counts, wanted)
    first = (page.number - 1) * ROWS_A_PAGE
    listed = read_page(request.user, cohort, wanted, first=first, most=ROWS_A_PAGE)
    rows = show_rows(listed, dict(places), slug=slug)
    return render_desk(
        request,
        cohort,
        "recruitment/desk_applications.html",
        filters=filters.html,
        has_errors=filters.has_errors,
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


def read_address(
    request: HttpRequest, places: list[tuple[str, str]]
) -> tuple[Filters, dict[str, str]]:
    """The filters in the address as a form, and all that it asks for."""
    filters = read_filters(request.GET, places)
    wanted = dict(filters.wanted)
    for name in ("state", "sort"):
        if request.GET.get(name):
            wanted[name] = request.GET[name]
    return filters, wanted


def turn_to_page(
    request: HttpRequest, counts: dict[str, int], wanted: dict[str, str]
) -> Page[int]:
    """The page asked for, of numbers: the states' counts say how many there are."""
    numbers = range(count_chosen(counts, wanted.get("state", "")))
    return Paginator(numbers, ROWS_A_PAGE).get_page(request.GET.get("page"))


@require_safe
@login_required
def applications_export(request: HttpRequest, slug: str) -> HttpResponse:
    """What the filter shows, as a spreadsheet."""
    cohort = get_cohort_for(request.user, slug)
    visible = see_cohort_applications(request.user, cohort)
    places = list_place_choices(visible)
    _, wanted = read_address(request, places)
    chosen = read_rows(filter_applications(visible, wanted))
    record_export(cohort=cohort, count=len(chosen), by=request.user)
    text = write_csv(EXPORT_HEADINGS, show_export(chosen, dict(places)))
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    name = f"{cohort.slug}-applications.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
