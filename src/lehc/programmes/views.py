from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lehc.accounts.enums import TEAM_ROLES
from lehc.programmes.models import Programme
from lehc.programmes.presenters import show_desk
from lehc.programmes.queries import cohorts_where, get_cohort_for
from lehc.programmes.todo import list_todos


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    programme = Programme.objects.first()
    return render(request, "programmes/home.html", {"programme": programme})


@require_safe
@login_required
def desks(request: HttpRequest) -> HttpResponse:
    """The cohorts in which the person is in the programme team."""
    cohorts = cohorts_where(request.user, TEAM_ROLES).select_related("programme")
    return render(request, "programmes/desks.html", {"cohorts": cohorts})


@require_safe
@login_required
def desk(request: HttpRequest, slug: str) -> HttpResponse:
    """The programme team's home: what needs doing today."""
    cohort = get_cohort_for(request.user, slug)
    return render(
        request,
        "programmes/desk_today.html",
        {"desk": show_desk(cohort, request.path), "todos": list_todos(cohort)},
    )
