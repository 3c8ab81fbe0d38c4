"""The panel pack: as a page, and as a tagged PDF, for one member of the panel.

What that member has declared a conflict with is not in it, and not counted.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from lehc.assessment.actions.packs import record_pack
from lehc.assessment.calculations import find_tendencies
from lehc.assessment.policy import panel_applications
from lehc.assessment.presenters.pack import show_pack
from lehc.assessment.presenters.panel import show_filters
from lehc.assessment.queries.access import Panel, get_panel_for
from lehc.assessment.queries.calibration import list_means
from lehc.assessment.queries.conflicts import describe_fetched
from lehc.assessment.queries.panel import (
    ORDERS,
    SHOWN,
    Line,
    PanelList,
    collect_decisions,
    collect_reviews,
    count_panel,
    read_for_pack,
)
from lehc.assessment.views.panel import get_fields, read_choice, render_panel
from lehc.recruitment.documents import print_pdf
from lehc.recruitment.queries.answers import collect_answers

PACK_SIZE = 20  # applications in one part: what a request prints in a few seconds


@require_safe
@login_required
def panel_pack(request: HttpRequest, slug: str) -> HttpResponse:
    """The pack to read on a screen, or to print from the browser."""
    found = get_panel_for(request.user, slug)
    show = read_choice(request, "show", SHOWN)
    page = turn_to_part(request, found, show)
    part = f"?page={page.number}" + (f"&show={show}" if show else "")
    return render_panel(
        request,
        found,
        "assessment/pack.html",
        **gather_pack(request, found, page),
        page=page,
        filters=show_filters(show, ""),
        pdf_url=reverse("panel_pack_pdf", args=[slug]) + part,
        back_url=reverse("panel", args=[slug]),
        back_text="Back to the panel's list",
    )


@require_safe
@login_required
def panel_pack_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """The same as a PDF that says its own structure."""
    found = get_panel_for(request.user, slug)
    page = turn_to_part(request, found, read_choice(request, "show", SHOWN))
    facts = gather_pack(request, found, page)
    record_pack(call=found.call, count=len(facts["items"]), by=request.user)
    name = f"panel-pack-{slug}-{page.number}.pdf"
    return HttpResponse(
        print_pdf("assessment/pack_pdf.html", facts),
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def turn_to_part(request: HttpRequest, found: Panel, show: str) -> Page[Line]:
    """The part of the pack asked for, in the order of the largest disagreement."""
    counts = count_panel(request.user, found.call)
    sort = next(iter(ORDERS))
    rows: Any = PanelList(request.user, found.call, counts, sort=sort, show=show)
    return Paginator(rows, PACK_SIZE).get_page(request.GET.get("page"))


def gather_pack(request: HttpRequest, found: Panel, page: Page[Line]) -> dict[str, Any]:
    lines = list(page)
    applications = read_for_pack(lines)
    rows = list(applications.values())
    seen = panel_applications(request.user, found.call)
    items = show_pack(
        lines,
        applications,
        describe_fetched(rows),
        collect_answers(rows),
        collect_reviews(rows),
        collect_decisions(rows),
        find_tendencies(list_means(seen)),
        get_fields(found),
    )
    return {
        "items": items,
        "cohort": found.call.cohort,
        "reader": str(request.user),
        "printed_at": timezone.now(),
        "part": page.number,
        "parts": page.paginator.num_pages,
    }
