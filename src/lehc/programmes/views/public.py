"""Pages for anybody: what the programme is, who backs it, when its cohorts meet."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lehc.programmes.calendars import write_calendar
from lehc.programmes.invitations import InvitationState, list_invitations
from lehc.programmes.presenters import show_cohorts, show_paragraphs
from lehc.programmes.queries import (
    get_public_cohort,
    get_site_programme,
    list_cohorts,
    list_milestones,
    list_partners,
    list_sessions,
)
from lehc.programmes.reach import list_reach

COOKIES = [
    [
        "sessionid",
        "Keeps you signed in",
        "Until you close the browser, or two weeks if you ticked so",
    ],
    [
        "csrftoken",
        "Makes sure that a form you send is really yours",
        "Until you close the browser",
    ],
]


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    programme = get_site_programme()
    if programme is None:
        return render(request, "programmes/home_empty.html")
    invitations = list_invitations(programme)
    context = {
        "programme": programme,
        "invitation": invitations[0] if invitations else None,
        "others": [
            one for one in invitations[1:] if one.state != InvitationState.CLOSED
        ],
        "why": show_paragraphs(programme.why),
        "figures": list_reach(programme),
        "milestones": list_milestones(programme),
        "partners": list_partners(programme),
    }
    return render(request, "programmes/home.html", context)


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    programme = get_site_programme()
    context = {
        "programme": programme,
        "why": show_paragraphs(programme.why if programme else ""),
        "milestones": list_milestones(programme),
        "figures": list_reach(programme) if programme else [],
    }
    return render(request, "programmes/about.html", context)


@require_safe
def partners(request: HttpRequest) -> HttpResponse:
    programme = get_site_programme()
    context = {"programme": programme, "partners": list_partners(programme)}
    return render(request, "programmes/partners.html", context)


@require_safe
def cohorts(request: HttpRequest) -> HttpResponse:
    programme = get_site_programme()
    invitations = list_invitations(programme) if programme else []
    context = {
        "programme": programme,
        "cohorts": show_cohorts(list_cohorts(programme), invitations),
    }
    return render(request, "programmes/cohorts.html", context)


@require_safe
def cohort_dates(request: HttpRequest, slug: str) -> HttpResponse:
    """The dates of a cohort, for somebody's own calendar."""
    cohort = get_public_cohort(slug)
    host = request.get_host().partition(":")[0]
    feed = write_calendar(cohort, list_sessions(cohort), host=host, now=timezone.now())
    response = HttpResponse(feed, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{cohort.slug}.ics"'
    return response


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    context = {"programme": get_site_programme()}
    return render(request, "programmes/accessibility.html", context)


@require_safe
def cookies(request: HttpRequest) -> HttpResponse:
    context = {"columns": ["Name", "What it is for", "Until when"], "rows": COOKIES}
    return render(request, "programmes/cookies.html", context)
