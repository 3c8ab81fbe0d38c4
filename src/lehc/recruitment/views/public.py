"""The page of a cohort and its call, for anybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lehc.programmes.presenters import show_date_items
from lehc.programmes.queries import get_public_cohort, list_sessions
from lehc.recruitment.presenters.public import show_call
from lehc.recruitment.queries.calls import get_published_call, list_criteria


@require_safe
def cohort(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_public_cohort(slug)
    call = get_published_call(found)
    context = {
        "cohort": found,
        "programme": found.programme,
        "dates": show_date_items(list_sessions(found)),
    }
    if call is not None:
        context |= show_call(found, call) | {"criteria": list_criteria(call)}
    return render(request, "recruitment/cohort.html", context)
